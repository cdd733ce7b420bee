"""Hold a review, and read one."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.actions import reviewing as actions
from alongside.plans.forms.reviewing import ReviewForm
from alongside.plans.models import Plan
from alongside.plans.queries.doing import reviews_of
from alongside.plans.queries.reviewing import ForReview, for_review, last_said
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.reviews import Came, is_provider_view
from alongside.plans.views.carrying_out import closed, plan_address
from alongside.plans.views.finding import the_plan
from alongside.ui.refusals import Refused
from alongside.ui.refusing import CONFLICT, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.PLAN)
def hold_review(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """Write down a review of the version in force."""
    found = the_plan(request, plan_id)
    now = for_review(found)
    if now is None:
        why = Refused(_("This plan is not in force yet, so there is nothing to review."))
        return refusal_page(request, why, plan_address(found))
    if request.method != "POST" and (problem := closed(found, stands=True)):
        return refusal_page(request, problem, plan_address(found))
    form = the_form(request, found, now)
    if form.is_valid():
        with refusals_on(form):
            review = actions.hold_review(plan=found, by=request.actor, **form.said())
            messages.success(request, _("The review is written down."))
            return redirect("review", request.partnership.pk, found.pk, review.sequence)
        if met_conflict(form):
            form = caught_up(request, found, form)
    return show(
        request,
        "plans/hold_review.jinja",
        status=status_of(form),
        form=form,
        plan=found,
        content=form.content,
        waiting=now.waiting,
    )


@page(Can.SEE_RECORD)
def review(request: MemberRequest, plan_id: UUID, sequence: int) -> HttpResponseBase:
    """Read a review as it was written down."""
    found = the_plan(request, plan_id)
    held = get_object_or_404(reviews_of(found), sequence=sequence)
    content = content_of(held.version)
    lines = {line.commitment: line for line in held.lines.all()}
    came = [Came(each.key, each.name, each.voice, each.people) for each in held.presences.all()]
    return show(
        request,
        "plans/review.jinja",
        plan=found,
        review=held,
        content=content,
        lines=lines,
        came=[each for each in came if each.people],
        absent=[each for each in came if not each.people and each.voice],
        provider_view=is_provider_view(came),
        may_plan=may(request.membership.role, Can.PLAN),
    )


def the_form(request: MemberRequest, plan: Plan, now: ForReview) -> ReviewForm:
    """An empty form about the version in force, or what was sent about the version that it was about then."""
    newest = last_said(plan)
    if request.method == "POST":
        number = request.POST.get("version", "")
        was = plan.versions.filter(number=int(number)).first() if number.isascii() and number.isdigit() else None
        return ReviewForm(request.POST, content=content_of(was) if was else now.content, newest=newest)
    initial = {
        "key": uuid4(),
        "version": now.content.number,
        "seen": now.reviews,
        "held_on": timezone.localdate(),
    }
    return ReviewForm(None, content=now.content, newest=newest, initial=initial)


def caught_up(request: MemberRequest, plan: Plan, refused: ReviewForm) -> ReviewForm:
    """After a conflict: the form about what is in force now, with what was typed, so that the next press means it."""
    now = for_review(plan)
    assert now is not None  # noqa: S101 - a version that came into force stays so
    newest = last_said(plan)
    sent = request.POST.copy()
    sent["version"], sent["seen"], sent["key"] = str(now.content.number), str(now.reviews), str(uuid4())
    for id in now.content.commitments:
        said = newest.get(id)
        sent.setdefault(f"progress_{id}", said.progress if said else "")
        sent.setdefault(f"happened_{id}", said.text if said else "")
    form = ReviewForm(sent, content=now.content, newest=newest)
    for problem in refused.non_field_errors():
        form.add_error(None, ValidationError(str(problem), CONFLICT))
    return form
