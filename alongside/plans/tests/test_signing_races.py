"""Of people who act on one plan at the same moment each is served in turn, on both databases.

Every race holds somebody up between reading and writing. With turns nobody can come between; without them (the
negative controls, on the database where threads really meet) the very same race goes wrong and is found out.
"""

import threading

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.plans.actions import drafting, ending, signing, turns, versions
from alongside.plans.models import Plan, PlanEnd, Version
from alongside.plans.queries.versions import plan_view
from alongside.plans.tests import carried
from alongside.ui.refusals import Conflict, Refused
from tests import plan_makers
from tests.racing import after, at_once, before, meet

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results):
    """How many of each kind came out; an error of the database counts under its own name."""
    names = [type(each).__name__ for each in results]
    return {name: names.count(name) for name in sorted(set(names))}


def waiting(opened=True):
    """A version that waits, and everybody."""
    who = plan_makers.cast()
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan_makers.plans(who, ["interactions"])[0]))
    return who, plan_makers.opened(who, version) if opened else version


def signs(member, version):
    return lambda: plan_makers.sign(member, version)


def states(version):
    return list(version.states.order_by("sequence").values_list("state", flat=True))


def two_signatories(monkeypatch, patience):
    """Both have seen that the other has not signed: without turns neither would bring it into force."""
    who, version = waiting()
    monkeypatch.setattr(signing, "_place_of", after(signing._place_of, meet(2, patience)))
    counted = meet(2, patience)
    monkeypatch.setattr(signing, "is_signed", after(signing.is_signed, counted))
    results = at_once(signs(who.lead, version), signs(who.commissioner, version))
    in_force = sorted(len(each) for each in results if isinstance(each, list))
    fine = in_force == [0, 1] and states(version) == ["put-forward", "open", "in-force"]
    return [] if fine and version.signatures.count() == 2 else [results, states(version)]


def one_person_twice(monkeypatch, patience):
    """The same signatory on two devices: one signature."""
    who, version = waiting()
    monkeypatch.setattr(signing, "_place_of", after(signing._place_of, meet(2, patience)))
    results = at_once(signs(who.lead, version), signs(who.lead, version))
    return [] if kinds(results) == {"Refused": 1, "list": 1} and version.signatures.count() == 1 else [results]


def held_up(monkeypatch, patience):
    """The signature is about to bring the version into force; whatever else comes waits for its turn, or goes first."""
    looked, gone = threading.Event(), threading.Event()
    asked = versions.newest_state

    def slow(version):
        found = asked(version)
        if not looked.is_set():
            looked.set()
            gone.wait(patience)
        return found

    monkeypatch.setattr(versions, "newest_state", slow)

    def then(act):
        def run():
            looked.wait(10)
            try:
                return act()
            finally:
                gone.set()

        return run

    return then


def signature_meets_taking_back(monkeypatch, patience):
    """The last signature and a taking back: either it is in force and stays, or it is taken back and never was."""
    who, version = waiting()
    plan_makers.sign(who.lead, version)
    then = held_up(monkeypatch, patience)
    by = Actor.user(who.co_lead.user_id)
    take_back = then(lambda: versions.take_back(version=version, why="Old", role=Role.CO_LEAD, by=by))
    results = at_once(signs(who.commissioner, version), take_back)
    ends = states(version)[2:]
    signed = ends == ["in-force"] and kinds(results) == {"Conflict": 1, "list": 1}
    taken = ends == ["taken-back"] and kinds(results) == {"Conflict": 1, "NoneType": 1}
    return [] if signed or taken else [results, ends]


def signature_meets_a_new_version(monkeypatch, patience):
    """The last signature and the next version: one in force with one that waits, or one taken back."""
    who, version = waiting()
    plan_makers.sign(who.lead, version)
    plan_makers.goal(Plan.objects.get(pk=version.plan_id), text="Another goal")
    plan_makers.action(Plan.objects.get(pk=version.plan_id).goals.last(), who.provider)
    then = held_up(monkeypatch, patience)
    results = at_once(signs(who.commissioner, version), then(lambda: plan_makers.put_forward(who, version.plan)))
    ends = states(version)[2:]
    fine = (ends == ["in-force"] and kinds(results) == {"Version": 1, "list": 1}) or (
        ends == ["taken-back"] and kinds(results) == {"Conflict": 1, "Version": 1}
    )
    return [] if fine and Version.objects.filter(plan=version.plan_id).count() == 2 else [results, ends]


def two_put_forward(monkeypatch, patience):
    """Lead and co-lead put the same draft forward: one version, and never two with one number."""
    who = plan_makers.cast()
    plan = plan_makers.filled(who, plan_makers.plans(who, ["interactions"])[0])
    monkeypatch.setattr(versions, "draft", after(versions.draft, meet(2, patience)))

    def act(role, member):
        by = Actor.user(member.user_id)
        return lambda: versions.put_forward(plan=plan, seen=plan.revision, role=role, by=by)

    results = at_once(act(Role.LEAD, who.lead), act(Role.CO_LEAD, who.co_lead))
    return [] if kinds(results) == {"Refused": 1, "Version": 1} and plan.versions.count() == 1 else [results]


def signature_meets_an_end(monkeypatch, patience):
    """The last signature and the end of a plan: either it is in force and goes on, or it ended and never was."""
    who, version = waiting()
    plan_makers.sign(who.lead, version)
    plan = Plan.objects.get(pk=version.plan_id)
    then = held_up(monkeypatch, patience)
    results = at_once(signs(who.commissioner, version), then(ends(who, plan)))
    came, ended = states(version)[2:], PlanEnd.objects.filter(plan=plan).exists()
    signed = came == ["in-force"] and kinds(results) == {"Conflict": 1, "list": 1} and not ended
    stopped = came == ["taken-back"] and kinds(results) == {"Conflict": 1, "PlanEnd": 1} and ended
    return [] if signed or stopped else [results, came, ended]


