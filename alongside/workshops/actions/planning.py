"""Plan a workshop: how people are looked after, when sessions are, and what each is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.assessments.actions.invites import LASTS, invite
from alongside.assessments.actions.turns import my_turn_until_closed
from alongside.assessments.models import Assessment, Invite
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.models import User
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.turns import my_turn
from alongside.workshops.live import announce_changed
from alongside.workshops.models import AgendaItem, Session, Step, Workshop
from alongside.workshops.queries.seen import LOOKED_AFTER, mark_of_agenda, mark_of_care, mark_of_session
from alongside.workshops.rules.agenda import USUAL_MINUTES


@transaction.atomic
def arrange(*, assessment: Assessment, by: Actor, seen: str | None = None, **looked_after: str) -> Workshop:
    """Say how people are looked after at every session; the first time makes the workshop.

    `seen` is the mark of what the page showed. Raises Conflict where somebody changed it meanwhile.
    """
    fresh = my_turn_until_closed(assessment)
    _as_seen(seen, mark_of_care(Workshop.objects.filter(assessment=fresh).first()))
    workshop = Workshop.objects.update_or_create(
        assessment=fresh, defaults={name: looked_after.get(name, "") for name in LOOKED_AFTER}
    )[0]
    record("arranged", workshop, by=by, partnership_id=fresh.partnership_id, fields=looked_after)
    return workshop


@transaction.atomic
def plan_session(
    *,
    workshop: Workshop,
    starts_at: datetime,
    place: str,
    open_room: bool,
    facilitator: User,
    lived_facilitator: User,
    items: Sequence[str],
    by: Actor,
) -> Session:
    """Plan one meeting about some challenges, in this order. An open room gets a code for everybody who is in it.

    Raises Refused where one person would be both facilitators.
    """
    assessment = my_turn_until_closed(workshop.assessment)
    _two_people(facilitator, lived_facilitator)
    known = [item.key for item in framework_of(assessment).items]
    last = workshop.sessions.aggregate(last=Max("number"))["last"] or 0
    session = Session.objects.create(
        workshop=workshop,
        number=last + 1,
        starts_at=starts_at,
        place=place,
        open_room=open_room,
        invite=_way_in(assessment, starts_at, by) if open_room else None,
        facilitator=facilitator,
        facilitator_name=facilitator.name,
        lived_facilitator=lived_facilitator,
        lived_facilitator_name=lived_facilitator.name,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(session=session, item=item, position=place, minutes=USUAL_MINUTES)
        for place, item in enumerate((item for item in items if item in known), start=1)
    )
    Step.objects.create(session=session, sequence=1, phase=Step.Phase.LOBBY, by_id=by.id)
    record("planned", session, by=by, partnership_id=assessment.partnership_id)
    return session


@transaction.atomic
def change_session(
    *,
    session: Session,
    starts_at: datetime,
    place: str,
    facilitator: User,
    lived_facilitator: User,
    by: Actor,
    seen: str | None = None,
) -> Session:
    """Another day, place or facilitator. Whether the room is open stays as it was planned.

    `seen` is the mark of what the page showed. Raises Conflict where somebody changed it meanwhile.
    """
    fresh = my_turn(session)
    my_turn_until_closed(fresh.workshop.assessment)
    _as_seen(seen, mark_of_session(fresh))
    _two_people(facilitator, lived_facilitator)
    fresh.starts_at, fresh.place = starts_at, place
    fresh.facilitator, fresh.facilitator_name = facilitator, facilitator.name
    fresh.lived_facilitator, fresh.lived_facilitator_name = lived_facilitator, lived_facilitator.name
    fresh.save()
    if fresh.invite:
        fresh.invite.expires_at = starts_at + LASTS
        fresh.invite.save(update_fields=["expires_at"])
    record(
        "changed",
        fresh,
        by=by,
        partnership_id=fresh.workshop.assessment.partnership_id,
        fields=["starts_at", "place", "facilitator", "lived_facilitator"],
    )
    return fresh


@transaction.atomic
def set_agenda(*, session: Session, rows: Sequence[tuple[str, int, bool]], seen: str, by: Actor) -> None:
    """Put a session's challenges in this order: challenge, minutes, and whether it is skipped.

    `seen` is the mark of what the page showed, with its minutes. Raises Conflict where somebody changed it meanwhile.
    """
    fresh = my_turn(session)
    assessment = my_turn_until_closed(fresh.workshop.assessment)
    _as_seen(seen, mark_of_agenda(fresh))
    known = {item.key for item in framework_of(assessment).items}
    if len({item for item, _minutes, _skipped in rows}) != len(rows) or not {row[0] for row in rows} <= known:
        raise Refused(_("Each challenge can stand in an agenda once."))
    fresh.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(session=fresh, item=item, position=place, minutes=minutes, skipped=skipped)
        for place, (item, minutes, skipped) in enumerate(rows, start=1)
    )
    record("changed", fresh, by=by, partnership_id=assessment.partnership_id, fields=["agenda"])
    transaction.on_commit(lambda: announce_changed(fresh.pk))


@transaction.atomic
def split(*, session: Session, item: str, into: Session, by: Actor) -> None:
    """Go on with a challenge at another session of the same workshop too. Doing it twice changes nothing."""
    first, second = sorted((session, into), key=lambda each: each.pk)
    for each in (first, second):
        my_turn(each)
    assessment = my_turn_until_closed(session.workshop.assessment)
    row = session.agenda.filter(item=item).first()
    if row is None or into.workshop_id != session.workshop_id or into.pk == session.pk:
        raise Refused(_("Choose a challenge of this session, and another session of the same workshop."))
    last = into.agenda.aggregate(last=Max("position"))["last"] or 0
    AgendaItem.objects.get_or_create(session=into, item=item, defaults={"position": last + 1, "minutes": row.minutes})
    record("split", into, by=by, partnership_id=assessment.partnership_id, fields=["agenda"])


def _way_in(assessment: Assessment, starts_at: datetime, by: Actor) -> Invite:
    return invite(assessment=assessment, group=None, personal=False, for_room=True, counted_from=starts_at, by=by)


def _as_seen(seen: str | None, now: str) -> None:
    """Raises Conflict where a page showed something else than what is saved now."""
    if seen is not None and seen != now:
        raise Conflict(_("Somebody changed this while you were looking at it. See what it is now."))


def _two_people(facilitator: User, lived_facilitator: User) -> None:
    if facilitator.pk == lived_facilitator.pk:
        raise Refused(_("A room needs two facilitators: choose two different people."))
