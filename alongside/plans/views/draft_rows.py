"""The actions of a draft, and who is to sign it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from alongside.people.access import Can, MemberRequest, page
from alongside.people.queries import sides
from alongside.plans.actions import drafting as actions
from alongside.plans.forms.drafting import ActionForm, action_as_it_is
from alongside.plans.forms.signatories import SignatoryForm
from alongside.plans.models import Action, Goal, Plan
from alongside.plans.queries.drafts import action_of
from alongside.plans.queries.people import who_may_sign
from alongside.plans.views.draft_parts import Part, ask, confirm, gone
from alongside.plans.views.finding import the_plan


@page(Can.PLAN)
def add_action(request: MemberRequest, plan_id: UUID, goal_id: UUID) -> HttpResponseBase:
    """A new action of a goal."""
    plan = the_plan(request, plan_id)
    goal = plan.goals.filter(pk=goal_id).first()
    if goal is None:
        return gone(request, plan, _form_class(plan)(request.POST))
    return _action(request, plan, goal, None)


@page(Can.PLAN)
def change_action(request: MemberRequest, plan_id: UUID, action_id: UUID) -> HttpResponseBase:
    """Change an action."""
    plan = the_plan(request, plan_id)
    action = action_of(plan, action_id)
    if action is None:
        return gone(request, plan, _form_class(plan)(request.POST))
    return _action(request, plan, action.goal, action)


def _action(request: MemberRequest, plan: Plan, goal: Goal, action: Action | None) -> HttpResponseBase:
    def now() -> Part:
        if action is None:
            return [(each.organisation.name, each.text) for each in goal.actions.select_related("organisation")]
        fresh = goal.actions.select_related("organisation", "person").get(pk=action.pk)
        return [
            (_("What will be done"), fresh.text),
            (_("Organisation"), fresh.organisation.name),
            (_("Person"), fresh.person.name if fresh.person else ""),
            (_("By when"), fresh.due),
            (_("What it needs"), fresh.resources),
        ]

    return ask(
        request,
        plan,
        _form_class(plan),
        "plans/action.jinja",
        action_as_it_is(action, plan.revision),
        lambda answers: actions.write_action(plan=plan, goal=goal, action=action, by=request.actor, **answers),
        now,
        goal=goal,
        action=action,
    )


@page(Can.PLAN)
def remove_action(request: MemberRequest, plan_id: UUID, action_id: UUID) -> HttpResponseBase:
    """Ask once more, then take an action out of the draft."""
    plan = the_plan(request, plan_id)
    action = get_object_or_404(Action, goal__plan=plan, pk=action_id)
    return confirm(
        request,
        plan,
        action,
        _("Take this action out?"),
        _("Versions that were put forward keep it."),
        lambda seen: actions.remove_action(plan=plan, action=action, seen=seen, by=request.actor),
    )


@page(Can.PLAN)
def add_signatory(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """Say who signs for the provider or a commissioner."""
    plan = the_plan(request, plan_id)
    named = plan.signatories.select_related("user", "organisation")

    def now() -> Part:
        return [(each.organisation.name, each.user.name) for each in named.all()]

    taken = set(plan.signatories.values_list("user_id", flat=True))
    signers = [each for each in who_may_sign(request.partnership) if each.user_id not in taken]
    return ask(
        request,
        plan,
        partial(SignatoryForm, sides=sides(request.partnership), signers=signers),
        "plans/signatory.jinja",
        {"seen": plan.revision},
        lambda answers: actions.name_signatory(plan=plan, by=request.actor, **answers),
        now,
    )


@page(Can.PLAN)
def remove_signatory(request: MemberRequest, plan_id: UUID, signatory_id: UUID) -> HttpResponseBase:
    """Ask once more, then take somebody off the list of those who are to sign the next version."""
    plan = the_plan(request, plan_id)
    signatory = get_object_or_404(plan.signatories.select_related("user"), pk=signatory_id)
    return confirm(
        request,
        plan,
        signatory,
        _("Take this person off the list?"),
        _("Versions that were put forward stay as they are. The next one will not ask for their signature."),
        lambda seen: actions.remove_signatory(plan=plan, signatory=signatory, seen=seen, by=request.actor),
    )


def _form_class(plan: Plan) -> partial[ActionForm]:
    members = plan.partnership.memberships.select_related("user").order_by("user__name", "pk")
    return partial(ActionForm, sides=sides(plan.partnership), members=members)
