"""Come into a room: once each, and no more than are there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.participation import Joined, join
from alongside.assessments.models import ExpectedGroup, Invite, Participant
from alongside.assessments.rules.refusals import Refused
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.workshops.actions.turns import my_turn
from alongside.workshops.live import announce_moved
from alongside.workshops.models import Attendance, Session
from alongside.workshops.queries.door import why_shut
from alongside.workshops.rules.tables import table_for


@transaction.atomic
def come_in(*, session: Session, participant: Participant, by: Actor) -> Attendance:
    """Let somebody who takes part into a room and give them a table. Coming in twice changes nothing."""
    fresh = my_turn(session)
    known = fresh.attendances.filter(participant=participant).first()
    if known is not None:
        return known
    _room_left(fresh)
    if not fresh.open_room and not _is_named(participant):
        raise Refused(_("This room is for people with a code of their own. Ask a facilitator for yours."))
    seated = list(fresh.attendances.values_list("table", "participant__group_id"))
    made = Attendance.objects.create(
        session=fresh,
        participant=participant,
        table=table_for(participant.group_id, seated, fresh.present or 0),
    )
    record("came in", made, by=by, partnership_id=fresh.workshop.assessment.partnership_id)
    transaction.on_commit(lambda: announce_moved(fresh.pk))
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
) -> Joined:
    """Take part in the assessment from inside an open room, with a personal code (`invite`) in any other, or entered
    by a facilitator (`by`).

    Both or neither: nobody is left half way where the room is full.
    """
    fresh = my_turn(session)
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
        in_room=True,
    )
    come_in(session=fresh, participant=joined.participant, by=by or Actor.participant(joined.participant.pk))
    return joined


def _is_for_one(invite: Invite | None, session: Session) -> bool:
    """Whether this is a personal code of the assessment that the session is about."""
    return invite is not None and invite.personal and invite.assessment_id == session.workshop.assessment_id


def _is_named(participant: Participant) -> bool:
    """Whether only one person can stand behind it: a personal code, an account, or a facilitator's entry."""
    personal = participant.invite is not None and participant.invite.personal
    return personal or participant.user_id is not None or participant.mode != Participant.Mode.OWN


def _room_left(session: Session) -> None:
    if shut := why_shut(session):
        raise Refused(shut)
