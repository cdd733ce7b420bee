"""The record on screen, for members."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import the_assessment
from alongside.people.access import Can, MemberRequest, may, page
from alongside.reports.views.finding import told
from alongside.ui.show import show


@page(Can.SEE_RECORD)
@require_safe
def record(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """What was agreed and what led there; while the assessment is open, what has been opened and decided so far."""
    found = the_assessment(request, assessment_id)
    state = current_state(found)
    return show(
        request,
        "reports/record.jinja",
        assessment=found,
        told=told(found),
        preparing=state == AssessmentState.State.PREPARING,
        may_share=state == AssessmentState.State.CLOSED and may(request.membership.role, Can.SHARE_RECORD),
    )
