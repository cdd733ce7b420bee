"""Links to a record: which there are, and which one somebody holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.models import Assessment, AssessmentState, RecordShare
from alongside.assessments.queries.states import current_state
from alongside.people.tokens import link_opens, link_secret

PURPOSE = "record-share"


@dataclass(frozen=True)
class Link:
    """A link as somebody who may hand it over sees it; `address` is empty once it opens nothing."""

    share: RecordShare
    address: str
    openings: int
    last_opened: datetime | None

    @property
    def taken_back(self) -> bool:
        """Whether somebody closed it before its time."""
        return hasattr(self.share, "end")


def links(assessment: Assessment) -> list[Link]:
    """Every link to a record, newest first."""
    shares = assessment.shares.select_related("end", "by").order_by("-created_at")
    counted = shares.annotate(times=Count("openings"), last=Max("openings__at"))
    return [Link(share, address(share) if is_open(share) else "", share.times, share.last) for share in counted]


def address(share: RecordShare) -> str:
    """The address that opens a record for whoever has it."""
    return str(settings.PUBLIC_ADDRESS) + reverse("shared-record", args=[share.pk, link_secret(PURPOSE, share.pk)])


def share_by_link(id: UUID, secret: str) -> RecordShare | None:
    """The share that a link opens now; None for a wrong secret as for one that is unknown, over or taken back."""
    right = link_opens(PURPOSE, id, secret)
    share = RecordShare.objects.select_related("assessment__partnership", "end").filter(pk=id).first()
    if not right or share is None or not is_open(share):
        return None
    return share if current_state(share.assessment) == AssessmentState.State.CLOSED else None


def is_open(share: RecordShare) -> bool:
    """Whether a link still opens its record."""
    return not hasattr(share, "end") and share.expires_at > timezone.now()
