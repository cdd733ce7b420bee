"""What a review must say before it is recorded, as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES
from alongside.plans.models import Progress, Review

Outcome = Review.Outcome
# People of whom nobody has to say to which group they belong.
NOT_NAMED = "not-named"


@dataclass(frozen=True)
class Line:
    """What happened to one goal or action."""

    commitment: UUID
    progress: str
    happened: str


@dataclass(frozen=True)
class Came:
    """How many people of a group took part."""

    key: str
    name: str
    voice: str
    people: int


def is_provider_view(came: Iterable[Came]) -> bool:
    """True where nobody who uses services took part: the review is then the provider's view, incomplete."""
    return not any(each.voice == PEOPLE_WHO_USE_SERVICES and each.people for each in came)


def problems(
    *,
    outcome: str,
    held_on: date,
    next_on: date | None,
    learned: str,
    changes: str,
    lines: Collection[Line],
    wanted: frozenset[UUID],
    came: Collection[Came],
    today: date,
) -> list[str]:
    """What stands in the way of recording a review; empty when nothing does."""
    found = []
    if outcome not in Outcome.values:
        found.append(_("Say how the plan goes on."))
    if held_on > today:
        found.append(_("The review is held on a day that is still to come. Write it down when it has been."))
    if not any(each.people for each in came):
        found.append(_("Say how many people took part. A review needs at least one."))
    if not learned.strip():
        found.append(_("Write down what you learned."))
    if outcome == Outcome.CHANGE and not changes.strip():
        found.append(_("Write down what is to change."))
    if outcome != Outcome.END and (next_on is None or next_on <= today):
        found.append(_("Say when the plan is looked at next: a day that is still to come."))
    told = [each.commitment for each in lines]
    if len(told) != len(set(told)) or set(told) != wanted:
        found.append(_("Say for each goal and action how it went."))
    if any(each.progress not in Progress.values for each in lines):
        found.append(_("Choose for each goal and action how it went from the answers shown."))
    return found
