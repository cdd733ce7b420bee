"""What may follow what."""

from __future__ import annotations

from alongside.assessments.models import AssessmentState

State = AssessmentState.State

NEXT: dict[str, frozenset[str]] = {
    State.PREPARING: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


def may_follow(now: str, then: str) -> bool:
    """Whether an assessment may go from one state to another."""
    return then in NEXT[now]
