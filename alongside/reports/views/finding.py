"""Reach the record of an assessment from what the visitor may see."""

from __future__ import annotations

from alongside.assessments.models import Assessment
from alongside.assessments.queries.record import record
from alongside.assessments.views.finding import edition_of
from alongside.reports.telling import tell
from alongside.reports.told import Told


def told(assessment: Assessment, *, with_reasons: bool = True) -> Told:
    """The record in words. An assessment whose edition is gone has none: not found."""
    edition_of(assessment)
    return tell(record(assessment), with_reasons=with_reasons)
