"""Lead a room through its phases; two facilitators may press at once, and one of them is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions.reveal import reveal
from alongside.assessments.actions.turns import my_turn as turn_of_assessment
from alongside.assessments.actions.turns import my_turn_while_open
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.rounds import open_round
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.turns import my_turn, still_at
from alongside.workshops.live import announce_changed
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.sessions import before_break
from alongside.workshops.rules.phases import ABOUT_NONE, ANSWERING, OPENING, may_follow, minutes_for

Phase = Step.Phase
LONGEST_EXTENSION = 60


@transaction.atomic
def move(*, session: Session, phase: str, item: str, after: int, by: Actor, sure: bool = False) -> Step:
    """Take a room into a phase of a challenge. `after` is the sequence of the step that the page showed.

    A session ends only where somebody said so twice (`sure`). Seeing the answers opens their round for ever, in the
    same transaction. Raises Conflict where the room has moved on, or nobody has answered; Refused where that phase
    cannot follow.
    """
    if phase == Phase.ENDED and not sure:
        raise Refused(_("The session ends only when you confirm it. Nothing was ended."))
    fresh = my_turn(session)
    now = still_at(fresh, after)
    wanted = "" if phase in ABOUT_NONE else item or now.item
    if phase == Phase.BREAK:
        wanted = now.item
    if not may_follow(now.phase, now.item, phase, wanted, before_break(fresh, now.phase)):
        raise Refused(_("That cannot follow now. See where the room is, and choose one of the buttons there."))
    if phase == Phase.UNDERSTAND and wanted not in {each.key for each in framework_of(fresh.workshop.assessment).items}:
        raise Refused(_("That challenge is not part of this assessment. Choose one from the agenda."))
    return _next(
        fresh,
        now,
        "moved",
        "phase",
        by=by,
        phase=phase,
        item=wanted,
        round=_round(fresh, now, phase, wanted, by),
        ends_at=_ends_at(fresh, phase, wanted),
    )


def _round(session: Session, now: Step, phase: str, item: str, by: Actor) -> int:
    """The round that a phase is about; opening it where the phase shows it."""
    if phase == Phase.BREAK:
        return now.round
    if not item or phase in (Phase.UNDERSTAND, Phase.ENDED):
        return 0
    assessment = session.workshop.assessment
    if phase in ANSWERING:
        my_turn_while_open(assessment)
        # After a break people go on with the round they were in, also where it was opened elsewhere meanwhile.
        return open_round(assessment, item)
    if phase in OPENING:
        return _open(session, now, item, by)
    return now.round


def _open(session: Session, now: Step, item: str, by: Actor) -> int:
    """Open the round that the room answered, or find it opened already from another page."""
    # Asked in turn, or a page that opens it at this very moment would look as if nobody had answered.
    assessment = turn_of_assessment(session.workshop.assessment)
    if assessment.reveals.filter(item=item, round=now.round).exists():
        return now.round
    try:
        reveal(assessment=assessment, items=[item], by=by, seen={item: now.round})
    except Conflict:
        raise Conflict(_("Nobody has answered yet, so there is nothing to show. Wait for the first answer.")) from None
    return now.round


def _next(session: Session, after: Step, verb: str, field: str, *, by: Actor, **what: Any) -> Step:
    """Write the step that follows `after`, with what is told of it, and tell every screen."""
    made = Step.objects.create(session=session, sequence=after.sequence + 1, by_id=by.id, **what)
    record(verb, made, by=by, partnership_id=session.workshop.assessment.partnership_id, fields=[field])
    transaction.on_commit(lambda: announce_changed(session.pk))
    return made


def _ends_at(session: Session, phase: str, item: str) -> datetime | None:
    planned = session.agenda.filter(item=item).first() if item else None
    minutes = minutes_for(phase, planned.minutes if planned else 0) if planned or phase == Phase.BREAK else 0
    return timezone.now() + timedelta(minutes=minutes) if minutes else None


@transaction.atomic
def extend(*, session: Session, minutes: int, after: int, by: Actor) -> Step:
    """Give the phase more time: from its end, or from now where that is past. No limit to how often."""
    fresh = my_turn(session)
    now = still_at(fresh, after)
    if not 0 < minutes <= LONGEST_EXTENSION:
        raise Refused(_("Give between 1 and %(most)d minutes at a time.") % {"most": LONGEST_EXTENSION})
    if now.phase in ABOUT_NONE:
        raise Refused(_("There is no time to extend now."))
    ends_at = max(now.ends_at or timezone.now(), timezone.now()) + timedelta(minutes=minutes)
    return _next(
        fresh, now, "extended", "ends_at", by=by, phase=now.phase, item=now.item, round=now.round, ends_at=ends_at
    )


@transaction.atomic
def declare_present(*, session: Session, present: int, by: Actor) -> Session:
    """Say how many people are in the room; an open room takes no more. Never fewer than have come in."""
    fresh = my_turn(session)
    inside = fresh.attendances.count()
    if present < inside:
        raise Refused(
            _("%(inside)d have come in already. Say at least that many, or free a place that is empty.")
            % {"inside": inside}
        )
    fresh.present = present
    fresh.save(update_fields=["present"])
    record("declared", fresh, by=by, partnership_id=fresh.workshop.assessment.partnership_id, fields=["present"])
    transaction.on_commit(lambda: announce_changed(fresh.pk))
    return fresh