def an_end_meets_an_edit(monkeypatch, patience):
    """Both have read the draft as it was: it is changed and goes on, or it ends and nothing is written any more."""
    who = plan_makers.cast()
    plan = plan_makers.plans(who, ["interactions"])[0]
    together = meet(2, patience)
    monkeypatch.setattr(ending, "carried_out", after(ending.carried_out, together))
    monkeypatch.setattr(drafting, "_changed", before(drafting._changed, together))
    results = at_once(ends(who, plan), lambda: edits(plan))
    plan.refresh_from_db()
    ended, changed = PlanEnd.objects.filter(plan=plan).exists(), plan.described == "Changed meanwhile"
    return [] if "Conflict" in kinds(results) and ended != changed else [results, ended, changed]


def ends(who, plan):
    by = Actor.user(who.lead.user_id)
    return lambda: ending.end_draft(plan=plan, seen=plan.revision, why="Nobody wants it", role=Role.LEAD, by=by)


def edits(plan):
    return drafting.describe(
        plan=plan, described="Changed meanwhile", evidence_sources="", review_on=plan.review_on, signed_by_sides=True,
        seen=plan.revision, by=SYSTEM,
    )  # fmt: skip


RACES = [
    two_signatories,
    one_person_twice,
    signature_meets_taking_back,
    signature_meets_a_new_version,
    two_put_forward,
    signature_meets_an_end,
    an_end_meets_an_edit,
]


@pytest.mark.parametrize("race", RACES)
def test_race_with_turns_is_fair(race, monkeypatch):
    assert race(monkeypatch, patience=0.3) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("race", RACES)
def test_race_without_turns_is_caught(race, monkeypatch):
    """The seeded fault. SQLite lets one writer in at a time, so there nothing can go wrong without turns."""

    def no_turn(plan):
        return Plan.objects.get(pk=plan.pk)

    for module in (turns, drafting, ending, signing, versions):
        monkeypatch.setattr(module, "my_turn", no_turn)
    assert race(monkeypatch, patience=10)


def test_a_signature_during_an_edit_counts_for_what_was_signed(monkeypatch):
    """The draft may change while people sign: neither hinders the other, and the signature is over the old words."""
    who, version = waiting()
    plan = Plan.objects.get(pk=version.plan_id)
    plan_makers.sign(who.lead, version)
    then = held_up(monkeypatch, 0.3)
    results = at_once(signs(who.commissioner, version), then(lambda: edits(plan)))
    assert kinds(results) == {"Plan": 1, "list": 1}
    plan.refresh_from_db()
    assert plan.described == "Changed meanwhile"
    found = plan_view(plan)
    assert found.in_force.version == version
    assert "Changed meanwhile" not in version.content


def test_a_withdrawal_meets_the_last_signature():
    """Whoever comes first: it is in force with every signature, or open, or in force and then without one."""
    who, version = waiting()
    plan_makers.sign(who.lead, version)
    by = Actor.user(who.lead.user_id)
    results = at_once(signs(who.commissioner, version), lambda: signing.withdraw(version=version, comment="No", by=by))
    assert kinds(results) == {"Signature": 1, "list": 1}
    assert states(version)[2:] in (["in-force", "unsigned"], [])


def test_two_people_who_sign_several_plans_never_wait_in_a_circle():
    who = plan_makers.cast()
    found = [
        plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, plan)))
        for plan in plan_makers.plans(who, ["interactions", "risk", "training"])
    ]
    backwards = found[::-1]
    results = at_once(
        lambda: plan_makers.sign(who.lead, *found), lambda: plan_makers.sign(who.commissioner, *backwards)
    )
    assert sorted(len(each) for each in results) == [0, 3]


def test_two_plans_for_one_challenge_come_into_force_at_once():
    """The newer ends the older, whichever signature comes first, and nobody waits for ever."""
    who = plan_makers.cast()
    pair = [plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0]) for _time in (1, 2)]
    found = [plan_makers.opened(who, plan_makers.put_forward(who, plan)) for plan in pair]
    plan_makers.sign(who.lead, *found)
    results = at_once(*[signs(who.commissioner, each) for each in found])
    assert all(isinstance(each, list | Refused) for each in results), results
    older, newer = (plan_view(plan) for plan in pair)
    assert older.end is not None
    assert newer.end is None
    assert newer.in_force


def test_a_signature_during_a_review_that_changes_the_plan():
    """A review takes back what waits for signatures: the signature either came first and counts, or is refused."""
    who = plan_makers.cast()
    first = plan_makers.in_force(who)
    plan = Plan.objects.get(pk=first.plan_id)
    plan_makers.action(plan.goals.first(), who.provider, text="One thing more")
    second = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, second)
    results = at_once(
        signs(who.commissioner, second),
        lambda: carried.review(who.lead, first, outcome="change", held_on=timezone.localdate()),
    )
    ends = states(second)[2:]
    if ends == ["in-force"]:
        assert isinstance(results[0], list)
        assert isinstance(results[1], Conflict), "the review was of a version that is no longer carried out"
    else:
        assert ends == ["taken-back"]
        assert isinstance(results[0], Conflict)
        assert type(results[1]).__name__ == "Review"
