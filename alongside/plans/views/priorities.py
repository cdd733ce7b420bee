"""The page of choosing and ordering, its beginning, and the opening of all choices."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import edition_of, the_assessment
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, Can, MemberRequest, may, page
from alongside.plans.actions import choosing as actions
from alongside.plans.queries.people import voice_of_member
from alongside.plans.queries.prioritising import chooser_of, chosen_by_group, newer_record
from alongside.plans.views.asking import NAMES, answer_form, shown, the_priorities
from alongside.plans.views.ordering import told_form
from alongside.ui.refusals import Refused
from alongside.ui.refusing import refusal_page
from alongside.ui.show import show


@page(Can.SEE_RECORD)
def priorities(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Where choosing and ordering stand, everything that is open by now, and what this member may do."""
    found, prioritising = the_priorities(request, assessment_id)
    framework = edition_of(found)
    context = shown(found, framework, prioritising)
    role = request.membership.role
    waiting = prioritising is not None and context["opened"] is None
    decides = role in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD)
    return show(
        request,
        "plans/priorities.jinja",
        **context,
        newer=newer_record(found),
        is_closed=prioritising is not None or current_state(found) == AssessmentState.State.CLOSED,
        turnout=chosen_by_group(prioritising) if prioritising and waiting else [],
        mine=chooser_of(prioritising, user=request.user) if prioritising and waiting else None,
        answer_form=None if decides else answer_form(context["orders"], voice_of_member(request.membership)[0]),
        told_form=told_form(context["orders"]) if role == DECIDES_AS_CO_LEAD else None,
        role=role,
        may_run=may(role, Can.RUN_ASSESSMENT),
        may_choose=may(role, Can.TAKE_PART),
        may_open=may(role, Can.REVEAL),
        may_decide=may(role, Can.DECIDE),
    )


@page(Can.RUN_ASSESSMENT)
@require_POST
def start_priorities(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Let people choose from now on."""
    found = the_assessment(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    try:
        actions.start(assessment=found, by=request.actor)
    except Refused as problem:
        return refusal_page(request, problem, (back, _("Back")))
    messages.success(request, _("People can choose from now on. Tell everybody who took part."))
    return redirect(back)


@page(Can.REVEAL)
def open_choices(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Look once more at who has chosen; then open everybody's choices, for ever."""
    found, prioritising = the_priorities(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    if prioritising is None:
        return redirect(back)
    if request.method == "POST":
        try:
            actions.open_choices(prioritising=prioritising, by=request.actor)
        except Refused as problem:
            return refusal_page(request, problem, (back, _("Back")))
        messages.success(request, _("Everybody can see now what each group would act on."))
        return redirect(back)
    if hasattr(prioritising, "opened"):
        return redirect(back)
    turnout = chosen_by_group(prioritising)
    return show(
        request,
        "plans/open_choices.jinja",
        assessment=found,
        newer=newer_record(found),
        turnout=turnout,
        somebody=any(each.people for each in turnout),
        **NAMES,
    )
