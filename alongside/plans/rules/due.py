"""What is due, overdue or on its way, and what waits for whom. Decided from facts and a day, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from uuid import UUID

from alongside.people.access import Can, may
from alongside.plans.models import Progress, VersionState
from alongside.plans.rules.content import PlanContent

# What is due so many days from now is told beforehand: two weeks leave time for one more meeting.
SOON = timedelta(days=14)
FINISHED = frozenset({Progress.DONE, Progress.STOPPED})


class When(StrEnum):
    """How a promised day stands to today."""

    FINISHED = auto()
    OVERDUE = auto()
    SOON = auto()
    LATER = auto()


def when(progress: str, due: date, today: date) -> When:
    """How something with a due day stands. Done and stopped on purpose are finished, whatever the day."""
    return When.FINISHED if progress in FINISHED else of_day(due, today)


def of_day(due: date, today: date) -> When:
    """The same for something that is open. The due day itself is not yet overdue."""
    if due < today:
        return When.OVERDUE
    return When.SOON if due - today <= SOON else When.LATER


def next_review(content: PlanContent, told: date | None) -> date:
    """When a version is to be reviewed: as its last review said, and before the first as the version itself says."""
    return told or content.review_on


class Kind(StrEnum):
    """Something about plans that waits for one person; the first are those for which others wait."""

    SIGN = auto()
    CONFIRM_ORDER = auto()
    PUT_IN_ORDER = auto()
    OPEN_VERSION = auto()
    WITHDRAWN = auto()
    REVIEW_PAST = auto()
    ACTION_OVERDUE = auto()
    CHOOSE = auto()
    REVIEW_DUE = auto()
    ACTION_DUE = auto()
    LOOK_AT_CYCLE = auto()
    WRITE_DRAFT = auto()


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits: of what kind, in which partnership and plan, what it is about, its day, and the way there.

    `about` is the challenge's name, or the assessment's where there is no plan yet; `text` the action or the try in
    the plan's own words, else empty. `address` and `args` are what `reverse` takes.
    """

    kind: Kind
    partnership_id: UUID
    plan_id: UUID | None
    about: str
    text: str
    date: date | None
    address: str
    args: tuple[object, ...]


def urgent_first(found: list[Waiting]) -> tuple[Waiting, ...]:
    """The most urgent first, then the earliest day."""
    order = list(Kind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.date or date.max, each.about)))


def asks_for_signature(state: str, act: str | None, role: str) -> bool:
    """Whether a version waits for a signatory. Who declined or withdrew has said so, and is not asked again."""
    takes = state in (VersionState.State.OPEN, VersionState.State.UNSIGNED)
    return takes and act is None and may(role, Can.SIGN)


def tells_of_withdrawal(state: str, role: str) -> bool:
    """Whether lead or co-lead has to see to a plan that is carried out while a signature is missing again."""
    return state == VersionState.State.UNSIGNED and may(role, Can.DECIDE)


def opens(state: str, put_forward_by: UUID | None, put_forward_as: str, user_id: UUID, role: str) -> bool:
    """Whether a version waits for this person to open it: the other of lead and co-lead."""
    if state != VersionState.State.PUT_FORWARD or not may(role, Can.DECIDE):
        return False
    return role != put_forward_as and user_id != put_forward_by


def looks_after_review(content: PlanContent, user_id: UUID, role: str) -> bool:
    """Whether a review that is due waits for this person: those who hold reviews, and everybody who is to sign."""
    return may(role, Can.PLAN) or content.signatory_of(user_id) is not None
