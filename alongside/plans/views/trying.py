"""Try something small for a goal, and say what came of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.actions import doing as actions
from alongside.plans.forms.doing import StartCycleForm, StudyForm
from alongside.plans.models import Cycle, Plan, Study
from alongside.plans.queries.doing import in_force, study_of
from alongside.plans.queries.tries import tries_begun
from alongside.plans.rules.content import GoalContent
from alongside.plans.views.carrying_out import closed, plan_address, the_commitment
from alongside.plans.views.finding import the_plan
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.CARRY_OUT)
def start_cycle(request: MemberRequest, plan_id: UUID, goal_id: UUID) -> HttpResponseBase:
    """Begin a try for a goal; after one that is to be adapted, its words are there already."""
    found = the_plan(request, plan_id)
    goal = the_commitment(found, goal_id)
    if not isinstance(goal, GoalContent):
        raise Http404
    now = in_force(found)
    if request.method != "POST" and (problem := closed(found, now is not None and goal_id in now.commitments)):
        return refusal_page(request, problem, plan_address(found))
    before = adapted(found, goal_id, request.GET.get("after", ""))
    initial = {"key": uuid4(), "we_try": before.we_try if before else ""}
    form = fresh_form(StartCycleForm, request, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.start_cycle(plan=found, goal=goal_id, by=request.actor, **form.cleaned_data)
            messages.success(request, _("Begun. What you predict is kept as you wrote it."))
            return redirect(plan_address(found)[0])
    return show(
        request,
        "plans/start_cycle.jinja",
        status=status_of(form),
        form=form,
        plan=found,
        goal=goal,
        before=before,
    )


@page(Can.SEE_RECORD)
def tries_of(request: MemberRequest, plan_id: UUID, goal_id: UUID) -> HttpResponseBase:
    """Every try for a goal, also for one that a newer version no longer has."""
    found = the_plan(request, plan_id)
    goal = the_commitment(found, goal_id)
    if not isinstance(goal, GoalContent):
        raise Http404
    return show(
        request,
        "plans/tries.jinja",
        plan=found,
        goal=goal,
        cycles=tries_begun(found, goal_id),
        may_study=may(request.membership.role, Can.CARRY_OUT) and not closed(found, stands=True),
    )


@page(Can.CARRY_OUT)
def study_cycle(request: MemberRequest, plan_id: UUID, cycle_id: UUID) -> HttpResponseBase:
    """Say what came of a try, once; afterwards read it."""
    found = the_plan(request, plan_id)
    cycle: Cycle = get_object_or_404(found.cycles.select_related("study", "by"), pk=cycle_id)
    cycle.plan = found
    goal = the_commitment(found, cycle.goal)
    written = getattr(cycle, "study", None)
    if written is None and request.method != "POST" and (problem := closed(found, stands=True)):
        return refusal_page(request, problem, plan_address(found))
    form = fresh_form(StudyForm, request)
    if form.is_valid():
        with refusals_on(form):
            study = actions.study_cycle(cycle=cycle, by=request.actor, **form.cleaned_data)
            return after_study(request, cycle, study)
        if met_conflict(form):
            # What stands now is shown beside what was typed.
            written = study_of(cycle)
    return show(
        request,
        "plans/study_cycle.jinja",
        status=status_of(form),
        form=form,
        plan=found,
        cycle=cycle,
        goal=goal,
        written=written,
    )


def after_study(request: MemberRequest, cycle: Cycle, study: Study) -> HttpResponseBase:
    """To the next try where this one is to be adapted, else back to the plan."""
    now = in_force(cycle.plan)
    if study.next == Study.Next.ADAPT and now is not None and cycle.goal in now.commitments:
        messages.success(request, _("Saved. Change what you will try, or go back and do it later."))
        address = reverse("start-cycle", args=[request.partnership.pk, cycle.plan_id, cycle.goal])
        return redirect(f"{address}?after={cycle.pk}")
    messages.success(request, _("Saved. It stands as you wrote it."))
    return redirect(plan_address(cycle.plan)[0])


def adapted(plan: Plan, goal_id: UUID, after: str) -> Cycle | None:
    """The try that the next one goes on from, where the address names one of this goal."""
    try:
        key = UUID(after)
    except ValueError:
        return None
    return plan.cycles.select_related("study").filter(pk=key, goal=goal_id, study__isnull=False).first()
