"""What one person has in a room: their place, and what they saved in the round it is at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, Subquery

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


def last_place(participant: Participant) -> UUID | None:
    """The session that somebody came into last; None where they came into none."""
    places = participant.attendances.order_by("-at").values_list("session", flat=True)
    found: UUID | None = places.first()
    return found


def inside_with(session: Session, hashes: Collection[str]) -> dict[str, Participant]:
    """Who has come into a session, of the devices that keep these secrets; by what is stored of a secret."""
    wanted = Participant.objects.filter(secret_hash__in=hashes, attendances__session=session)
    return {person.secret_hash: person for person in wanted.filter(assessment=session.workshop.assessment_id)}


def seated(assessment_id: UUID, session_id: UUID, person: UUID) -> Participant | None:
    """Somebody by their key, if they came into that session of that assessment."""
    people = Participant.objects.select_related("assessment__partnership")
    return people.filter(pk=person, assessment=assessment_id, attendances__session=session_id).first()


def places_taken(session: Session) -> list[Attendance]:
    """Every place by its table, then by when it was taken. Who sits there, and what they answered, is not read."""
    return list(session.attendances.only("table", "at").order_by("table", "at"))


def crowd_at_tables(session: Session, group_id: UUID | None) -> dict[int, tuple[int, int]]:
    """How many of a group, and how many people, sit at each table where anybody sits; counted by the database."""
    theirs = Count("pk", filter=Q(participant__group=group_id) if group_id else Q(participant__group=None))
    rows = session.attendances.values("table").annotate(theirs=theirs, everybody=Count("pk")).order_by()
    return {row["table"]: (row["theirs"], row["everybody"]) for row in rows}


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
    """The reasons that somebody shared; one that was withheld has no words any more."""
    if participant.answered_at is None:
        return []
    return list(SharedReason.objects.filter(rating__participant=participant).order_by("item", "round"))
