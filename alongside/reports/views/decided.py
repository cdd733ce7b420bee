"""The record for those who made it: once it is closed, everybody who took part can read it."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from alongside.assessments.doors import ParticipantRequest, participant_page
from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.reports.drawing import drawn
from alongside.reports.template_a import template_a
from alongside.reports.views.documents import PDF, as_file
from alongside.reports.views.finding import told
from alongside.ui.show import show


@participant_page
@require_safe
def what_was_decided(request: ParticipantRequest) -> HttpResponseBase:
    """The closed record; before that, when it will be here."""
    assessment = request.assessment
    closed = current_state(assessment) == AssessmentState.State.CLOSED
    return show(
        request, "reports/decided.jinja", assessment=assessment, drawn=drawn(told(assessment)) if closed else None
    )


@participant_page
@require_safe
def my_template_a(request: ParticipantRequest) -> HttpResponseBase:
    """The closed record as Template A, to print and keep; before that, the page that says when it will be there."""
    if current_state(request.assessment) != AssessmentState.State.CLOSED:
        return redirect("what-was-decided", request.assessment.pk)
    return as_file(template_a(told(request.assessment)), PDF, "template-a.pdf", shown=True)
