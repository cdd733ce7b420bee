"""Ways in: which are open, and which one a link or a code stands for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from alongside.assessments.models import Assessment, Invite
from alongside.people.tokens import code_hash, link_opens, link_secret, typed_code

PURPOSE = "assessment"


@dataclass(frozen=True)
class WayIn:
    """An invite as somebody who may hand it over sees it."""

    invite: Invite
    code: str
    secret: str
    open: bool


def ways_in(assessment: Assessment) -> list[WayIn]:
    """Every invite of an assessment, newest first, with its code and secret."""
    invites = assessment.invites.select_related("group", "end").order_by("-created_at")
    return [WayIn(each, typed_code(PURPOSE, each.pk), link_secret(PURPOSE, each.pk), is_open(each)) for each in invites]


def by_link(id: UUID, secret: str) -> Invite | None:
    """The invite that a link opens, whether or not it may still be used; None for a wrong secret."""
    if not link_opens(PURPOSE, id, secret):
        return None
    return Invite.objects.select_related("assessment__partnership", "group", "end").filter(pk=id).first()


def by_code(code: str) -> Invite | None:
    """The invite that a typed code stands for."""
    hashed = code_hash(PURPOSE, code)
    return Invite.objects.select_related("assessment__partnership", "group", "end").filter(code_hash=hashed).first()


def is_open(invite: Invite) -> bool:
    """Whether somebody may still come in this way."""
    return not hasattr(invite, "end") and invite.expires_at > timezone.now()
