"""Signed tokens that open the stream of one session: they carry the session and the kind of screen, and no person.

A page hands its token out; nothing is stored. Source: docs/decisions on the room; `django.core.signing`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, cast, get_args
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

Kind = Literal["phone", "screen"]

# Longer than the longest day, shorter than "tomorrow with yesterday's phone".
LASTS = timedelta(hours=16)


def phone_token(session: UUID) -> str:
    """For a participant's own phone: follows what everybody's phone shows."""
    return _sign("phone", session)


def screen_token(session: UUID) -> str:
    """For the big screen and the facilitators' console: follows the version and how many have answered."""
    return _sign("screen", session)


def opens(token: str) -> tuple[UUID, Kind] | None:
    """The session and the kind of screen that a token opens; None for one that is wrong or too old."""
    try:
        kind, _, session = _signer().unsign(token, max_age=LASTS).partition("-")
        return (UUID(session), cast(Kind, kind)) if kind in get_args(Kind) else None
    except (BadSignature, ValueError):
        return None


def _sign(kind: Kind, session: UUID) -> str:
    return _signer().sign(f"{kind}-{session.hex}")


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="alongside.workshops.live")
