"""The page of a plan, and how its goals and actions go."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.actions import doing as actions
from alongside.plans.forms.doing import UpdateForm
from alongside.plans.models import Plan
from alongside.plans.queries import doing as queries
from alongside.plans.queries.replacing import about_to_replace, replaced_by
from alongside.plans.queries.standing import standing
from alongside.plans.queries.versions import content_of, view_of
from alongside.plans.rules.content import ActionContent, GoalContent
from alongside.plans.views.finding import the_challenge, the_plan
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show

# How many updates a page shows before it asks whether to go back further.
A_PAGE = 50
SHOWN_BELOW = 5


@page(Can.SEE_RECORD)
def plan(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """What is in force and how it goes; before that, where the plan stands and what comes next."""
    found = view_of(the_plan(request, plan_id))
    role = request.membership.role
    known = found.versions[-1].content.challenge if found.versions else the_challenge(found.plan)[1].title
    grants = {name: may(role, can) for name, can in (("may_plan", Can.PLAN), ("may_carry_out", Can.CARRY_OUT))}
    doing = queries.plan_doing(found, timezone.localdate())
    return show(
        request,
        "plans/plan.jinja" if doing else "plans/plan_before.jinja",
        plan=found.plan,
        view=found,
        challenge=known,
        doing=doing,
        stands=standing(found),
        replaced_by=replaced_by(found),
        about_to_replace=about_to_replace(found),
        may_add_evidence=may(role, Can.ADD_EVIDENCE),
        **grants,
    )


@page(Can.CARRY_OUT)
def update_commitment(request: MemberRequest, plan_id: UUID, commitment: UUID) -> HttpResponseBase:
    """Say in one line how a goal or an action goes."""
    found = the_plan(request, plan_id)
    said = the_commitment(found, commitment)
    now = queries.in_force(found)
    if request.method != "POST" and (problem := closed(found, now is not None and commitment in now.commitments)):
        return refusal_page(request, problem, plan_address(found))
    earlier = list(queries.history(found, commitment)[:SHOWN_BELOW])
    initial = {"key": uuid4(), "progress": earlier[0].progress if earlier else None}
    is_goal = isinstance(said, GoalContent)
    form = fresh_form(UpdateForm, request, is_goal=is_goal, initial=initial)
    if form.is_valid():
        given = {"reading": "", **form.cleaned_data}
        with refusals_on(form):
            actions.update(plan=found, commitment=commitment, name=request.user.name, by=request.actor, **given)
            messages.success(request, _("Saved. Thank you."))
            return redirect("plan", request.partnership.pk, found.pk)
    return show(
        request,
        "plans/update.jinja",
        status=status_of(form),
        form=form,
        plan=found,
        said=said,
        is_goal=is_goal,
        updates=earlier,
    )


@page(Can.SEE_RECORD)
def updates_of(request: MemberRequest, plan_id: UUID, commitment: UUID) -> HttpResponseBase:
    """Everything that was said of a goal or an action, also of one that a newer version no longer has."""
    found = the_plan(request, plan_id)
    said = the_commitment(found, commitment)
    pages = Paginator(queries.history(found, commitment), A_PAGE)
    return show(
        request,
        "plans/updates.jinja",
        plan=found,
        said=said,
        is_goal=isinstance(said, GoalContent),
        here=pages.get_page(request.GET.get("page")),
    )


def the_commitment(plan: Plan, commitment: UUID) -> GoalContent | ActionContent:
    """A goal or action as the newest version that has it says it, or nothing."""
    for version in plan.versions.order_by("-number"):
        said = queries.named(content_of(version), commitment)
        if said is not None:
            return said
    raise Http404


def closed(plan: Plan, stands: bool) -> Refused | None:
    """Why nothing can be said of it now, if so."""
    if getattr(plan, "end", None):
        return Refused(_("This plan has ended. It can be read, and nothing in it changes any more."))
    if not stands:
        return Refused(_("This is not part of the plan that is in force, so there is nothing to carry out."))
    return None


def plan_address(plan: Plan) -> tuple[str, str]:
    """The way back to a plan's page."""
    return reverse("plan", args=[plan.partnership_id, plan.pk]), _("Back to the plan")
