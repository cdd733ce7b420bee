"""Template B as it is being written: the page of a draft, how things are, and goals."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from alongside.evidence.queries import for_item
from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.actions import drafting as actions
from alongside.plans.forms.drafting import DescribeForm, GoalForm, described, goal_as_it_is
from alongside.plans.models import Goal, Plan
from alongside.plans.queries.readiness import readiness_of
from alongside.plans.queries.standing import standing
from alongside.plans.rules.changes import changes
from alongside.plans.rules.readiness import GOALS_AT_MOST
from alongside.plans.views.draft_parts import Part, ask, confirm, gone
from alongside.plans.views.finding import the_challenge, the_draft, the_plan, the_plan_view
from alongside.ui.show import show


@page(Can.SEE_RECORD)
def plan_draft(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """The whole draft, what is still missing, and what changed since the last version."""
    found = the_plan_view(request, plan_id)
    framework, item = the_challenge(found.plan)
    content = the_draft(found)
    last = found.newest or found.in_force
    role = request.membership.role
    return show(
        request,
        "plans/draft.jinja",
        found=found,
        plan=found.plan,
        content=content,
        framework=framework,
        item=item,
        ready=readiness_of(found.plan, content),
        last=last,
        changed=changes(last.content, content) if last else [],
        evidence=for_item(request.partnership, framework, found.plan.item),
        goals_at_most=GOALS_AT_MOST,
        may_write=may(role, Can.PLAN) and not found.end,
        may_put_forward=may(role, Can.DECIDE) and not found.end,
        may_end=may(role, Can.DECIDE) and not found.end and not found.in_force,
        stands=standing(found),
        may_add_evidence=may(role, Can.ADD_EVIDENCE),
    )


@page(Can.PLAN)
def describe_plan(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """How things are now, what will be looked at, when the plan is reviewed, and whether it is signed."""
    plan = the_plan(request, plan_id)
    framework, item = the_challenge(plan)

    def now() -> Part:
        return [
            (_("How things are now"), plan.described),
            (_("What you will look at"), plan.evidence_sources),
            (_("Review"), plan.review_on),
        ]

    return ask(
        request,
        plan,
        DescribeForm,
        "plans/describe.jinja",
        described(plan),
        lambda answers: actions.describe(plan=plan, by=request.actor, **answers),
        now,
        item=item,
        evidence=for_item(request.partnership, framework, plan.item),
    )


@page(Can.PLAN)
def add_goal(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """A new goal."""
    plan = the_plan(request, plan_id)
    return _goal(request, plan, None)


@page(Can.PLAN)
def change_goal(request: MemberRequest, plan_id: UUID, goal_id: UUID) -> HttpResponseBase:
    """Change a goal."""
    plan = the_plan(request, plan_id)
    goal = plan.goals.filter(pk=goal_id).first()
    if goal is None:
        return gone(request, plan, GoalForm(request.POST))
    return _goal(request, plan, goal)


def _goal(request: MemberRequest, plan: Plan, goal: Goal | None) -> HttpResponseBase:
    item = the_challenge(plan)[1]
    at_first = goal_as_it_is(goal, plan.revision)
    chosen = request.GET.get("measure", "")
    if goal is None and chosen:
        at_first["measure"] = next((each.text for each in item.indicators if each.key == chosen), "")

    def now() -> Part:
        if goal is None:
            return [(_("Goal %(n)d") % {"n": place}, each.text) for place, each in enumerate(plan.goals.all(), start=1)]
        goal.refresh_from_db()
        return [
            (GoalForm.base_fields[name].label, value)
            for name, value in goal_as_it_is(goal, plan.revision).items()
            if name != "seen"
        ]

    return ask(
        request,
        plan,
        GoalForm,
        "plans/goal.jinja",
        at_first,
        lambda answers: actions.write_goal(plan=plan, goal=goal, by=request.actor, **answers),
        now,
        item=item,
        goal=goal,
    )


@page(Can.PLAN)
def remove_goal(request: MemberRequest, plan_id: UUID, goal_id: UUID) -> HttpResponseBase:
    """Ask once more, then take a goal out of the draft."""
    plan = the_plan(request, plan_id)
    goal = get_object_or_404(plan.goals, pk=goal_id)
    return confirm(
        request,
        plan,
        goal,
        _("Take this goal out?"),
        _("Its actions go with it. Versions that were put forward keep it."),
        lambda seen: actions.remove_goal(plan=plan, goal=goal, seen=seen, by=request.actor),
    )
