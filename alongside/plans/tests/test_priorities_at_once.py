"""Two openings, a choice during an opening, two orders, a confirmation during a new proposal: each in its turn.

Every race holds somebody up between reading and writing. With turns nobody can come between; without them (the
negative controls, on the database where threads really meet) the very same race goes wrong and is found out.
"""

import threading

import pytest

from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.states import current_state
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.plans.actions import choosing, ordering
from alongside.plans.models import Choice, ChoicesOpened, Chooser, Plan, Prioritising, PriorityOrder, SharedWhy
from alongside.plans.queries.prioritising import opened_choices, prioritising_of
from tests import makers, plan_makers
from tests.racing import after, at_once, before, meet

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results):
    """How many of each kind came out; an error of the database counts under its own name."""
    names = [type(each).__name__ for each in results]
    return {name: names.count(name) for name in names}


def begun():
    """Choosing has begun, and five of staff have chosen."""
    found = Prioritising.objects.create(assessment=makers.assessment(makers.partnership(), groups=["staff"]))
    plan_makers.choose(found, "staff", 5, ["risk"], why="It matters", shares=True)
    return found


def opened():
    found = begun()
    choosing.open_choices(prioritising=found, by=SYSTEM)
    return found


def two_openings(monkeypatch, patience):
    """Both have counted before either has written."""
    found = begun()
    monkeypatch.setattr(choosing, "release_choices", after(choosing.release_choices, meet(2, patience)))
    act = lambda: choosing.open_choices(prioritising=found, by=SYSTEM)  # noqa: E731
    results = at_once(act, act)
    fine = kinds(results) == {"ChoicesOpened": 1, "Conflict": 1} and SharedWhy.objects.count() == 5
    return [] if fine else [kinds(results)]


def choice_meets_opening(monkeypatch, patience):
    """Somebody has seen that choices are still closed; before they save, they are opened."""
    found = begun()
    looked, done = threading.Event(), threading.Event()
    create = choosing.Choice.objects.bulk_create

    def slow(rows):
        looked.set()
        done.wait(patience)
        return create(rows)

    def press():
        looked.wait(10)
        try:
            return choosing.open_choices(prioritising=found, by=SYSTEM)
        finally:
            done.set()

    monkeypatch.setattr(choosing.Choice.objects, "bulk_create", slow)
    results = at_once(lambda: plan_makers.choose(found, "staff", 1, ["risk"]), press)
    counted = opened_choices(prioritising_of(found.assessment)).cells[0]
    left = (Chooser.objects.count(), Choice.objects.count())
    said_no = kinds(results).get("Conflict", 0)
    fine = left == (0, 0) and counted.people + said_no == 6 and counted.counts == {"risk": counted.people}
    return [] if fine else [f"{kinds(results)}, {counted}, {left} left behind"]


def two_orders(monkeypatch, patience):
    """Both have read that nothing was put forward yet."""
    found = opened()
    monkeypatch.setattr(PriorityOrder.objects, "create", before(PriorityOrder.objects.create, meet(2, patience)))

    def act(role):
        return lambda: ordering.put_forward(
            prioritising=found, placed=items(found), act_on=1, reason="r", because={"risk": "Later."}, after=0,
            role=role, name="Ann", by=SYSTEM,
        )  # fmt: skip

    results = at_once(act(Role.LEAD), act(Role.CO_LEAD))
    whole = [(each.lines.count(), each.confirmations.count()) for each in PriorityOrder.objects.all()] == [(10, 1)]
    return [] if kinds(results) == {"PriorityOrder": 1, "Conflict": 1} and whole else [kinds(results)]


def confirm_meets_proposal(monkeypatch, patience):
    """Somebody stands by an order while the other puts forward a newer one: the older never becomes final unseen."""
    found = opened()
    first = plan_makers.propose(found, ["risk"])
    looked, proposed = threading.Event(), threading.Event()
    view = ordering.order_view

    def slow(*args):
        seen = view(*args)
        looked.set()
        proposed.wait(patience)
        return seen

    def propose():
        looked.wait(10)
        try:
            return plan_makers.propose(found, ["risk", "training"])
        finally:
            proposed.set()

    monkeypatch.setattr(ordering, "order_view", slow)
    results = at_once(lambda: ordering.confirm(order=first, role=Role.CO_LEAD, name="Bo", by=SYSTEM), propose)
    second = found.orders.get(sequence=2)
    final = first.confirmations.count() == 2
    # In turn: either it was final before the newer one was put forward, or it never became so.
    if final and second.at < first.confirmations.get(role=Role.CO_LEAD).at:
        return [f"{kinds(results)}: an order that was overtaken became final"]
    return [] if Plan.objects.count() == (1 if final else 0) else [kinds(results)]


def two_confirmations(monkeypatch, patience):
    """The co-lead presses twice; both have seen that the order is not final."""
    found = opened()
    order = plan_makers.propose(found, ["risk"])
    monkeypatch.setattr(ordering, "order_view", after(ordering.order_view, meet(2, patience)))
    act = lambda: ordering.confirm(order=order, role=Role.CO_LEAD, name="Bo", by=SYSTEM)  # noqa: E731
    results = at_once(act, act)
    return [] if results == [True, True] and Plan.objects.count() == 1 else [f"{results}, {Plan.objects.count()} plans"]


def items(found):
    return [item.key for item in framework_of(found.assessment).items]


RACES = [two_openings, choice_meets_opening, two_orders, confirm_meets_proposal, two_confirmations]


@pytest.mark.parametrize("race", RACES)
def test_race_with_turns_is_fair(race, monkeypatch):
    assert race(monkeypatch, patience=0.3) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("race", RACES)
def test_race_without_turns_is_caught(race, monkeypatch):
    """The seeded fault. SQLite lets one writer in at a time, so there nothing can go wrong without turns."""

    def no_turns(prioritising):
        return Prioritising.objects.get(pk=prioritising.pk)

    for actions in (choosing, ordering):
        monkeypatch.setattr(actions, "my_turn_to_prioritise", no_turns)
    assert race(monkeypatch, patience=10)


def test_two_who_start_begin_once(monkeypatch):
    assessment = makers.assessment(makers.partnership(), groups=["staff"])
    makers.rate_all(makers.participants(assessment, "staff", 1), {"risk": "engagement"})
    makers.reveal_all(assessment, ["risk"])
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)
    assert current_state(assessment) == "closed"
    act = lambda: choosing.start(assessment=assessment, by=SYSTEM)  # noqa: E731
    assert kinds(at_once(act, act, act)) == {"Prioritising": 3}
    assert Prioritising.objects.count() == 1


def test_an_opening_among_twenty_choices_loses_none():
    found = begun()
    acts = [lambda: plan_makers.choose(found, "staff", 1, ["training"]) for _each in range(20)]
    acts.insert(10, lambda: choosing.open_choices(prioritising=found, by=SYSTEM))
    said_no = kinds(at_once(*acts)).get("Conflict", 0)
    kept = opened_choices(prioritising_of(found.assessment)).cells[0]
    assert kept.people + said_no == 25
    assert not Choice.objects.exists()
    assert ChoicesOpened.objects.count() == 1
