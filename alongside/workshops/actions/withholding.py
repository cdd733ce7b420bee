"""Withhold a shared reason in the room: its two facilitators together, as lead and co-lead do elsewhere."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions import withholding as everywhere
from alongside.assessments.models import SharedReason
from alongside.audit.actor import Actor
from alongside.ui.refusals import Refused
from alongside.workshops.actions.turns import my_turn
from alongside.workshops.live import announce_changed
from alongside.workshops.models import Session
from alongside.workshops.queries.leading import half_in


@transaction.atomic
def withhold_in_room(*, session: Session, reason: SharedReason, cause: str, by: Actor) -> bool:
    """Agree, as one of a session's two facilitators, that a reason must go; true once both halves have agreed.

    The facilitator stands for the lead's half, the lived-experience facilitator for the co-lead's. Raises Refused for
    anybody else, Conflict where it was withheld or taken back meanwhile.
    """
    fresh = _with_its_reason(session, reason)
    gone = everywhere.withhold(reason=reason, role=half_of(fresh, by), cause=cause, by=by)
    transaction.on_commit(lambda: announce_changed(fresh.pk))
    return gone


@transaction.atomic
def let_stand_in_room(*, session: Session, reason: SharedReason, by: Actor) -> None:
    """Drop the wish to withhold a reason: either facilitator may. Raises Conflict where both have agreed by now."""
    fresh = _with_its_reason(session, reason)
    half_of(fresh, by)
    everywhere.let_stand(reason=reason, by=by)
    transaction.on_commit(lambda: announce_changed(fresh.pk))


def half_of(session: Session, by: Actor) -> str:
    """Which half somebody stands for in a room. Raises Refused for who is not one of its two facilitators."""
    half = half_in(session, by)
    if not half:
        raise Refused(_("In a room only its two facilitators withhold a reason, both together."))
    return half


def _with_its_reason(session: Session, reason: SharedReason) -> Session:
    fresh = my_turn(session)
    if reason.assessment_id != fresh.workshop.assessment_id:
        raise Refused(_("This reason belongs to another assessment."))
    return fresh
