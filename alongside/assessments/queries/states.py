"""Which state an assessment is in."""

from __future__ import annotations

from alongside.assessments.models import Assessment, AssessmentState


def latest_state(assessment: Assessment) -> AssessmentState:
    """The newest state row; an assessment is never without one."""
    return assessment.states.order_by("-sequence")[0]


def current_state(assessment: Assessment) -> str:
    """The key of the current state."""
    return latest_state(assessment).state
