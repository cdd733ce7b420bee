"""What the form for a review starts from: the version in force, what waits beside it, and what was said last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from alongside.plans.models import Plan, Version, VersionState
from alongside.plans.queries.versions import known_contents, remember
from alongside.plans.rules.content import PlanContent

State = VersionState.State


@dataclass(frozen=True)
class Said:
    """How a goal or an action went, as it was said last."""

    progress: str
    text: str


@dataclass(frozen=True)
class Beside:
    """A version that was put forward and is not in force yet: its number and its state."""

    number: int
    state: str


@dataclass(frozen=True)
class ForReview:
    """What the version in force says, what waits beside it, and how many reviews there were."""

    content: PlanContent
    waiting: Beside | None
    reviews: int


@cache
def _versions() -> Any:
    rows = Version.objects.order_by("number", "states__sequence").values_list("pk", "number", "states__state")
    return rows.annotate(reviews=Count("plan__reviews", distinct=True))


def for_review(plan: Plan) -> ForReview | None:
    """What a review of a plan is about, in one query, or two where this process has not read the text; None before
    a version is in force.
    """
    # From the first state of the first version to the last of the last.
    rows = list(_versions().filter(plan=plan))
    forced = [(version, number) for version, number, state, _reviews in rows if state == State.IN_FORCE]
    if not forced:
        return None
    force, in_force = forced[-1]
    _newest, number, state, reviews = rows[-1]
    waits = number != in_force and state != State.TAKEN_BACK and not hasattr(plan, "end")
    return ForReview(_content(force), Beside(number, state) if waits else None, reviews)


def _content(key: UUID) -> PlanContent:
    known = known_contents([key])
    return known[key] if known else remember(key, Version.objects.values_list("content", flat=True).get(pk=key))


def last_said(plan: Plan) -> dict[UUID, Said]:
    """The newest update by goal or action; one query."""
    said = plan.updates.order_by()
    # The index over plan, commitment and moment answers this without reading the texts.
    last = said.values("commitment").annotate(last=Max("at")).values("last")
    rows = said.filter(at__in=last).order_by("at", "id").values_list("commitment", "progress", "text")
    return {commitment: Said(progress, text) for commitment, progress, text in rows}
