"""The plans of a partnership: what is carried out, what waits and for whom, what has ended."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.assessments.models import AssessmentState
from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.queries.standing import named_plans, waiting_for
from alongside.ui.show import show


@page(Can.SEE_RECORD)
def plans(request: MemberRequest) -> HttpResponse:
    """Every plan with its challenge, where it stands and its next review; and where plans come from."""
    found = sorted(named_plans(request.partnership), key=lambda each: each.number)
    # Nothing follows on closed, so whoever ever came there is there.
    closed = request.partnership.assessments.filter(states__state=AssessmentState.State.CLOSED).order_by("-created_at")
    # Plans begin once an order is final.
    ordered = {each.plan.order.prioritising.assessment_id for each in found}
    return show(
        request,
        "plans/plans.jinja",
        carried_out=[each for each in found if each.view.in_force and not each.view.end],
        on_the_way=[each for each in found if not each.view.in_force and not each.view.end],
        ended=[each for each in found if each.view.end],
        names_editions=len({each.edition for each in found}) > 1,
        for_me=waiting_for(request.user.pk, found) if may(request.membership.role, Can.SIGN) else [],
        to_order=[each for each in closed if each.pk not in ordered],
        ordered=[each for each in closed if each.pk in ordered],
        may_plan=may(request.membership.role, Can.PLAN),
    )
