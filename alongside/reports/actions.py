"""What people do with a record: give somebody a link to it, and open such a link."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions import sharing
from alongside.assessments.models import Assessment, AssessmentState, RecordShare, RecordShareOpening
from alongside.assessments.queries.states import current_state
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.ui.refusals import Refused


@transaction.atomic
def share(*, assessment: Assessment, for_whom: str, days: int, with_reasons: bool, by: Actor) -> RecordShare:
    """Make a link to a closed record. Raises Refused before that: a draft is the room's own."""
    if current_state(assessment) != AssessmentState.State.CLOSED:
        raise Refused(_("The record can be shared once it is closed. Until then it can still change."))
    return sharing.share_record(assessment=assessment, for_whom=for_whom, days=days, with_reasons=with_reasons, by=by)


@transaction.atomic
def note_opening(*, share: RecordShare, by: Actor) -> None:
    """Keep that a link was opened: which and when, and nothing about who or from where."""
    RecordShareOpening.objects.create(share=share)
    record("opened", share, by=by, partnership_id=share.assessment.partnership_id)
