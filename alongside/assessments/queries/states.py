"""Which state an assessment is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.assessments.models import Assessment, AssessmentState
from alongside.people.models import Partnership


def latest_state(assessment: Assessment) -> AssessmentState:
    """The newest state row; an assessment is never without one."""
    return assessment.states.order_by("-sequence")[0]


@dataclass(frozen=True)
class Stands:
    """Where an assessment stands, since when, and which of its partnership was closed last before that."""

    state: str
    since: datetime
    closed_before: UUID | None


def stands(assessment: Assessment) -> Stands:
    """Where an assessment stands among those of its partnership; one query."""
    rows = AssessmentState.objects.filter(assessment__partnership=assessment.partnership_id).order_by("sequence", "at")
    newest, closed = (0, "", assessment.created_at), []
    for about, sequence, state, at in rows.values_list("assessment", "sequence", "state", "at"):
        if about == assessment.pk:
            newest = (sequence, state, at)
        elif state == AssessmentState.State.CLOSED:
            closed.append((at, about))
    _sequence, now, since = newest
    return Stands(now, since, max((each for each in closed if each[0] < since), default=(since, None))[1])


def current_state(assessment: Assessment) -> str:
    """The key of the current state."""
    newest: str = assessment.states.order_by("-sequence").values_list("state", flat=True)[0]
    return newest


def is_closed(partnership: Partnership, assessment_id: UUID) -> bool:
    """Whether this assessment of a partnership is closed, in one read; false also for one that is not there."""
    states = AssessmentState.objects.filter(assessment=assessment_id, assessment__partnership=partnership)
    return states.filter(state=AssessmentState.State.CLOSED).exists()
