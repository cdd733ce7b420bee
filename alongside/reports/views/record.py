"""The record on screen, for members."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.record import record as read
from alongside.assessments.views.finding import edition_of, the_assessment
from alongside.people.access import Can, MemberRequest, may, page
from alongside.reports.drawing import drawn
from alongside.reports.telling import tell
from alongside.ui.show import show


@page(Can.SEE_RECORD)
@require_safe
def record(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """What was agreed and what led there; while the assessment is open, what has been opened and decided so far."""
    found = the_assessment(request, assessment_id)
    edition_of(found)
    whole = read(found)
    return show(
        request,
        "reports/record.jinja",
        assessment=found,
        drawn=drawn(tell(whole)),
        before=whole.closed_before if whole.closed_at else None,
        preparing=whole.state == AssessmentState.State.PREPARING,
        may_share=whole.state == AssessmentState.State.CLOSED and may(request.membership.role, Can.SHARE_RECORD),
    )
