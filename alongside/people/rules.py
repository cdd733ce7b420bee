"""What may happen to places in a partnership, decided without a database."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum, auto

from alongside.people.access import Role

INVITATION_DAYS = 14


class Standing(StrEnum):
    """Where an invitation stands."""

    OPEN = auto()
    EXPIRED = auto()
    ACCEPTED = auto()
    WITHDRAWN = auto()


class Kept(StrEnum):
    """Why a member keeps their role for now."""

    LAST_LEAD = auto()
    LAST_CO_LEAD = auto()


def standing(ended: str | None, expires_at: datetime, now: datetime) -> Standing:
    """Where an invitation stands; `ended` is how it ended, if it did."""
    if ended:
        return Standing(ended)
    return Standing.OPEN if now < expires_at else Standing.EXPIRED


def expiry(now: datetime, days: int = INVITATION_DAYS) -> datetime:
    """When an invitation made now runs out."""
    return now + timedelta(days=days)


def kept(role: str, others_in_role: int, *, by_themselves: bool) -> Kept | None:
    """Why a member may not lose their role now, or None where they may.

    A partnership always has a lead. The lived-experience co-lead has equal rights, so the others cannot remove the
    last one without first inviting another; the co-lead may always leave by their own choice.
    """
    if others_in_role:
        return None
    if role == Role.LEAD:
        return Kept.LAST_LEAD
    if role == Role.CO_LEAD and not by_themselves:
        return Kept.LAST_CO_LEAD
    return None
