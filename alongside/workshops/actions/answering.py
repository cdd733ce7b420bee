"""Answer from a phone in the room."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from alongside.assessments.actions.answers import Kept, Sent, rate_together
from alongside.assessments.models import Assessment, Participant, Rating
from alongside.audit.actor import Actor
from alongside.ui.refusals import Refused
from alongside.workshops.live import announce_moved


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
    one = Sent(participant, item, answer, reason, round, revision)
    [kept] = answer_together(session_id=session_id, assessment=participant.assessment, sent=[one])
    if isinstance(kept, Refused):
        raise kept
    return kept.rating


@transaction.atomic
def answer_together(*, session_id: UUID, assessment: Assessment, sent: Sequence[Sent]) -> list[Kept | Refused]:
    """The same for the answers of a whole room that arrive at the same moment; each is its writer's own.

    Nobody may be told before this has returned: then all of them are committed, or none.
    """
    results = rate_together(assessment=assessment, sent=sent)
    if any(isinstance(each, Kept) and each.rating.revision == 1 for each in results):
        announce_moved(session_id)
    return results
