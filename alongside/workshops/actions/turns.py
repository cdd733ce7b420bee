"""Take turns: one writer at a time per session."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ui.refusals import Conflict
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.sessions import newest_step


def my_turn(session: Session) -> Session:
    """Lock the session for the rest of this transaction and return it fresh."""
    locked = Session.objects.select_for_update(of=("self",)).select_related("workshop__assessment__partnership")
    return locked.get(pk=session.pk)


def still_at(session: Session, after: int) -> Step:
    """The newest step. Raises Conflict where it is not the one that the page showed."""
    now = newest_step(session)
    if now.sequence != after:
        raise Conflict(
            _("The room has moved on since you looked, perhaps through the other facilitator. See where it is now.")
        )
    return now
