"""Share the record with chosen people, and take it back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from alongside.assessments.models import Assessment, RecordShare, RecordShareEnd
from alongside.audit.actor import Actor
from alongside.audit.record import record


@transaction.atomic
def share_record(*, assessment: Assessment, for_whom: str, days: int, with_reasons: bool, by: Actor) -> RecordShare:
    """Make a link to the record for somebody, for a number of days."""
    share = RecordShare.objects.create(
        assessment=assessment,
        for_whom=for_whom,
        with_reasons=with_reasons,
        expires_at=timezone.now() + timedelta(days=days),
        by_id=by.id,
    )
    record("shared", share, by=by, partnership_id=assessment.partnership_id)
    return share


@transaction.atomic
def take_back(*, share: RecordShare, by: Actor) -> None:
    """Close a link for good; from the next request on it opens nothing. Doing it twice changes nothing."""
    if RecordShareEnd.objects.get_or_create(share=share, defaults={"by_id": by.id})[1]:
        record("took back", share, by=by, partnership_id=share.assessment.partnership_id)
