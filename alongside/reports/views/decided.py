"""The record for those who made it: once it is closed, everybody who took part can read it."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.assessments.doors import ParticipantRequest, participant_page
from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.reports.views.finding import told
from alongside.ui.show import show


@participant_page
@require_safe
def what_was_decided(request: ParticipantRequest) -> HttpResponseBase:
    """The closed record; before that, when it will be here."""
    assessment = request.assessment
    closed = current_state(assessment) == AssessmentState.State.CLOSED
    words = told(assessment) if closed else None
    return show(request, "reports/decided.jinja", assessment=assessment, told=words)
