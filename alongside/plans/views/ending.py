"""Stop a plan that nobody wants: a page of its own, with the reason that everybody reads."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.views.finding import deciding_role
from alongside.people.access import Can, MemberRequest, page
from alongside.plans.actions.ending import end_draft
from alongside.plans.forms.drafting import EndForm
from alongside.plans.queries.standing import standing
from alongside.plans.views.finding import the_challenge, the_plan_view
from alongside.ui.refusing import fresh_form, met_conflict, refusals_on, status_of
from alongside.ui.show import show


@page(Can.DECIDE)
def end_plan(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """Ask once more and why, then end a plan of which nothing is in force. One in force is ended by a review."""
    found = the_plan_view(request, plan_id)
    plan = found.plan
    form = fresh_form(EndForm, request, initial={"seen": plan.revision})
    if form.is_valid():
        with refusals_on(form):
            end_draft(plan=plan, role=deciding_role(request), by=request.actor, **form.answers())
            messages.success(request, _("The plan has ended. It can still be read, with your reason."))
            return redirect("plan", request.partnership.pk, plan.pk)
        if met_conflict(form):
            # What happened meanwhile is on the page; pressing the button again is then meant for it.
            found = the_plan_view(request, plan_id)
            form.show_newest(found.plan.revision)
    return show(
        request,
        "plans/end.jinja",
        status=status_of(form),
        form=form,
        found=found,
        plan=found.plan,
        challenge=found.versions[-1].content.challenge if found.versions else the_challenge(plan)[1].title,
        stands=standing(found),
        can_end=not found.end and not found.in_force,
    )
