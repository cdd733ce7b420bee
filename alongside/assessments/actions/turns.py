"""Take turns: one writer at a time per assessment."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.ui.refusals import Refused


def my_turn(assessment: Assessment) -> Assessment:
    """Lock the assessment for the rest of this transaction and return it fresh."""
    fresh = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if Assessment.partnership.is_cached(assessment):
        # It never becomes another one's: it is not read a second time.
        fresh.partnership = assessment.partnership
    return fresh


def my_turn_while_open(assessment: Assessment) -> Assessment:
    """Lock it and refuse unless it is open for answers."""
    fresh = my_turn(assessment)
    state = current_state(fresh)
    if state == AssessmentState.State.PREPARING:
        raise Refused(_("This assessment has not been opened yet. The people who prepare it open it."))
    _refuse_closed(state)
    return fresh


def my_turn_until_closed(assessment: Assessment) -> Assessment:
    """Lock it, before it is opened or while it is open, and refuse once its record stands."""
    fresh = my_turn(assessment)
    _refuse_closed(current_state(fresh))
    return fresh


def _refuse_closed(state: str) -> None:
    if state == AssessmentState.State.CLOSED:
        raise Refused(_("This assessment is closed and its record stands. Nothing was changed."))
