"""What was done between two moments: plans that were in force, how they went by the end, what was learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, Q, UUIDField, Value

from alongside.plans.models import Cycle, Plan, Review, Study, Update, VersionState
from alongside.plans.queries.said import LastSaid, last_said, reviews_of_plans
from alongside.plans.queries.versions import PlanView, VersionView
from alongside.plans.rules.content import PlanContent

State = VersionState.State


@dataclass(frozen=True)
class Carried:
    """A plan that was in force, as it was at the end of a time.

    `newest` is the last that was said of each goal and action until then, of other plans too, `readings` the last
    reading of each goal's measure.
    """

    plan: Plan
    version: VersionView
    since: datetime
    newest: Mapping[UUID, LastSaid]
    readings: Mapping[UUID, LastSaid]

    @property
    def content(self) -> PlanContent:
        """What was to be done."""
        return self.version.content

    @property
    def edition(self) -> tuple[str, str]:
        """Key and version of the edition that the plan's challenge is from."""
        assessment = self.plan.order.prioritising.assessment
        return assessment.framework, assessment.framework_version


@dataclass(frozen=True)
class Between(Carried):
    """The same with what was done: `cycles` were begun or looked back at within the time, `reviews` recorded within it.

    `one_sided` are the reviews in which nobody who uses services took part.
    """

    cycles: tuple[Cycle, ...]
    reviews: tuple[Review, ...]
    one_sided: frozenset[UUID]


@dataclass(frozen=True)
class Lesson:
    """What was learned in a review, or in a try: `next` says what is done about it, and is empty for a review.

    `one_sided` is a review in which nobody who uses services took part.
    """

    at: datetime
    learned: str
    next: str
    one_sided: bool


@dataclass(frozen=True)
class UntilNow(Carried):
    """The same with all that was ever learned, from first to last, and the day of the next review as it was told last.

    `review_told` is None where no review of this version gave a day.
    """

    lessons: tuple[Lesson, ...]
    review_told: date | None


def carried_between(views: Iterable[PlanView], start: datetime, end: datetime) -> list[Between]:
    """The plans that were in force at any moment of a time, in the order given; three queries however many there are.

    Nothing that was said, tried or reviewed after the end is in it.
    """
    found = _carried(views, start, end)
    ids = [each.plan.pk for each in found]
    if not ids:
        return []
    within = Q(at__gt=start, at__lte=end) | Q(study__at__gt=start, study__at__lte=end)
    cycles: dict[UUID, list[Cycle]] = {}
    for cycle in Cycle.objects.filter(within, plan__in=ids).select_related("study").order_by("at", "number"):
        cycles.setdefault(cycle.plan_id, []).append(cycle)
    reviews: dict[UUID, list[Review]] = {}
    one_sided = set()
    for review in reviews_of_plans(ids).filter(at__gt=start, at__lte=end).order_by("sequence"):
        reviews.setdefault(review.plan_id, []).append(review)
        if review.one_sided:
            one_sided.add(review.pk)
    return [
        Between(
            **vars(each),
            cycles=tuple(cycles.get(each.plan.pk, ())),
            reviews=tuple(reviews.get(each.plan.pk, ())),
            one_sided=frozenset(one_sided),
        )
        for each in found
    ]


def carried_until(views: Iterable[PlanView], now: datetime) -> list[UntilNow]:
    """The plans that were ever in force, in the order given, with what was learned; two queries."""
    found = _carried(views, datetime.min.replace(tzinfo=now.tzinfo), now)
    ids = [each.plan.pk for each in found]
    if not ids:
        return []
    lessons: dict[UUID, list[Lesson]] = {}
    told: dict[UUID, date | None] = {}
    for plan, at, learned, one_sided, version, next_on, then in _lessons(ids):
        lessons.setdefault(plan, []).append(Lesson(at, learned.strip(), then, bool(one_sided)))
        if version:
            told[version] = next_on
    return [
        UntilNow(
            **vars(each),
            lessons=tuple(lessons.get(each.plan.pk, ())),
            review_told=told.get(each.version.version.pk),
        )
        for each in found
    ]


def _carried(views: Iterable[PlanView], start: datetime, end: datetime) -> list[Carried]:
    forced = [(view, version) for view in views if (version := _carried_out(view, start, end))]
    ids = [view.plan.pk for view, _version in forced]
    goals = [goal.id for _view, version in forced for goal in version.content.goals]
    newest, readings = last_said(Update.objects.filter(plan__in=ids, at__lte=end), goals) if ids else ({}, {})
    return [Carried(view.plan, version, _came_into_force(version, end), newest, readings) for view, version in forced]


def _lessons(ids: Sequence[UUID]) -> Any:
    """Reviews, and tries that were looked back at, from first to last; a try has neither a version nor a day."""
    reviews = reviews_of_plans(ids).order_by().annotate(then=Value(""))
    tries = Study.objects.filter(cycle__plan__in=ids).order_by()
    nothing = {"one_sided": Value(False), "no_version": Value(None, UUIDField()), "no_day": Value(None, DateField())}
    rows = reviews.values_list("plan_id", "at", "learned", "one_sided", "version_id", "next_on", "then")
    fields = ("cycle__plan_id", "at", "learned", "one_sided", "no_version", "no_day", "next")
    return rows.union(tries.annotate(**nothing).values_list(*fields), all=True).order_by("at")


def _carried_out(view: PlanView, start: datetime, end: datetime) -> VersionView | None:
    """The version that was carried out at the end of the time, if the plan had not ended before it began."""
    if view.end and view.end.at <= start:
        return None
    forced = [each for each in view.versions if each.in_force_since and _came_into_force(each, end) <= end]
    return forced[-1] if forced else None


def _came_into_force(version: VersionView, end: datetime) -> datetime:
    """When a version first came into force; after the end where it never did."""
    moments = sorted(each.at for each in version.states if each.state == State.IN_FORCE)
    return moments[0] if moments else datetime.max.replace(tzinfo=end.tzinfo)
