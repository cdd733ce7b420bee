"""The door of a room: whether it takes another person now, if not why, and what is asked there."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from alongside.assessments.models import Participant
from alongside.assessments.queries.invites import is_open
from alongside.assessments.queries.record import provider_name
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.sessions import by_room_link, newest_step

MOST_HELD = 50


@dataclass(frozen=True)
class Door:
    """The door of a session: why nobody else can come in now, if so, and whose assessment it is.

    The groups of the session's assessment were read with it.
    """

    session: Session
    secret: str
    shut: str
    provider: str


_open: dict[UUID, tuple[Door, float]] = {}


def door_of(session_id: UUID, secret: str) -> Door | None:
    """The door that a link leads to; None where it leads to none.

    While people come in by the dozen each second, an open door is not read anew for every one of them. Nobody comes in
    by what it says: who takes the last place, or whether there is one, is decided in turn by the action.
    """
    held = _open.get(session_id)
    if held and monotonic() - held[1] < settings.ROOM_READ_EVERY and constant_time_compare(secret, held[0].secret):
        return held[0]
    session = by_room_link(session_id, secret)
    if session is None:
        return None
    assessment = session.workshop.assessment
    prefetch_related_objects([assessment], "groups")
    door = Door(session, secret, why_shut(session), provider_name(assessment))
    if not door.shut and session.open_room and (session.invite is None or is_open(session.invite)):
        while len(_open) >= MOST_HELD and session_id not in _open:
            _open.pop(next(iter(_open)), None)
        _open[session_id] = (door, monotonic())
    return door


def shut_for(session: Session, participant: Participant) -> str:
    """A sentence about why this person cannot come in now; nothing for whoever can, or is inside already."""
    if session.attendances.filter(participant=participant).exists():
        return ""
    shut = why_shut(session)
    if not shut and not session.open_room and not _is_named(participant):
        return _("This room is for people with a code of their own. Ask a facilitator for yours.")
    return shut


def _is_named(participant: Participant) -> bool:
    """Whether only one person can stand behind it: a personal code, an account, or a facilitator's entry."""
    if participant.invite is not None:
        # Whoever came by a way in for many may be there twice, also on a tablet that goes round.
        return participant.invite.personal or participant.user_id is not None
    return participant.user_id is not None or participant.mode != Participant.Mode.OWN


def why_shut(session: Session) -> str:
    """A sentence about why nobody else can come in now; nothing where somebody can.

    A room with personal codes has no number: each code lets in one person.
    """
    if newest_step(session).phase == Step.Phase.ENDED:
        return _("This session has ended. The people who prepare the assessment can tell you how to take part.")
    if not session.open_room:
        return ""
    if session.present is None:
        return _("The room is not open yet. The facilitators open it when they have counted who is there.")
    if session.attendances.count() >= session.present:
        return _(
            "As many people have come in as the facilitators counted. If you are in the room, tell a facilitator: "
            "they can count again."
        )
    return ""
