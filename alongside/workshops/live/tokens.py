"""Signed tokens of a room. One opens the stream of a session: it carries the session and the kind of screen, no person.

The other goes with an answer that is tapped: it says that a page of ours was drawn for this person in this session.
It opens nothing by itself; whose device it is says the secret that the device keeps. A page hands its tokens out;
nothing is stored. Source: docs/decisions/0022 and 0023; `django.core.signing`.
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


def answer_key(session: UUID, participant: UUID) -> str:
    """For the page of one participant's phone: goes with what its script sends."""
    return _answers().sign(f"{session.hex}-{participant.hex}")


def opens_answer(key: str) -> tuple[UUID, UUID] | None:
    """The session and the participant that a page was drawn for; None for a key that is wrong or too old."""
    try:
        session, _, participant = _answers().unsign(key, max_age=LASTS).partition("-")
        return UUID(session), UUID(participant)
    except (BadSignature, ValueError):
        return None


def _sign(kind: Kind, session: UUID) -> str:
    return _signer().sign(f"{kind}-{session.hex}")


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="alongside.workshops.live")


def _answers() -> TimestampSigner:
    return TimestampSigner(salt="alongside.workshops.live.answers")
