"""Come into a room: once each, and no more than are there."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions.participation import SENT_TWICE_WITHIN, Joined, come_back, join
from alongside.assessments.models import AssessmentState, ExpectedGroup, Invite, Participant
from alongside.assessments.queries.states import current_state
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.turns import my_turn
from alongside.workshops.live import announce_moved
from alongside.workshops.models import Attendance, Session
from alongside.workshops.queries.door import shut_for, why_shut
from alongside.workshops.queries.inside import crowd_at_tables, seat_of
from alongside.workshops.rules.tables import table_for


@transaction.atomic
def come_in(*, session: Session, participant: Participant, by: Actor) -> Attendance:
    """Let somebody who takes part into a room and give them a table. Coming in twice changes nothing."""
    fresh = my_turn(session)
    known = fresh.attendances.filter(participant=participant).first()
    if known is not None:
        return known
    if shut := shut_for(fresh, participant):
        raise Refused(shut)
    return _seat(fresh, participant, by)


def _seat(session: Session, participant: Participant, by: Actor) -> Attendance:
    """Give somebody a table; the caller holds the turn and knows that there is room for them."""
    crowd = crowd_at_tables(session, participant.group_id)
    table = table_for(crowd, session.present or 0)
    made = Attendance.objects.create(session=session, participant=participant, table=table)
    record("came in", made, by=by, partnership_id=session.workshop.assessment.partnership_id)
    transaction.on_commit(lambda: announce_moved(session.pk))
    return made


@transaction.atomic
def join_and_come_in(
    *,
    session: Session,
    group: ExpectedGroup | None,
    mode: str,
    may_show_alone: bool,
    invite: Invite | None = None,
    by: Actor | None = None,
    key: UUID | None = None,
) -> Joined:
    """Take part in the assessment from inside an open room, with a personal code (`invite`) in any other, or entered
    by a facilitator (`by`).

    Both or neither: nobody is left half way where the room is full. `key` is the form's own: sent a second time it
    gives the same place, see `come_in_again`.
    """
    fresh = my_turn(session)
    if key is not None:
        again = _again(fresh, key, group, may_show_alone, by)
        if again is not None:
            return again
    if by is None and not fresh.open_room and not _is_for_one(invite, fresh):
        raise Refused(_("This room is for people with a code of their own. Ask a facilitator for yours."))
    _room_left(fresh)
    joined = join(
        assessment=fresh.workshop.assessment,
        group=group,
        mode=mode,
        may_show_alone=may_show_alone,
        invite=None if by else (invite or fresh.invite),
        by=by,
        sheet=seat_of(fresh, key) if key else None,
        in_room=True,
    )
    _seat(fresh, joined.participant, by or Actor.participant(joined.participant.pk))
    return joined


@transaction.atomic
def come_in_again(
    *, session: Session, key: UUID, group: ExpectedGroup | None, may_show_alone: bool, by: Actor | None = None
) -> Joined | None:
    """The place of somebody whose form arrives a second time; None where it arrives for the first time.

    Without a script two quick taps send one form twice, and the second is sent before the device knows that it is in.
    A place that nobody sits at would count in an open room. Raises Conflict where this cannot be the same press: too
    long ago, another group or choice, or something was answered since, which nobody else may open.
    """
    return _again(my_turn(session), key, group, may_show_alone, by)


def _again(
    fresh: Session, key: UUID, group: ExpectedGroup | None, may_show_alone: bool, by: Actor | None
) -> Joined | None:
    """The same where the turn is held already."""
    person = Participant.objects.select_related("assessment").filter(pk=seat_of(fresh, key)).first()
    if person is None:
        return None
    same = (person.group_id, person.may_show_alone) == (group.pk if group else None, may_show_alone)
    recent = timezone.now() - person.joined_at <= SENT_TWICE_WITHIN
    untouched = person.answered_at is None and person.finished_at is None
    if not (same and recent and untouched and fresh.attendances.filter(participant=person).exists()):
        raise Conflict(_("Somebody has come in with this page already. To come in yourself, begin again."))
    return come_back(participant=person, by=by or Actor.participant(person.pk))


@transaction.atomic
def free_place(*, session: Session, place: UUID, by: Actor) -> None:
    """Take back a place at which nobody sits, as that of a phone that was lost and came in again as somebody new.

    Nothing that was answered from it is touched, and whoever sits there after all comes in again as themselves. Raises
    Conflict where it was freed already, Refused once the record, which tells the places, is closed.
    """
    fresh = my_turn(session)
    if current_state(fresh.workshop.assessment) == AssessmentState.State.CLOSED:
        raise Refused(_("The record is closed, and tells how many places were taken. Nothing was changed."))
    found = fresh.attendances.filter(pk=place).first()
    if found is None:
        raise Conflict(_("This place is free already, perhaps through the other facilitator."))
    record("freed a place", found, by=by, partnership_id=fresh.workshop.assessment.partnership_id)
    found.delete()
    transaction.on_commit(lambda: announce_moved(fresh.pk))


def _is_for_one(invite: Invite | None, session: Session) -> bool:
    """Whether this is a personal code of the assessment that the session is about."""
    return invite is not None and invite.personal and invite.assessment_id == session.workshop.assessment_id


def _room_left(session: Session) -> None:
    if shut := why_shut(session):
        raise Refused(shut)
