"""What one person has in a room: their place, and what they saved in the round it is at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Subquery

from alongside.assessments.models import Participant, Rating, SharedReason
from alongside.people.tokens import hash_of
from alongside.workshops.models import Attendance, Session, Step


@dataclass(frozen=True)
class Place:
    """Where somebody sits, since when, and the step that their session is at."""

    session: Session
    table: int
    since: datetime
    step: int


def place_of(participant: Participant, session_id: UUID) -> Place | None:
    """Where somebody sits in a session; None where they have not come in."""
    steps = Step.objects.filter(session=session_id).order_by("-sequence").values("sequence")
    places = Attendance.objects.select_related("session__workshop").annotate(step=Subquery(steps[:1]))
    found = places.filter(session=session_id, participant=participant).first()
    if found is None:
        return None
    # It is the assessment that was read with the participant: no second query for it.
    found.session.workshop.assessment = participant.assessment
    return Place(found.session, found.table, found.at, found.step)


def seat_of(session: Session, key: UUID) -> UUID:
    """Who comes into a session with a form's key: nobody who reads this in a log or an address learns the key."""
    return UUID(hex=hash_of("seat", f"{session.pk} {key}")[:32], version=4)


def has_come_in_with(session: Session, key: UUID) -> bool:
    """Whether somebody has come into a session with a form's key."""
    return Participant.objects.filter(pk=seat_of(session, key)).exists()


def saved_answer(participant: Participant, item: str, round: int) -> tuple[Rating | None, bool]:
    """What somebody answered in a round, and whether everybody may read the reason."""
    saved = participant.ratings.select_related("shared_reason").filter(item=item, round=round).first()
    return saved, bool(saved and hasattr(saved, "shared_reason") and saved.shared_reason.text)


def is_shared(rating: Rating) -> bool:
    """Whether everybody may read the reason of an answer."""
    return SharedReason.objects.filter(rating=rating).exclude(text="").exists()


def shared_by(participant: Participant) -> Sequence[SharedReason]:
    """The reasons that somebody shared and that everybody may read, so that they can be taken back."""
    mine = SharedReason.objects.filter(rating__participant=participant).exclude(text="")
    return list(mine.order_by("item", "round"))


def has_shared(participant: Participant) -> bool:
    """Whether somebody shared any reason, so that they must learn at once if one is withheld."""
    return SharedReason.objects.filter(rating__participant=participant).exists()
