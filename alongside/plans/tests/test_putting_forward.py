"""Put forward, open, take back, and what people who use services and carers say: every way and every refusal."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.plans.actions import drafting, versions
from alongside.plans.models import PlanEnd, Signature, Version, VersionState
from alongside.plans.queries.statements import statements_on
from alongside.plans.queries.version_page import version_page
from alongside.plans.queries.versions import plan_view, view
from alongside.ui.refusals import Conflict, Refused
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def plan(who):
    return plan_makers.filled(who, plan_makers.plans(who, ["interactions"])[0])


def lead(who):
    return Actor.user(who.lead.user_id)


def co_lead(who):
    return Actor.user(who.co_lead.user_id)


def changed(plan, words="Changed"):
    plan.refresh_from_db()
    drafting.describe(
        plan=plan, described=words, evidence_sources="", review_on=plan.review_on,
        signed_by_sides=plan.signed_by_sides, seen=plan.revision, by=SYSTEM,
    )  # fmt: skip
    plan.refresh_from_db()
    return plan


def state_of(version):
    return plan_view(version.plan).versions[version.number - 1].state


def test_a_version_keeps_the_draft_and_never_changes(who, plan):
    version = plan_makers.put_forward(who, plan)
    text, sha256 = version.content, version.digest
    assert hashlib.sha256(text.encode()).hexdigest() == sha256
    changed(plan)
    version.refresh_from_db()
    assert (version.content, version.digest) == (text, sha256)
    assert state_of(version) == "put-forward"


@pytest.mark.parametrize("row", [Version, VersionState, Signature])
def test_rows_that_count_are_written_once(who, plan, row):
    version = plan_makers.in_force(who, plan)
    kept = row.objects.filter(**({"pk": version.pk} if row is Version else {"version": version}))[0]
    with pytest.raises(TypeError, match="written once"):
        kept.save()
    with pytest.raises(TypeError, match="never deleted"):
        kept.delete()


def test_put_forward_refuses_what_is_not_ready_and_says_everything(who):
    plan = plan_makers.plans(who, ["interactions"])[0]
    with pytest.raises(Refused) as refused:
        plan_makers.put_forward(who, plan)
    assert "no goal" in str(refused.value)
    assert "reviewed" in str(refused.value)
    assert not plan.versions.exists()


def test_put_forward_refuses_a_review_in_the_past(who, plan):
    drafting.describe(
        plan=plan, described="d", evidence_sources="", review_on=timezone.localdate(), signed_by_sides=True,
        seen=plan.revision, by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refused, match="still to come"):
        plan_makers.put_forward(who, plan)


def test_put_forward_is_for_the_draft_that_was_read(who, plan):
    with pytest.raises(Conflict):
        versions.put_forward(plan=plan, seen=plan.revision - 1, role=Role.LEAD, by=lead(who))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER])
def test_only_lead_and_co_lead_move_a_version(who, plan, role):
    with pytest.raises(Refused, match="together"):
        versions.put_forward(plan=plan, seen=plan.revision, role=role, by=lead(who))
    version = plan_makers.put_forward(who, plan)
    with pytest.raises(Refused):
        versions.open_for_signature(version=version, role=role, by=co_lead(who))
    with pytest.raises(Refused):
        versions.take_back(version=version, why="w", role=role, by=co_lead(who))


def test_nobody_is_asked_to_sign_the_same_twice(who, plan):
    plan_makers.put_forward(who, plan)
    with pytest.raises(Refused, match="Nothing has changed"):
        plan_makers.put_forward(who, plan)


def test_the_same_as_what_is_in_force_is_not_put_forward_after_a_detour(who, plan):
    first = plan_makers.in_force(who, plan)
    words = plan.described
    detour = plan_makers.put_forward(who, changed(plan, "A detour"))
    versions.take_back(version=detour, why="It was one.", role=Role.LEAD, by=lead(who))
    plan.refresh_from_db()
    drafting.describe(
        plan=plan, described=words, evidence_sources="The ward’s own question, asked monthly",
        review_on=plan.review_on, signed_by_sides=True, seen=plan.revision, by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refused, match=f"since version {first.number}"):
        plan_makers.put_forward(who, plan)


def test_what_was_taken_back_can_be_put_forward_again(who, plan):
    first = plan_makers.put_forward(who, plan)
    versions.take_back(version=first, why="Too early.", role=Role.LEAD, by=lead(who))
    assert plan_makers.put_forward(who, plan).number == 2


def test_a_new_version_takes_back_the_one_that_waits(who, plan):
    first = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, first)
    second = plan_makers.put_forward(who, changed(plan))
    assert state_of(first) == "taken-back"
    assert state_of(second) == "put-forward"
    assert [place.signed for place in plan_view(plan).versions[1].places] == [False, False]
    with pytest.raises(Conflict):
        plan_makers.sign(who.commissioner, first)


def test_a_new_version_leaves_the_one_in_force_as_it_is(who, plan):
    first = plan_makers.in_force(who, plan)
    second = plan_makers.opened(who, plan_makers.put_forward(who, changed(plan)))
    found = plan_view(plan)
    assert (found.in_force.version, found.waiting.version) == (first, second)
    plan_makers.sign(who.lead, second)
    plan_makers.sign(who.commissioner, second)
    assert plan_view(plan).in_force.version == second
    assert plan_view(plan).waiting is None


def test_nobody_opens_what_they_put_forward(who, plan):
    version = plan_makers.put_forward(who, plan)
    for role, by in ((Role.LEAD, lead(who)), (Role.LEAD, co_lead(who)), (Role.CO_LEAD, lead(who))):
        with pytest.raises(Refused, match="did not put it forward"):
            versions.open_for_signature(version=version, role=role, by=by)
    assert state_of(version) == "put-forward"


def test_opening_twice_is_a_conflict(who, plan):
    version = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    with pytest.raises(Conflict):
        plan_makers.opened(who, version)


def test_what_could_never_be_signed_is_not_opened(who, plan):
    version = plan_makers.put_forward(who, plan)
    name = who.commissioner.user.name
    who.commissioner.delete()
    with pytest.raises(Refused, match=f"{name} cannot sign"):
        plan_makers.opened(who, version)


def test_a_self_assessment_is_in_force_when_both_halves_agree(who):
    version = plan_makers.in_force(who, signed=False)
    assert state_of(version) == "in-force"
    assert not version.signatures.exists()


def test_a_newer_plan_for_the_same_challenge_ends_the_older(who):
    older = plan_makers.in_force(who).plan
    newer = plan_makers.in_force(who).plan
    assert PlanEnd.objects.get(plan=older).why == "A newer plan took its place."
    assert not PlanEnd.objects.filter(plan=newer).exists()
    assert plan_view(older).waiting is None


def test_a_plan_that_a_review_ends_at_that_moment_ends_once(who, monkeypatch):
    older = plan_makers.in_force(who).plan
    add = PlanEnd.objects.bulk_create

    def a_review_was_faster(ends, **how):
        ends = list(ends)
        PlanEnd.objects.create(plan=ends[0].plan, why="The review ended it.")
        return add(ends, **how)

    monkeypatch.setattr(PlanEnd.objects, "bulk_create", a_review_was_faster)
    newer = plan_makers.in_force(who).plan
    assert PlanEnd.objects.get(plan=older).why == "The review ended it."
    assert plan_view(newer).in_force


def test_take_back_says_why_and_binds_nobody(who, plan):
    version = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, version)
    with pytest.raises(Refused, match="Say why"):
        versions.take_back(version=version, why=" ", role=Role.LEAD, by=lead(who))
    versions.take_back(version=version, why="The figures were old.", role=Role.CO_LEAD, by=co_lead(who))
    found = plan_view(plan)
    assert (found.newest, found.in_force, found.waiting) == (None, None, None)
    assert version_page(version).steps[-1].why == "The figures were old."


def test_what_is_in_force_is_not_taken_back(who, plan):
    version = plan_makers.in_force(who, plan)
    with pytest.raises(Conflict):
        versions.take_back(version=version, why="w", role=Role.LEAD, by=lead(who))


# ── Statements ──────────────────────────────────────────────────────────────────────────────────


def participant_of(plan, group="carers"):
    return plan.order.prioritising.assessment.participants.filter(group__key=group).first()


def say(version, kind="endorses", text="", participant=None, by=None, voice="carers", group_name=""):
    actor = by or Actor.participant(participant.pk)
    return versions.state(
        version=version, kind=kind, voice=voice, group_name=group_name, text=text, participant=participant, by=actor
    )


def test_people_are_heard_before_and_until_it_is_in_force(who, plan):
    version = plan_makers.put_forward(who, plan)
    assert statements_on(view(version)).missing == ("people who use services", "carers, family and friends")
    say(version, participant=participant_of(plan), group_name="Carers")
    plan_makers.opened(who, version)
    say(version, "does-not", "Not before winter.", by=co_lead(who), voice="people-who-use-services")
    found = statements_on(view(version))
    assert [(each.who, each.kind, each.text) for each in found.said] == [
        ("One person who uses services", "does-not", "Not before winter."),
        ("One person from the group “Carers”", "endorses", ""),
    ]
    assert found.missing == ()
    plan_makers.sign(who.lead, version)
    plan_makers.sign(who.commissioner, version)
    with pytest.raises(Conflict, match="nothing can be added"):
        say(version, participant=participant_of(plan))


def test_new_words_take_the_place_of_the_old_with_a_new_date(who, plan):
    version = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    person = participant_of(plan)
    said = say(version, participant=person)
    version.statements.update(at=timezone.now() - timedelta(days=2))
    plan_makers.sign(who.lead, version)
    assert not statements_on(view(version)).said[0].after_signing
    say(version, "does-not", "I have thought again.", participant=person)
    found = statements_on(view(version))
    assert [each.text for each in found.said] == ["I have thought again."]
    assert found.said[0].after_signing
    assert version.statements.get().pk == said.pk


@pytest.mark.parametrize("voice", ["", "staff", "managers", "commissioners", "partners"])
def test_other_voices_have_no_statement(who, plan, voice):
    version = plan_makers.put_forward(who, plan)
    with pytest.raises(Refused, match="people who use services and carers"):
        say(version, voice=voice, by=lead(who))


def test_a_statement_without_words_or_a_writer_is_refused(who, plan):
    version = plan_makers.put_forward(who, plan)
    with pytest.raises(Refused, match="what you think"):
        say(version, "states", "  ", by=lead(who))
    with pytest.raises(Refused, match="stand behind"):
        say(version, by=SYSTEM)


def test_who_took_part_in_another_assessment_has_no_statement_here(who, plan):
    version = plan_makers.put_forward(who, plan)
    elsewhere = makers.participants(makers.assessment(makers.partnership("Hillside")), "carers", 1)[0]
    with pytest.raises(Refused, match="another assessment"):
        say(version, participant=elsewhere)
