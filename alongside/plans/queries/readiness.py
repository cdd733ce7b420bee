"""What is still missing before a draft can be put forward: the page and the action ask the same question."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from alongside.assessments.queries.groups import presences
from alongside.assessments.rules.completeness import is_provider_view
from alongside.plans.models import Plan
from alongside.plans.queries.people import commissioners_among, members_now, signers_among
from alongside.plans.queries.said import finished
from alongside.plans.rules import readiness
from alongside.plans.rules.content import PlanContent


@dataclass(frozen=True)
class Readiness:
    """`missing` must be settled first; `unanswered` may stay open."""

    missing: tuple[str, ...]
    unanswered: tuple[str, ...]
    provider_view: bool


def rests_on_provider_view(plan: Plan) -> bool:
    """Whether nobody who uses services answered in the assessment that the plan comes from."""
    return is_provider_view(presences(plan.order.prioritising.assessment))


def readiness_of(plan: Plan, content: PlanContent) -> Readiness:
    """How ready a draft is; `content` is what `queries.drafts.draft` made of it."""
    members = members_now(plan.partnership)
    provider_view = rests_on_provider_view(plan)
    found = readiness.problems_with_goals(content)
    today = timezone.localdate()
    found += readiness.problems_with_date(plan.review_on, today)
    if readiness.problems_with_past_days(content, today, ()):
        found += readiness.problems_with_past_days(content, today, finished(content.commitments, [plan.pk]))
    if plan.signed_by_sides:
        sides = [each.side for each in content.signatories]
        found += readiness.problems_with_signing(content, provider_view, sides)
    found += readiness.problems_with_people(content, members, signers_among(members), commissioners_among(members))
    return Readiness(tuple(found), tuple(readiness.unanswered(content)), provider_view)
