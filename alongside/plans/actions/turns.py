"""Take turns: one writer at a time per plan, and per prioritising."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.plans.models import Plan, PlanEnd, Prioritising
from alongside.ui.refusals import Conflict


def my_turn(plan: Plan) -> Plan:
    """Lock the plan for the rest of this transaction and return it fresh. Conflict once it has ended."""
    # Without its key: who ends another, older plan for the same challenge points at it and must not wait in a circle.
    fresh = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if PlanEnd.objects.filter(plan=fresh).exists():
        raise Conflict(_("This plan has ended. It can be read, and nothing in it changes any more."))
    return fresh


def my_turn_to_prioritise(prioritising: Prioritising) -> Prioritising:
    """Lock the prioritising for the rest of this transaction and return it fresh."""
    return Prioritising.objects.select_for_update().get(pk=prioritising.pk)
