"""Which state an assessment is in."""

from __future__ import annotations

from uuid import UUID

from alongside.assessments.models import Assessment, AssessmentState
from alongside.people.models import Partnership


def latest_state(assessment: Assessment) -> AssessmentState:
    """The newest state row; an assessment is never without one."""
    return assessment.states.order_by("-sequence")[0]


def current_state(assessment: Assessment) -> str:
    """The key of the current state."""
    newest: str = assessment.states.order_by("-sequence").values_list("state", flat=True)[0]
    return newest


def is_closed(partnership: Partnership, assessment_id: UUID) -> bool:
    """Whether this assessment of a partnership is closed, in one read; false also for one that is not there."""
    states = AssessmentState.objects.filter(assessment=assessment_id, assessment__partnership=partnership)
    return states.filter(state=AssessmentState.State.CLOSED).exists()
