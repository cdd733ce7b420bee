"""What waits for whom, decided without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from alongside.home.rules import Kind, Look, Mine, Proposal, Step, Wish, waiting
from alongside.people.access import Role

PROPOSED_BY_LEAD = (Proposal("training", frozenset({"lead"})),)


def look(**changes: Any) -> Look:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "partnership_id": uuid4(),
        "title": "Spring",
        "created_at": datetime(2026, 3, 1, tzinfo=UTC),
        "state": "open",
        "joined": 3,
        "answered": 2,
        "finished": 1,
        "revealed": False,
        "proposals": (),
        "approved_by": frozenset(),
        "mine": Mine.NOT_JOINED,
    }
    return Look(**(facts | changes))


def all_kinds(role: str, **changes: Any) -> list[Kind]:
    return [each.kind for each in waiting([look(**changes)], role)]


def kinds(role: str, **changes: Any) -> list[Kind]:
    """Without the line that whoever runs an open assessment always has: tested on its own."""
    return [kind for kind in all_kinds(role, **changes) if kind is not Kind.RUN]


@pytest.mark.parametrize("role", list(Role))
def test_an_open_assessment_is_looked_after_by_those_who_run_it(role: Role) -> None:
    runs = role in (Role.LEAD, Role.CO_LEAD, Role.FACILITATOR)
    assert (Kind.RUN in all_kinds(role)) == runs
    assert Kind.RUN not in all_kinds(role, state="closed") + all_kinds(role, state="preparing")


@pytest.mark.parametrize("role", list(Role))
def test_a_closed_assessment_waits_for_nobody_once_people_choose_what_to_act_on(role: Role) -> None:
    done = {"state": "closed", "proposals": PROPOSED_BY_LEAD, "approved_by": frozenset({"lead"})}
    assert kinds(role, prioritised=True, **done) == []


@pytest.mark.parametrize("role", list(Role))
def test_a_closed_record_asks_lead_and_co_lead_what_to_act_on_first(role: Role) -> None:
    decides = role in (Role.LEAD, Role.CO_LEAD)
    assert kinds(role, state="closed") == ([Kind.CHOOSE_FIRST] if decides else [])


def test_an_older_record_asks_for_nothing_where_there_is_a_newer_assessment() -> None:
    old = look(state="closed")
    newer = look(state="preparing", created_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert [each.kind for each in waiting([old, newer], Role.LEAD)] == [Kind.PREPARE]


def test_looking_after_promises_writing_down_only_to_those_who_decide() -> None:
    told = {role: waiting([look(mine=Mine.FINISHED)], role)[0].may_decide for role in (Role.LEAD, Role.FACILITATOR)}
    assert told == {Role.LEAD: True, Role.FACILITATOR: False}


@pytest.mark.parametrize("role", list(Role))
def test_preparation_waits_for_those_who_run_it(role: Role) -> None:
    runs = role in (Role.LEAD, Role.CO_LEAD, Role.FACILITATOR)
    assert kinds(role, state="preparing") == ([Kind.PREPARE] if runs else [])


@pytest.mark.parametrize("role", list(Role))
def test_answers_wait_for_everybody_but_observers(role: Role) -> None:
    assert kinds(role) == ([] if role is Role.OBSERVER else [Kind.ANSWER])


@pytest.mark.parametrize(
    ("mine", "revealed", "expected"),
    [
        (Mine.NOT_JOINED, 0, [Kind.ANSWER]),
        (Mine.STARTED, 0, [Kind.FINISH]),
        (Mine.NOT_JOINED, 2, [Kind.ANSWER_LATE]),
        (Mine.STARTED, 2, [Kind.ANSWER_LATE]),
        (Mine.FINISHED, 0, []),
        (Mine.FINISHED, 2, []),
    ],
)
def test_own_answers(mine: Mine, revealed: int, expected: list[Kind]) -> None:
    assert kinds(Role.CONTRIBUTOR, mine=mine, revealed=revealed) == expected


def test_a_proposal_waits_for_the_other_half_only() -> None:
    facts = {"proposals": PROPOSED_BY_LEAD, "mine": Mine.FINISHED}
    assert kinds(Role.CO_LEAD, **facts) == [Kind.CONFIRM]
    for role in (Role.LEAD, Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER):
        assert kinds(role, **facts) == []


def test_closing_waits_for_the_other_half_only() -> None:
    facts = {"approved_by": frozenset({"co_lead"}), "mine": Mine.FINISHED}
    assert kinds(Role.LEAD, **facts) == [Kind.CLOSE]
    for role in (Role.CO_LEAD, Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER):
        assert kinds(role, **facts) == []


def test_nobody_is_asked_to_close_before_somebody_wants_to() -> None:
    assert kinds(Role.LEAD, mine=Mine.FINISHED) == []


def test_the_most_urgent_comes_first_then_the_newest() -> None:
    old = look(state="preparing")
    new = look(state="preparing", created_at=datetime(2026, 4, 1, tzinfo=UTC))
    urgent = look(
        proposals=(Proposal("training", frozenset({"co_lead"})),),
        revealed=True,
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    found = waiting([old, new, urgent], Role.LEAD)
    assert [(each.look, each.kind) for each in found] == [
        (urgent, Kind.CONFIRM),
        (new, Kind.PREPARE),
        (old, Kind.PREPARE),
        (urgent, Kind.RUN),
        (urgent, Kind.ANSWER_LATE),
    ]


@pytest.mark.parametrize(
    ("state", "revealed", "step"),
    [("preparing", 0, Step.PREPARE), ("open", 0, Step.ANSWER), ("open", 1, Step.TALK), ("closed", 10, Step.READ)],
)
def test_what_comes_next(state: str, revealed: int, step: Step) -> None:
    assert look(state=state, revealed=revealed).step is step


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_reason_waits_to_be_withheld_for_the_other_half_alone(state: str) -> None:
    wish = (Wish(uuid4(), frozenset({"lead"})),)
    [first, *_rest] = waiting([look(wishes=wish, state=state)], Role.CO_LEAD)
    assert (first.kind, first.reasons) == (Kind.WITHHOLD, (wish[0].reason_id,))
    for role in set(Role) - {Role.CO_LEAD}:
        assert Kind.WITHHOLD not in all_kinds(role, wishes=wish, state=state)
