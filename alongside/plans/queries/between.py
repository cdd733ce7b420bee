"""What was done between two moments: plans that were in force, how they went by the end, what was learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES
from alongside.plans.models import Cycle, Plan, Review, ReviewPresence, Update, VersionState
from alongside.plans.queries.doing import newest_and_readings
from alongside.plans.queries.versions import PlanView, VersionView
from alongside.plans.rules.content import PlanContent

State = VersionState.State


@dataclass(frozen=True)
class Carried:
    """A plan that was in force, as it was at the end of the time.

    `newest` is the last that was said of each goal and action until then, of other plans too, `readings` the last
    reading of each goal's measure. `cycles` were begun or looked back at within the time, `reviews` recorded within it;
    `one_sided` are those in which nobody who uses services took part.
    """

    plan: Plan
    version: VersionView
    since: datetime
    newest: Mapping[UUID, Update]
    readings: Mapping[UUID, Update]
    cycles: tuple[Cycle, ...]
    reviews: tuple[Review, ...]
    one_sided: frozenset[UUID]

    @property
    def content(self) -> PlanContent:
        """What was to be done."""
        return self.version.content

    @property
    def edition(self) -> tuple[str, str]:
        """Key and version of the edition that the plan's challenge is from."""
        assessment = self.plan.order.prioritising.assessment
        return assessment.framework, assessment.framework_version


def carried_between(views: Iterable[PlanView], start: datetime, end: datetime) -> list[Carried]:
    """The plans that were in force at any moment of a time, in the order given; three queries however many there are.

    Nothing that was said, tried or reviewed after the end is in it.
    """
    forced = [(view, version) for view in views if (version := _carried_out(view, start, end))]
    ids = [view.plan.pk for view, _version in forced]
    if not ids:
        return []
    newest, readings = newest_and_readings(Update.objects.filter(plan__in=ids, at__lte=end))
    within = Q(at__gt=start, at__lte=end) | Q(study__at__gt=start, study__at__lte=end)
    cycles: dict[UUID, list[Cycle]] = {}
    for cycle in Cycle.objects.filter(within, plan__in=ids).select_related("study").order_by("at", "number"):
        cycles.setdefault(cycle.plan_id, []).append(cycle)
    reviews: dict[UUID, list[Review]] = {}
    heard = ReviewPresence.objects.filter(review=OuterRef("pk"), voice=PEOPLE_WHO_USE_SERVICES, people__gt=0)
    held = Review.objects.filter(plan__in=ids, at__gt=start, at__lte=end).annotate(heard=Exists(heard))
    one_sided = set()
    for review in held.order_by("sequence"):
        reviews.setdefault(review.plan_id, []).append(review)
        if not review.heard:
            one_sided.add(review.pk)
    return [
        Carried(
            plan=view.plan,
            version=version,
            since=_came_into_force(version, end),
            newest=newest,
            readings=readings,
            cycles=tuple(cycles.get(view.plan.pk, ())),
            reviews=tuple(reviews.get(view.plan.pk, ())),
            one_sided=frozenset(one_sided),
        )
        for view, version in forced
    ]


def _carried_out(view: PlanView, start: datetime, end: datetime) -> VersionView | None:
    """The version that was carried out at the end of the time, if the plan had not ended before it began."""
    if view.end and view.end.at <= start:
        return None
    forced = [each for each in view.versions if each.in_force_since and _came_into_force(each, end) <= end]
    return forced[-1] if forced else None


def _came_into_force(version: VersionView, end: datetime) -> datetime:
    """When a version first came into force; after the end where it never did."""
    states = version.version.states.all()
    moments = sorted(each.at for each in states if each.state == State.IN_FORCE)
    return moments[0] if moments else datetime.max.replace(tzinfo=end.tzinfo)
