"""Reach a plan and its parts from what the visitor may see; anything else does not exist."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.assessments.queries.editions import framework_of
from alongside.catalogue.framework import Framework, Item
from alongside.people.access import MemberRequest
from alongside.plans.models import Plan, Version
from alongside.plans.queries.drafts import draft
from alongside.plans.queries.versions import PlanView, view_of
from alongside.plans.rules.content import PlanContent


def the_plan(request: MemberRequest, plan_id: UUID) -> Plan:
    """A plan of this partnership, or nothing."""
    plans = request.partnership.plans.select_related("end", "order__prioritising__assessment")
    found: Plan = get_object_or_404(plans, pk=plan_id)
    # It is the partnership that was already read: no second query for it.
    found.partnership = found.order.prioritising.assessment.partnership = request.partnership
    return found


def the_plan_view(request: MemberRequest, plan_id: UUID) -> PlanView:
    """The same with its versions, states and signatures."""
    return view_of(the_plan(request, plan_id))


def the_version(plan: Plan, number: int) -> Version:
    """A version of this plan, or nothing."""
    found: Version = get_object_or_404(plan.versions, number=number)
    found.plan = plan
    return found


def version_of(found: PlanView, number: int) -> Version:
    """A version of a plan that was read with all of them, or nothing."""
    version = next((each.version for each in found.versions if each.version.number == number), None)
    if version is None:
        raise Http404
    return version


def the_draft(found: PlanView) -> PlanContent:
    """What the draft would say as a version; a plan whose edition is gone has no draft to write."""
    try:
        return draft(found.plan, number=len(found.versions) + 1)
    except LookupError:
        raise Http404 from None


def the_challenge(plan: Plan) -> tuple[Framework, Item]:
    """The edition in use and the plan's challenge in it, or nothing."""
    try:
        framework = framework_of(plan.order.prioritising.assessment)
        return framework, framework.item(plan.item)
    except LookupError:
        raise Http404 from None
