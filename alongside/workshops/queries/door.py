"""Whether a room takes another person now, and if not, why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.workshops.models import Session, Step
from alongside.workshops.queries.sessions import newest_step


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
