"""The list of a partnership's assessments, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from alongside.assessments.models import Assessment, AssessmentState
from alongside.people.models import Partnership


@dataclass(frozen=True)
class Overview:
    """One assessment in the list: its state and counts of people."""

    assessment: Assessment
    state: str
    state_name: str
    joined: int
    finished: int


def overviews(partnership: Partnership) -> list[Overview]:
    """Every assessment, newest first."""
    newest = AssessmentState.objects.filter(assessment=OuterRef("pk")).order_by("-sequence")
    rows = partnership.assessments.annotate(
        state_now=Subquery(newest.values("state")[:1]),
        joined=Count("participants"),
        finished=Count("participants", filter=Q(participants__finished_at__isnull=False)),
    ).order_by("-created_at")
    names = dict(AssessmentState.State.choices)
    return [Overview(row, row.state_now, str(names[row.state_now]), row.joined, row.finished) for row in rows]
