"""Decide: put forward, stand by, and park."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.actions import decision as actions
from alongside.assessments.forms.deciding import DecideForm, ParkForm
from alongside.assessments.queries.decisions import NOTHING, standings
from alongside.assessments.queries.drawing import charts
from alongside.assessments.queries.record import item_record
from alongside.assessments.views.closed import until_closed
from alongside.assessments.views.finding import (
    challenge_url,
    deciding_role,
    edition_of,
    room_mark,
    the_assessment,
    the_item,
    way_back,
)
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.DECIDE)
@until_closed
def decide(request: MemberRequest, assessment_id: UUID, item: str) -> HttpResponseBase:
    """Put forward what was agreed, or that nothing was."""
    found = the_assessment(request, assessment_id)
    framework = edition_of(found)
    about = the_item(framework, item)
    standing = standings(found).get(item, NOTHING)
    newest = standing.proposed or standing.recorded
    initial: dict[str, object] = {"after": standing.newest_sequence}
    if newest:
        initial |= {"outcome": newest.outcome, "reason": newest.reason, "dissent": newest.dissent}
    form = fresh_form(DecideForm, request, framework=framework, item=about, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.propose(
                assessment=found,
                item=item,
                role=deciding_role(request),
                name=request.user.name,
                by=request.actor,
                **form.cleaned_data,
            )
            messages.success(request, _("Put forward. It is recorded once the other lead confirms it."))
            return redirect(way_back(request, found, item)[0])
        # Refused: what is put forward now is on the page; saving again is then meant for it.
        sent = request.POST.copy()
        sent["after"] = str(standings(found).get(item, NOTHING).newest_sequence)
        form.data = sent
    here = item_record(found, framework, item)
    return show(
        request,
        "assessments/decide.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        framework=framework,
        here=here,
        charts=charts(here, framework),
        back=way_back(request, found, item),
    )


@page(Can.DECIDE)
@require_POST
def confirm_decision(request: MemberRequest, assessment_id: UUID, decision_id: UUID) -> HttpResponseBase:
    """Stand by what the other one put forward."""
    found = the_assessment(request, assessment_id)
    decision = get_object_or_404(found.decisions, pk=decision_id)
    back = way_back(request, found, decision.item)
    try:
        recorded = actions.confirm(
            decision=decision, role=deciding_role(request), name=request.user.name, by=request.actor
        )
    except Refused as problem:
        return refusal_page(request, problem, back)
    said = _("Recorded by both of you.") if recorded else _("You stand by it. It waits for the other lead.")
    messages.success(request, said)
    return redirect(back[0])


@page(Can.RUN_ASSESSMENT)
@require_POST
def park_question(request: MemberRequest, assessment_id: UUID, item: str) -> HttpResponseBase:
    """Keep a question for later."""
    found = the_assessment(request, assessment_id)
    about = the_item(edition_of(found), item)
    form = fresh_form(ParkForm, request)
    back = way_back(request, found, item)
    if form.is_valid():
        with refusals_on(form):
            actions.park(assessment=found, item=item, text=form.cleaned_data["text"], by=request.actor)
            messages.success(request, _("The question is kept."))
            return redirect(back[0])
    return show(
        request, "assessments/park.jinja", status=status_of(form), form=form, assessment=found, item=about, back=back
    )


@page(Can.RUN_ASSESSMENT)
@require_POST
def remove_parked(request: MemberRequest, assessment_id: UUID, parked_id: UUID) -> HttpResponseBase:
    """Take a parked question away."""
    found = the_assessment(request, assessment_id)
    parked = get_object_or_404(found.parked_questions, pk=parked_id)
    item = parked.item
    try:
        actions.unpark(parked=parked, by=request.actor)
    except Refused as problem:
        return refusal_page(request, problem, way_back(request, found, item))
    messages.success(request, _("The question is removed."))
    return redirect(challenge_url(found, item) + room_mark(request))
