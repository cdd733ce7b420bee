"""Small tries of a plan with what came of each: values, because a page shows few of many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from alongside.plans.models import Cycle, Plan, Study

OF_TRY = ("pk", "plan_id", "goal", "number", "at", "we_try", "we_predict", "look_on")
OF_STUDY = ("study__happened", "study__learned", "study__next")


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What happened in a try, what was learned, and what is done about it."""

    happened: str
    learned: str
    next: str

    def get_next_display(self) -> str:
        """What is done about it, in words; named as the row names it, so that one template reads both."""
        return str(Study.Next(self.next).label)


@dataclass(frozen=True, slots=True)
class Try:
    """A try for a goal; `study` is None while nobody has said what came of it."""

    pk: UUID
    plan_id: UUID
    goal: UUID
    number: int
    at: datetime
    we_try: str
    we_predict: str
    look_on: date | None
    study: CameOfIt | None


@cache
def _rows() -> Any:
    return Cycle.objects.order_by("at", "number").values_list(*OF_TRY, *OF_STUDY)


def tries_begun(plan: Plan, goal: UUID | None = None) -> tuple[Try, ...]:
    """The tries of a plan, or of one of its goals, in the order in which they were begun; one query."""
    rows = _rows().filter(plan=plan, **({"goal": goal} if goal else {}))
    return tuple(_told(row) for row in rows)


def _told(row: tuple[Any, ...]) -> Try:
    begun, came = dict(zip(OF_TRY, row, strict=False)), row[len(OF_TRY) :]
    return Try(**begun, study=None if None in came else CameOfIt(*came))
