"""Who is there for somebody who is upset, as the pages of a room and those that people open from it tell it."""

from __future__ import annotations

from uuid import UUID

from alongside.workshops.models import Session, Workshop
from alongside.workshops.queries.sessions import by_key


def looked_after(workshop: Workshop) -> dict[str, str]:
    """How people are looked after: whom to turn to and where, the quiet space, breaks, payment, and afterwards."""
    return {
        "person": workshop.support_person,
        "where": workshop.support_where,
        "quiet": workshop.quiet_space,
        "breaks": workshop.breaks,
        "payment": workshop.payment,
        "afterwards": workshop.afterwards,
    }


def looked_after_in(room: str, assessment_id: UUID) -> dict[str, str]:
    """The same for the room whose key an address names; empty where it names none of this assessment."""
    try:
        session = by_key(UUID(room))
    except ValueError:
        return {}
    known = session is not None and session.workshop.assessment_id == assessment_id
    return looked_after(session.workshop) if session is not None and known else {}


def other_places(session: Session) -> list[str]:
    """Where the other sessions of its workshop are held, if that is elsewhere; in their order, each once."""
    here = _plain(session.place)
    others = session.workshop.sessions.exclude(pk=session.pk).order_by("number").values_list("place", flat=True)
    return list({_plain(place): place for place in others if _plain(place) != here}.values())


def _plain(place: str) -> str:
    return " ".join(place.casefold().split())
