"""The marks of what is saved now, as pages carry them; see `rules.seen`."""

from __future__ import annotations

from alongside.workshops.models import Session, Workshop
from alongside.workshops.rules.seen import mark_of

LOOKED_AFTER = ("support_person", "support_where", "quiet_space", "breaks", "payment", "afterwards")


def mark_of_care(workshop: Workshop | None) -> str:
    """Of how people are looked after; there is one too where nothing was said yet."""
    return mark_of([getattr(workshop, name) for name in LOOKED_AFTER] if workshop else [])


def mark_of_session(session: Session) -> str:
    """Of the day, the place and the facilitators of a session."""
    return mark_of([session.starts_at, session.place, session.facilitator_id, session.lived_facilitator_id])


def mark_of_agenda(session: Session) -> str:
    """Of the order, the minutes and what is skipped."""
    return mark_of(list(session.agenda.values_list("item", "minutes", "skipped")))
