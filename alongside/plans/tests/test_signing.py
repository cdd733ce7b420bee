"""Sign, decline, comment, withdraw: only by those named, only what was read, only with a fresh proof for exactly it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.assessments.models import Participant
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.people.second_proof import Factor, Proof, about
from alongside.plans.actions import signing
from alongside.plans.models import PlanEnd, Signature, VersionState
from alongside.plans.queries.standing import named_plans, waiting_for
from alongside.plans.queries.versions import plan_view
from alongside.ui.refusals import Conflict, Refused
from tests import plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["interactions"])[0])
    return plan_makers.opened(who, plan_makers.put_forward(who, plan))


def state_of(version):
    return plan_view(version.plan).versions[-1].state


def actor(member):
    return Actor.user(member.user_id)


def waiting(who, member):
    return [view.version for _named, view in waiting_for(member.user_id, named_plans(who.partnership))]


def test_it_is_in_force_with_the_last_signature_and_not_before(who, version):
    assert plan_makers.sign(who.lead, version) == []
    assert state_of(version) == "open"
    assert plan_makers.sign(who.commissioner, version) == [version]
    assert state_of(version) == "in-force"
    row = Signature.objects.get(name=who.commissioner.user.name)
    assert (row.digest, row.factor, row.act) == (version.digest, "totp", "signed")
    assert (row.post, row.authority) == ("Director of recovery", "Delegated by the board")


def test_the_log_holds_no_name_and_no_comment(who, version):
    before = set(Entry.objects.values_list("pk", flat=True))
    signing.sign(versions={version: version.digest}, comment="With joy", by=actor(who.lead),
                 proof=plan_makers.proof(who.lead, version.digest))  # fmt: skip
    rows = Entry.objects.exclude(pk__in=before)
    assert [row.verb for row in rows] == ["signed"]
    assert "joy" not in str([vars(row) for row in rows])


def test_several_are_signed_together_or_none(who):
    first, second = (
        plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, plan)))
        for plan in plan_makers.plans(who, ["interactions", "risk"])
    )
    assert waiting(who, who.lead) == [first, second] or waiting(who, who.lead) == [second, first]
    plan_makers.sign(who.lead, second)
    with pytest.raises(Refused, match="signed this version already"):
        plan_makers.sign(who.lead, first, second)
    assert not first.signatures.exists()
    assert plan_makers.sign(who.commissioner, first, second) == [second]
    assert waiting(who, who.commissioner) == []


def test_what_was_read_is_what_is_signed(who, version):
    other = "0" * 64
    with pytest.raises(Conflict, match="not what would be signed"):
        signing.sign(versions={version: other}, comment="", proof=plan_makers.proof(who.lead, other),
                     by=actor(who.lead))  # fmt: skip
    assert not version.signatures.exists()


def test_a_text_that_was_changed_behind_our_back_is_not_signed(who, version):
    type(version).objects.filter(pk=version.pk).update(content=version.content.replace("8 of 10", "1 of 10"))
    with pytest.raises(Conflict, match="not what would be signed"):
        plan_makers.sign(who.lead, version)


def proofs(who, version):
    good = {"person": who.lead.user_id, "factor": Factor.TOTP, "at": timezone.now(), "about": about([version.digest])}
    yield "of somebody else", {**good, "person": who.commissioner.user_id}
    yield "for another plan", {**good, "about": about(["0" * 64])}
    yield "for more than this", {**good, "about": about([version.digest, "0" * 64])}
    yield "of six minutes ago", {**good, "at": timezone.now() - timedelta(minutes=6)}


@pytest.mark.parametrize("which", range(4))
def test_a_proof_that_is_not_for_this_is_refused(who, version, which):
    what, given = list(proofs(who, version))[which]
    with pytest.raises(Refused):
        signing.sign(versions={version: version.digest}, comment="", proof=Proof(**given), by=actor(who.lead))
    assert not version.signatures.exists(), what


def test_who_is_not_named_does_not_sign(who, version):
    for member in (who.co_lead, who.contributor):
        with pytest.raises(Refused, match="not one of those"):
            plan_makers.sign(member, version)
        for act in (signing.decline, signing.comment_on, signing.withdraw):
            with pytest.raises(Refused, match="not one of those"):
                act(version=version, comment="c", by=actor(member))


def test_a_signatory_of_another_plan_does_not_sign_this_one(who, version):
    other = plan_makers.cast()
    theirs = plan_makers.in_force(other)
    with pytest.raises(Refused, match="not one of those"):
        plan_makers.sign(other.lead, version)
    assert state_of(theirs) == "in-force"


def test_who_left_or_only_observes_does_not_sign(who, version):
    who.commissioner.role = Role.OBSERVER
    who.commissioner.save()
    with pytest.raises(Refused, match="not one of those"):
        plan_makers.sign(who.commissioner, version)
    user_id = who.lead.user_id
    who.lead.delete()
    with pytest.raises(Refused, match="not one of those"):
        signing.decline(version=version, comment="c", by=Actor.user(user_id))


def test_nothing_but_a_person_signs(who, version):
    given = {"versions": {version: version.digest}, "comment": "", "proof": plan_makers.proof(who.lead, version.digest)}
    for by in (SYSTEM, Actor.participant(who.lead.user_id)):
        with pytest.raises(Refused):
            signing.sign(by=by, **given)


def test_nothing_chosen_is_refused(who):
    with pytest.raises(Refused, match="at least one"):
        signing.sign(versions={}, comment="", proof=plan_makers.proof(who.lead, "0" * 64), by=actor(who.lead))


def test_before_it_is_open_and_after_the_end_nobody_signs(who, version):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0])
    early = plan_makers.put_forward(who, plan)
    with pytest.raises(Conflict, match="no longer takes signatures"):
        plan_makers.sign(who.lead, early)
    PlanEnd.objects.create(plan=version.plan)
    with pytest.raises(Refused, match="has ended"):
        plan_makers.sign(who.lead, version)
    assert waiting(who, who.lead) == []


def test_a_provider_view_is_not_signed_however_it_came_to_be_open(who, version):
    Participant.objects.filter(group__voice="people-who-use-services").update(answered_at=None)
    with pytest.raises(Refused, match="provider’s view"):
        plan_makers.sign(who.lead, version)


def test_declining_stops_it_and_the_mind_may_change(who, version):
    with pytest.raises(Refused, match="Write a sentence"):
        signing.decline(version=version, comment=" ", by=actor(who.commissioner))
    signing.decline(version=version, comment="The target is too low.", by=actor(who.commissioner))
    plan_makers.sign(who.lead, version)
    assert state_of(version) == "open"
    assert [place.stands for place in plan_view(version.plan).versions[-1].places] == ["signed", "declined"]
    plan_makers.sign(who.commissioner, version)
    assert state_of(version) == "in-force"


def test_a_comment_signs_nothing_and_undoes_nothing(who, version):
    signing.comment_on(version=version, comment="Well done.", by=actor(who.commissioner))
    plan_makers.sign(who.lead, version)
    assert state_of(version) == "open"
    signing.comment_on(version=version, comment="Still well done.", by=actor(who.lead))
    plan_makers.sign(who.commissioner, version)
    assert state_of(version) == "in-force"


def test_who_has_signed_withdraws_rather_than_declines(who, version):
    plan_makers.sign(who.lead, version)
    with pytest.raises(Refused, match="You can withdraw"):
        signing.decline(version=version, comment="No", by=actor(who.lead))
    with pytest.raises(Refused, match="nothing to withdraw"):
        signing.withdraw(version=version, comment="No", by=actor(who.commissioner))


def test_a_withdrawn_signature_is_missing_until_it_is_given_again(who, version):
    plan_makers.sign(who.lead, version)
    plan_makers.sign(who.commissioner, version)
    signing.withdraw(version=version, comment="The money is gone.", by=actor(who.commissioner))
    assert state_of(version) == "unsigned"
    assert plan_view(version.plan).in_force.version == version
    assert waiting(who, who.commissioner) == [version]
    plan_makers.sign(who.commissioner, version)
    assert state_of(version) == "in-force"
    assert VersionState.objects.filter(version=version, state="in-force").count() == 2


def test_withdrawn_before_it_is_in_force_it_never_comes_into_force(who, version):
    plan_makers.sign(who.lead, version)
    signing.withdraw(version=version, comment="Wait.", by=actor(who.lead))
    plan_makers.sign(who.commissioner, version)
    assert state_of(version) == "open"


def test_what_is_overtaken_is_not_signed_again(who, version):
    plan_makers.sign(who.lead, version)
    plan_makers.sign(who.commissioner, version)
    signing.withdraw(version=version, comment="w", by=actor(who.lead))
    plan = version.plan
    plan.refresh_from_db()
    plan_makers.action(plan.goals.first(), who.provider, text="One thing more")
    second = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, second)
    plan_makers.sign(who.commissioner, second)
    with pytest.raises(Conflict, match="no longer takes signatures"):
        plan_makers.sign(who.lead, version)
    assert waiting(who, who.lead) == []


def test_a_row_bound_to_other_content_stands_for_nothing(who, version):
    place = plan_view(version.plan).versions[-1].places[0].who
    version.signatures.create(signatory=place.id, sequence=1, act="signed", name="N", post="p", authority="a",
                              digest="0" * 64, by_id=place.user_id)  # fmt: skip
    assert not plan_view(version.plan).versions[-1].places[0].signed
    assert plan_makers.sign(who.commissioner, version) == []
    assert plan_makers.sign(who.lead, version) == [version]
