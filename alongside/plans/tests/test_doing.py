"""Updates, tries and reviews: what is kept, what is refused, and that nothing of it touches a version."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.audit.models import Entry
from alongside.plans.actions import doing, drafting, signing, versions
from alongside.plans.models import Cycle, PlanEnd, Review, Study, Update
from alongside.plans.queries.doing import newest_and_readings, plan_doing
from alongside.plans.queries.versions import content_of, view_of
from alongside.plans.rules.reviews import NOT_NAMED, Came
from alongside.plans.tests import carried
from alongside.ui.refusals import Conflict, Refused
from tests import plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    return plan_makers.in_force(who)


def state_of(version):
    return versions.newest_state(version).state


def second(who, version):
    """A second version, put forward and open, with one signature."""
    drafting.describe(
        plan=version.plan,
        described="Better than before",
        evidence_sources="",
        review_on=timezone.localdate() + timedelta(days=200),
        signed_by_sides=True,
        seen=type(version.plan).objects.get(pk=version.plan_id).revision,
        by=Actor.user(who.lead.user_id),
    )
    return plan_makers.opened(who, plan_makers.put_forward(who, version.plan))


# ── Updates ─────────────────────────────────────────────────────────────────────────────────────


def test_newest_update_counts_and_the_last_reading_stays(who, version):
    goal = carried.goal_of(version)
    carried.say(who.contributor, version, goal, reading="4 of 10")
    carried.say(who.lead, version, goal, progress="stuck", text="Nobody on nights")
    newest, readings = newest_and_readings(version.plan.updates.all())
    assert (newest[goal].progress, newest[goal].name) == ("stuck", who.lead.user.name)
    assert readings[goal].reading == "4 of 10"
    assert Update.objects.count() == 2


def test_sent_twice_counts_once(who, version):
    key = uuid.uuid4()
    first, again = (carried.say(who.lead, version, carried.goal_of(version), key=key) for _ in range(2))
    assert first == again and Update.objects.count() == 1
    assert Entry.objects.filter(verb="updated").count() == 1


def test_nothing_new_is_refused_and_a_second_press_counts_once(who, version):
    action = carried.action_of(version)
    said = carried.say(who.lead, version, action, text="Ordered")
    assert carried.say(who.lead, version, action, text="Ordered") == said
    with pytest.raises(Refused, match="Nothing new was said"):
        carried.say(who.contributor, version, action, text="")
    Update.objects.filter(pk=said.pk).update(at=timezone.now() - timedelta(minutes=11))
    carried.say(who.lead, version, action, text="Ordered")
    carried.say(who.contributor, version, action, progress="done", text="")
    assert Update.objects.count() == 3


def test_the_key_of_somebody_else_is_no_way_in(who, version):
    key = carried.say(who.lead, version, carried.goal_of(version)).pk
    with pytest.raises(Conflict):
        carried.say(who.contributor, version, carried.goal_of(version), key=key)
    with pytest.raises(Conflict):
        carried.say(who.lead, version, carried.action_of(version), key=key)


def test_an_action_has_no_reading(who, version):
    assert carried.say(who.lead, version, carried.action_of(version), reading="7").reading == ""


def test_what_is_not_in_force_cannot_be_told_of(who, version):
    with pytest.raises(Conflict, match="no longer part"):
        carried.say(who.lead, version, uuid.uuid4())
    draft_only = plan_makers.goal(version.plan, text="Not agreed yet")
    with pytest.raises(Conflict, match="no longer part"):
        carried.say(who.lead, version, draft_only.pk)
    with pytest.raises(Refused, match="how it goes"):
        carried.say(who.lead, version, carried.goal_of(version), progress="green")
    with pytest.raises(Refused, match="280"):
        carried.say(who.lead, version, carried.goal_of(version), text="x" * 281)


def test_an_action_that_a_newer_version_left_out_is_refused_with_a_sentence(who, version):
    gone = carried.action_of(version)
    plan = version.plan
    plan.refresh_from_db()
    action = plan.goals.get().actions.get(pk=gone)
    drafting.remove_action(plan=plan, action=action, seen=plan.revision, by=Actor.user(who.lead.user_id))
    newer = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    carried.say(who.lead, version, gone)
    plan_makers.sign(who.lead, newer)
    plan_makers.sign(who.commissioner, newer)
    with pytest.raises(Conflict, match="no longer part of the plan"):
        carried.say(who.lead, version, gone)
    assert Update.objects.filter(commitment=gone).count() == 1


def test_before_it_is_in_force_there_is_nothing_to_carry_out(who):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0])
    version = plan_makers.put_forward(who, plan)
    with pytest.raises(Refused, match="not in force yet"):
        carried.say(who.lead, version, carried.goal_of(version))


# ── Tries ───────────────────────────────────────────────────────────────────────────────────────


def test_a_prediction_and_a_study_never_change(who, version):
    cycle = carried.try_out(who.contributor, version)
    cycle.we_predict = "All will"
    with pytest.raises(TypeError):
        cycle.save()
    with pytest.raises(TypeError):
        cycle.delete()
    given = {"happened": "Two answered", "learned": "Supper is too loud", "next": "adapt"}
    by = Actor.user(who.contributor.user_id)
    study = doing.study_cycle(cycle=cycle, by=by, **given)
    assert doing.study_cycle(cycle=cycle, by=by, **given) == study
    for other in ({**given, "learned": "Nothing"}, given):
        with pytest.raises(Conflict, match="meanwhile"):
            doing.study_cycle(cycle=cycle, by=Actor.user(who.lead.user_id), **other)
    study.next = "adopt"
    with pytest.raises(TypeError):
        study.save()
    assert Cycle.objects.get().we_predict == "Half will answer" and Study.objects.get().next == "adapt"


def test_tries_are_numbered_for_their_goal_and_sent_twice_count_once(who, version):
    key = uuid.uuid4()
    assert carried.try_out(who.lead, version, key=key) == carried.try_out(who.lead, version, key=key)
    assert carried.try_out(who.lead, version).number == 2
    with pytest.raises(Conflict):
        carried.try_out(who.contributor, version, key=key)


@pytest.mark.parametrize("wrong", [{"we_try": " "}, {"we_predict": ""}])
def test_a_try_needs_words_and_a_day_to_come(who, version, wrong):
    with pytest.raises(Refused):
        carried.try_out(who.lead, version, **wrong)
    with pytest.raises(Refused, match="past"):
        carried.try_out(who.lead, version, look_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Conflict):
        doing.start_cycle(
            plan=version.plan, goal=carried.action_of(version), key=uuid.uuid4(), we_try="a", we_predict="b",
            look_on=timezone.localdate(), by=Actor.user(who.lead.user_id),
        )  # fmt: skip


# ── Reviews ─────────────────────────────────────────────────────────────────────────────────────


def test_a_review_says_who_came_what_happened_and_when_next(who, version):
    held = carried.review(who.facilitator, version)
    assert held.sequence == 1 and held.version == version
    assert held.lines.count() == len(content_of(version).commitments) == 3
    assert list(held.presences.values_list("people", flat=True)) == [2, 4]
    doing_now = plan_doing(view_of(version.plan), timezone.localdate())
    assert doing_now.review_on == held.next_on
    for row in (held, held.lines.first(), held.presences.first()):
        with pytest.raises(TypeError):
            row.save()


def test_a_review_is_recorded_once(who, version):
    key = uuid.uuid4()
    first = carried.review(who.lead, version, key=key)
    assert carried.review(who.lead, version, key=key, seen=0) == first
    with pytest.raises(Conflict, match="meanwhile"):
        carried.review(who.facilitator, version, seen=0)
    with pytest.raises(Conflict):
        carried.review(who.facilitator, version, key=key)
    assert Review.objects.count() == 1


def test_a_review_sent_twice_that_ended_the_plan_counts_once(who, version):
    key = uuid.uuid4()
    first = carried.review(who.lead, version, "end", key=key, next_on=None)
    assert carried.review(who.lead, version, "end", key=key, seen=0, next_on=None) == first
    with pytest.raises(Refused, match="ended"):
        carried.review(who.lead, version)


def test_a_review_of_another_version_than_the_one_in_force_is_refused(who, version):
    newer = second(who, version)
    plan_makers.sign(who.lead, newer)
    plan_makers.sign(who.commissioner, newer)
    with pytest.raises(Conflict, match="Another version"):
        carried.review(who.lead, version)


@pytest.mark.parametrize(("outcome", "state"), [("carry-on", "open"), ("change", "taken-back"), ("end", "taken-back")])
def test_a_review_during_signature(who, version, outcome, state):
    """Carry on leaves the version that waits alone; change and end take it back, and its signatures bind nobody."""
    newer = second(who, version)
    plan_makers.sign(who.lead, newer)
    carried.review(who.facilitator, version, outcome)
    assert (state_of(newer), state_of(version)) == (state, "in-force")
    assert newer.signatures.count() == 1
    if outcome == "carry-on":
        assert plan_makers.sign(who.commissioner, newer) == [newer]
    else:
        with pytest.raises(Refused):
            plan_makers.sign(who.commissioner, newer)
        assert state_of(newer) == "taken-back"


def test_an_ended_plan_takes_nothing_more(who, version):
    cycle = carried.try_out(who.lead, version)
    carried.review(who.lead, version, "end")
    assert PlanEnd.objects.get().plan_id == version.plan_id
    assert Review.objects.get().next_on is None
    by = Actor.user(who.lead.user_id)
    for act in (
        lambda: carried.say(who.lead, version, carried.goal_of(version)),
        lambda: carried.try_out(who.lead, version),
        lambda: doing.study_cycle(cycle=cycle, happened="a", learned="b", next="adopt", by=by),
        lambda: signing.withdraw(version=version, comment="No", by=by),
        lambda: plan_makers.put_forward(who, version.plan),
    ):
        with pytest.raises(Refused, match="ended"):
            act()


def test_a_new_version_brings_its_own_review_date(who, version):
    carried.review(who.lead, version)
    newer = second(who, version)
    plan_makers.sign(who.lead, newer)
    plan_makers.sign(who.commissioner, newer)
    found = plan_doing(view_of(type(version.plan).objects.get(pk=version.plan_id)), timezone.localdate())
    assert found.review_on == content_of(newer).review_on


def test_signing_again_after_withdrawing_does_not_bring_the_old_date_back(who, version):
    held = carried.review(who.lead, version)
    signing.withdraw(version=version, comment="Wait", by=Actor.user(who.commissioner.user_id))
    plan_makers.sign(who.commissioner, version)
    assert plan_doing(view_of(version.plan), timezone.localdate()).review_on == held.next_on


def test_people_who_name_no_group_count_as_having_come(who, version):
    held = carried.review(who.lead, version, came=[Came(NOT_NAMED, "Rather not say", "", 3)])
    assert held.presences.get().people == 3
