"""What was said last of the goals and actions of many plans: values for summaries, where a page reads the rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES
from alongside.plans.models import Progress, Review, ReviewPresence, Update
from alongside.plans.rules.due import FINISHED


@dataclass(frozen=True, slots=True)
class LastSaid:
    """An update without whoever gave it: how it goes, the words, the reading of the measure, and when."""

    progress: str
    text: str
    reading: str
    at: datetime

    @property
    def label(self) -> str:
        """How it goes, in words."""
        return str(Progress(self.progress).label)


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review without its lines. `one_sided`: nobody who uses services took part."""

    version_id: UUID
    held_on: date
    learned: str
    next_on: date | None
    one_sided: bool


def last_said(
    said: QuerySet[Update], goals: Collection[UUID] = ()
) -> tuple[dict[UUID, LastSaid], dict[UUID, LastSaid]]:
    """Of these updates the newest by goal or action, and of these goals the newest that gave a reading; one query."""
    newest: dict[UUID, LastSaid] = {}
    readings: dict[UUID, LastSaid] = {}
    rows = said.filter(is_last(said, goals)).order_by("at", "id")
    for commitment, progress, text, reading, at in rows.values_list("commitment", "progress", "text", "reading", "at"):
        newest[commitment] = LastSaid(progress, text, reading, at)
        if reading:
            readings[commitment] = newest[commitment]
    return newest, readings


def is_last(said: QuerySet[Update], goals: Collection[UUID] | None = None) -> Q:
    """What picks the newest of each goal and action, and the newest reading of these goals; of all without any named.

    It may pick more, never less: whoever reads them in the order of `at` and `id` keeps the last of each.
    """
    read = said.exclude(reading="")
    found = Q(at__in=_moments(said))
    if goals is None:
        return found | Q(at__in=_moments(read))
    # Reading a reading means reading the row, so only of what has a measure.
    return found | Q(at__in=_moments(read.filter(commitment__in=goals))) if goals else found


def finished(commitments: Collection[UUID], plans: Collection[UUID]) -> set[UUID]:
    """Which of these goals and actions are finished, by what was said last of each; one query, and none for none."""
    if not commitments:
        return set()
    rows = _last().filter(commitment__in=commitments, plan_id__in=plans)
    # What was finished and then taken up again is not; nor is that of which both were said at one moment.
    return {id for id, over, going_on in rows if going_on is None or going_on < over}


@cache
def _last() -> Any:
    over = Q(progress__in=FINISHED)
    last = {"over": Max("at", filter=over), "going_on": Max("at", filter=~over)}
    said: Any = Update.objects.order_by().values_list("commitment")
    return said.annotate(**last).filter(over__isnull=False)


def _moments(said: QuerySet[Update]) -> QuerySet[Update, Any]:
    """The last moments. The index over plan, commitment and moment answers this in its order, without the texts."""
    return said.order_by().values("plan", "commitment").annotate(last=Max("at")).values("last")


def reviews_of_plans(plans: Sequence[UUID]) -> QuerySet[Any]:
    """The reviews of plans, each with whether it is `one_sided`."""
    heard = ReviewPresence.objects.filter(review=OuterRef("pk"), voice=PEOPLE_WHO_USE_SERVICES, people__gt=0)
    return Review.objects.filter(plan__in=plans).annotate(one_sided=~Exists(heard))


def held_reviews(plans: Sequence[UUID]) -> dict[UUID, list[HeldReview]]:
    """The reviews of plans from first to last; one query."""
    found: dict[UUID, list[HeldReview]] = {}
    rows = reviews_of_plans(plans).order_by("sequence")
    fields = ("plan", "version", "held_on", "learned", "next_on", "one_sided")
    for plan, version, held_on, learned, next_on, one_sided in rows.values_list(*fields):
        found.setdefault(plan, []).append(HeldReview(version, held_on, learned, next_on, one_sided))
    return found
