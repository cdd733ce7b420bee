"""End a plan that nobody wants, before any version of it is in force. A plan in force is ended by a review."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.plans.actions.turns import my_turn
from alongside.plans.actions.versions import refuse_other_roles, take_back_what_waits
from alongside.plans.models import Plan, PlanEnd
from alongside.plans.queries.doing import carried_out
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def end_draft(*, plan: Plan, seen: int, why: str, role: str, by: Actor) -> PlanEnd:
    """End a plan of which nothing is in force, and say why. A version that waits is taken back with it.

    `seen` is the revision of the draft that was read. Raises Conflict where somebody changed the draft since, where
    the plan has ended already, or where its last signature came first: then it is in force, and a review ends it.
    """
    fresh = my_turn(plan)
    refuse_other_roles(role)
    if carried_out(fresh) is not None:
        raise Conflict(_("This plan is in force. A review ends it, so that everybody learns how it went."))
    if fresh.revision != seen:
        raise Conflict(_("Somebody changed this plan since you read it. Read it again before you end it."))
    if not why.strip():
        raise Refused(_("Say why, so that those who asked for this plan understand."))
    end, made = PlanEnd.objects.get_or_create(plan=fresh, defaults={"why": why, "by_id": by.id})
    if not made:
        # A newer plan came into force at this moment. It ends this one without taking its turn.
        raise Conflict(_("A newer plan took the place of this one meanwhile. Nothing was changed."))
    take_back_what_waits(fresh, why=_("The plan was ended before it was in force."), by=by)
    record("ended", fresh, by=by, partnership_id=fresh.partnership_id)
    return end
