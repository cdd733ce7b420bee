"""Write a plan: its description, goals, actions and signatories. A draft can change at any time, a version never."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.rules.answers import NOT_AGREED, NOT_THERE_YET
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.framework import Framework
from alongside.people.models import PartnershipOrganisation
from alongside.plans.actions.turns import my_turn
from alongside.plans.models import Action, Goal, Plan, PriorityOrder, Signatory
from alongside.plans.queries.people import members_now, signers_among, stands_for
from alongside.plans.rules.readiness import GOALS_AT_MOST, wrong_side
from alongside.ui.refusals import Conflict, Refused


def begin_plans(*, order: PriorityOrder, by: Actor) -> list[Plan]:
    """Begin a plan for each challenge that an order acts on, in its order; called when the order becomes final.

    The current standard and its description are carried over from the record. A plan that an earlier order of the same
    assessment began goes on.
    """
    assessment = order.prioritising.assessment
    framework, decided = framework_of(assessment), recorded_decisions(assessment)
    begun = Plan.objects.filter(order__prioritising=order.prioritising, end=None).values_list("item", flat=True)
    made = []
    for line in order.lines.filter(acted_on=True).exclude(item__in=begun):
        decision = decided.get(line.item)
        outcome = decision.outcome if decision else ""
        plan = Plan.objects.create(
            partnership=assessment.partnership,
            order=order,
            item=line.item,
            stage=outcome,
            stage_name=standard(framework, outcome),
            described=decision.reason if decision else "",
            created_by_id=by.id,
        )
        record("began", plan, by=by, partnership_id=plan.partnership_id)
        made.append(plan)
    return made


def standard(framework: Framework, outcome: str) -> str:
    """The current standard in words."""
    ours = {"": _("Not decided"), NOT_THERE_YET: _("Not there yet"), NOT_AGREED: _("Not agreed")}
    return ours[outcome] if outcome in ours else framework.stage(outcome).name


@transaction.atomic
def describe(
    *,
    plan: Plan,
    described: str,
    evidence_sources: str,
    review_on: date | None,
    signed_by_sides: bool,
    seen: int,
    by: Actor,
) -> Plan:
    """Change what the draft says outside its goals. `seen` is the revision that the page showed."""
    fresh = _my_draft(plan, seen)
    fresh.described, fresh.evidence_sources = described, evidence_sources
    fresh.review_on, fresh.signed_by_sides = review_on, signed_by_sides
    fresh.save()
    _changed(fresh, by, ["described", "evidence_sources", "review_on", "signed_by_sides"])
    return fresh


@transaction.atomic
def write_goal(*, plan: Plan, goal: Goal | None, seen: int, by: Actor, **answers: Any) -> Goal:
    """Add a goal, or change one: `answers` are its fields. At most three: see `rules.readiness`."""
    fresh = _my_draft(plan, seen)
    if goal is None:
        if fresh.goals.count() >= GOALS_AT_MOST:
            raise Refused(
                _("A plan has at most %(n)d goals, so that each of them gets done. Change or remove one first.")
                % {"n": GOALS_AT_MOST}
            )
        goal = Goal.objects.create(plan=fresh, position=_next_position(fresh.goals), **answers)
    else:
        goal = _still_there(fresh.goals.filter(pk=goal.pk).first())
        _write(goal, answers)
    _changed(fresh, by, ["goals"])
    return goal


@transaction.atomic
def remove_goal(*, plan: Plan, goal: Goal, seen: int, by: Actor) -> None:
    """Take a goal with its actions out of the draft. Versions that have it keep it, and so do their updates."""
    fresh = _my_draft(plan, seen)
    _still_there(fresh.goals.filter(pk=goal.pk).first()).delete()
    _changed(fresh, by, ["goals"])


@transaction.atomic
def write_action(*, plan: Plan, goal: Goal, action: Action | None, seen: int, by: Actor, **answers: Any) -> Action:
    """Add an action to a goal, or change one. Its organisation must be of the partnership, its person a member."""
    fresh = _my_draft(plan, seen)
    organisation, person = answers["organisation"], answers.get("person")
    if not fresh.partnership.sides.filter(organisation=organisation).exists():
        raise Refused(_("Choose an organisation of this partnership."))
    if person is not None and not fresh.partnership.memberships.filter(user=person).exists():
        raise Refused(_("Choose somebody who is a member of this partnership."))
    goal = _still_there(fresh.goals.filter(pk=goal.pk).first())
    if action is None:
        action = Action.objects.create(goal=goal, position=_next_position(goal.actions), **answers)
    else:
        action = _still_there(goal.actions.filter(pk=action.pk).first())
        _write(action, answers)
    _changed(fresh, by, ["actions"])
    return action


@transaction.atomic
def remove_action(*, plan: Plan, action: Action, seen: int, by: Actor) -> None:
    """Take an action out of the draft."""
    fresh = _my_draft(plan, seen)
    _still_there(Action.objects.filter(goal__plan=fresh, pk=action.pk).first()).delete()
    _changed(fresh, by, ["actions"])


@transaction.atomic
def name_signatory(
    *, plan: Plan, side: str, organisation_id: UUID, user_id: UUID, post: str, authority: str, seen: int, by: Actor
) -> Signatory:
    """Say who signs for the provider or a commissioner. They must be a member, and sign once only.

    A member whose role is commissioner can be named for a commissioner and for nobody else, and only they.
    """
    fresh = _my_draft(plan, seen)
    if not _is_of_side(fresh, side, organisation_id):
        raise Refused(_("Choose an organisation that stands on this side of the partnership."))
    members = members_now(fresh.partnership)
    if user_id not in signers_among(members):
        raise Refused(_("Choose somebody who is a member here and does more than observe. You can invite them first."))
    if fresh.signatories.filter(user_id=user_id).exists():
        raise Refused(_("This person signs already. Nobody signs for two sides."))
    if not stands_for(side, members[user_id]):
        raise Refused(wrong_side(side))
    signatory = Signatory.objects.create(
        plan=fresh,
        position=_next_position(fresh.signatories),
        side=side,
        organisation_id=organisation_id,
        user_id=user_id,
        post=post,
        authority=authority,
    )
    _changed(fresh, by, ["signatories"])
    return signatory


@transaction.atomic
def remove_signatory(*, plan: Plan, signatory: Signatory, seen: int, by: Actor) -> None:
    """Take somebody off the list of those who are to sign the next version."""
    fresh = _my_draft(plan, seen)
    _still_there(fresh.signatories.filter(pk=signatory.pk).first()).delete()
    _changed(fresh, by, ["signatories"])


def _is_of_side(plan: Plan, side: str, organisation_id: UUID) -> bool:
    kinds = (PartnershipOrganisation.Side.PROVIDER, PartnershipOrganisation.Side.COMMISSIONER)
    return side in kinds and plan.partnership.sides.filter(side=side, organisation_id=organisation_id).exists()


def _my_draft(plan: Plan, seen: int) -> Plan:
    fresh = my_turn(plan)
    if fresh.revision != seen:
        raise Conflict(
            _("Somebody changed this plan while you were writing. What you wrote is below. Read the plan, then save.")
        )
    return fresh


def _changed(plan: Plan, by: Actor, fields: list[str]) -> None:
    plan.revision += 1
    plan.save(update_fields=["revision"])
    record("changed", plan, by=by, partnership_id=plan.partnership_id, fields=fields)


def _still_there(row: Any) -> Any:
    if row is None:
        raise Conflict(_("Somebody removed this meanwhile. Nothing was changed."))
    return row


def _write(row: Any, answers: Mapping[str, Any]) -> None:
    for name, value in answers.items():
        setattr(row, name, value)
    row.save(update_fields=list(answers))


def _next_position(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1
