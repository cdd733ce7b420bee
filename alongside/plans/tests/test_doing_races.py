"""Two reviews at once, a review during a signature and during putting forward: each is served in turn.

Every race holds somebody up between reading and writing. Without turns (the negative controls, on the database where
threads really meet) the very same race goes wrong and is found out.
"""

import uuid

import pytest

from alongside.plans.actions import doing, reviewing, versions
from alongside.plans.models import Cycle, Plan, Review, Update, VersionState
from alongside.plans.tests import carried
from alongside.ui.refusals import Refused
from tests import plan_makers
from tests.racing import after, at_once, meet

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = ("alongside.plans.actions.reviewing", "alongside.plans.actions.signing", "alongside.plans.actions.versions")


def kinds(results):
    """How many of each kind came out."""
    names = [type(each).__name__ for each in results]
    return {name: names.count(name) for name in names}


def signing_goes_on():
    """A plan in force, and a second version with one of its two signatures."""
    who = plan_makers.cast()
    version = plan_makers.in_force(who)
    plan = Plan.objects.get(pk=version.plan_id)
    goal = plan_makers.goal(plan, text="A second goal")
    plan_makers.action(goal, who.provider)
    newer = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, newer)
    return who, version, newer


def states(version):
    """The states a version came through."""
    return list(version.states.order_by("sequence").values_list("state", flat=True))


def two_reviews(monkeypatch, patience):
    """Both have looked which version is in force before either has written."""
    who = plan_makers.cast()
    version = plan_makers.in_force(who)
    monkeypatch.setattr(reviewing, "carried_out", after(reviewing.carried_out, meet(2, patience)))
    results = at_once(
        lambda: carried.review(who.lead, version, seen=0), lambda: carried.review(who.facilitator, version, seen=0)
    )
    whole = [each.lines.count() for each in Review.objects.all()] == [3]
    return [] if kinds(results) == {"Review": 1, "Conflict": 1} and whole else [kinds(results)]


def review_meets_last_signature(monkeypatch, patience):
    """A review is about to change the plan while the last signature is given: one of them is told."""
    who, version, newer = signing_goes_on()
    # Where a state is read to follow it with the next one.
    monkeypatch.setattr(versions, "may_follow", after(versions.may_follow, meet(2, patience)))
    results = at_once(
        lambda: carried.review(who.facilitator, version, "change"), lambda: plan_makers.sign(who.commissioner, newer)
    )
    reviewed, signed = isinstance(results[0], Review), results[1] == [newer]
    ended = states(newer)[-1]
    told = [isinstance(each, Refused) for each in results].count(True) == 1
    fine = told and (reviewed, signed, ended) in ((True, False, "taken-back"), (False, True, "in-force"))
    return [] if fine else [f"{kinds(results)}, {states(newer)}"]


def review_meets_putting_forward(monkeypatch, patience):
    """A review that changes the plan, and a version put forward at the same moment: nothing that waits is forgotten."""
    who, version, newer = signing_goes_on()
    plan = Plan.objects.get(pk=version.plan_id)
    goal = plan_makers.goal(plan, text="A third goal")
    plan_makers.action(goal, who.provider)
    together = meet(2, patience)
    monkeypatch.setattr(versions, "newest_state", after(versions.newest_state, together))
    results = at_once(
        lambda: carried.review(who.facilitator, version, "change"), lambda: plan_makers.put_forward(who, plan)
    )
    waiting = [
        each for each in plan.versions.all() if states(each)[-1] in (VersionState.State.PUT_FORWARD, "open")
    ]  # fmt: skip
    third = plan.versions.get(number=3) if plan.versions.filter(number=3).exists() else None
    whole = states(newer).count("taken-back") == 1 and len(waiting) <= 1 and waiting in ([], [third])
    return [] if kinds(results) == {"Review": 1, "Version": 1} and whole else [f"{kinds(results)}, {waiting}"]


RACES = [two_reviews, review_meets_last_signature, review_meets_putting_forward]


@pytest.mark.parametrize("race", RACES)
def test_race_with_turns_is_fair(race, monkeypatch):
    assert race(monkeypatch, patience=0.3) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("race", RACES)
def test_race_without_turns_is_caught(race, monkeypatch):
    """The seeded fault. SQLite lets one writer in at a time, so there nothing can go wrong without turns."""
    for module in TURNS:
        monkeypatch.setattr(f"{module}.my_turn", lambda plan: Plan.objects.get(pk=plan.pk))
    assert race(monkeypatch, patience=10)


def test_one_update_sent_five_times_at_once_counts_once():
    who = plan_makers.cast()
    version = plan_makers.in_force(who)
    key, goal = uuid.uuid4(), carried.goal_of(version)
    results = at_once(*[lambda: carried.say(who.lead, version, goal, key=key)] * 5)
    assert kinds(results) == {"Update": 5} and Update.objects.count() == 1


def test_tries_begun_at_once_have_numbers_of_their_own():
    who = plan_makers.cast()
    version = plan_makers.in_force(who)
    results = at_once(*[lambda: carried.try_out(who.lead, version)] * 4)
    assert kinds(results) == {"Cycle": 4}
    assert sorted(Cycle.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_try_is_studied_once_by_whoever_is_first():
    who = plan_makers.cast()
    cycle = carried.try_out(who.lead, plan_makers.in_force(who))

    def study(member, learned):
        by = plan_makers.Actor.user(member.user_id)
        return lambda: doing.study_cycle(cycle=cycle, happened="a", learned=learned, next="adopt", by=by)

    results = at_once(study(who.lead, "One"), study(who.contributor, "Another"))
    assert kinds(results) == {"Study": 1, "Conflict": 1}


def test_an_update_during_the_review_that_ends_the_plan():
    """Either it was in time, or it is refused; never a line in a plan that had ended before."""
    who = plan_makers.cast()
    version = plan_makers.in_force(who)
    results = at_once(
        lambda: carried.say(who.lead, version, carried.goal_of(version)),
        lambda: carried.review(who.facilitator, version, "end"),
    )
    assert kinds(results) in ({"Update": 1, "Review": 1}, {"Conflict": 1, "Review": 1})
    assert Update.objects.count() == kinds(results).get("Update", 0)
