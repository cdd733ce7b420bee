"""The edition an assessment uses."""

from __future__ import annotations

from alongside.assessments.models import Assessment
from alongside.catalogue.framework import Edition, Framework
from alongside.library.queries import edition


def framework_of(assessment: Assessment) -> Framework:
    """The framework, shipped or local, that this assessment was started with. Raises LookupError if it is gone."""
    return edition(assessment.partnership, assessment.framework, assessment.framework_version)


def edition_of(assessment: Assessment) -> Edition:
    """Which edition that is, also where it can no longer be read."""
    return Edition(key=assessment.framework, version=assessment.framework_version)
