"""Answer from a phone in the room."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.assessments.actions.rating import rate
from alongside.assessments.models import Participant, Rating
from alongside.audit.actor import Actor
from alongside.workshops.live import announce_moved


@transaction.atomic
def answer_in_room(
    *,
    session_id: UUID,
    participant: Participant,
    item: str,
    answer: str,
    reason: str,
    round: int,
    revision: int,
    by: Actor,
) -> Rating:
    """Save one answer, as anywhere else, and let the screens know that there is one more; never which.

    Raises what `assessments.actions.rating.rate` raises.
    """
    saved = rate(
        participant=participant, item=item, answer=answer, reason=reason, round=round, revision=revision, by=by
    )
    if saved.revision == 1:
        transaction.on_commit(lambda: announce_moved(session_id))
    return saved
