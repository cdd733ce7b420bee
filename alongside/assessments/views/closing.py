"""Say who was not in the room, and close the record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.actions import assessment as actions
from alongside.assessments.forms.setting_up import AbsencesForm, CloseForm
from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.digest import digest
from alongside.assessments.queries.groups import answered_by_group, presences
from alongside.assessments.queries.rounds import unseen_items
from alongside.assessments.queries.states import latest_state
from alongside.assessments.rules.completeness import is_provider_view, problems_before_closing
from alongside.assessments.views.closed import closed_page, until_closed
from alongside.assessments.views.finding import deciding_role, edition_of, the_assessment
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.RUN_ASSESSMENT)
@until_closed
def absences(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """For each expected group from which nobody came: what that means."""
    found = the_assessment(request, assessment_id)
    answered = answered_by_group(found)
    absent = [group for group in found.groups.all() if not answered.get(group.pk)]
    form = fresh_form(AbsencesForm, request, absent=absent)
    if form.is_valid():
        meanings = {group.pk: form.cleaned_data[str(group.pk)] for group in absent}
        with refusals_on(form):
            actions.explain_absences(assessment=found, meanings=meanings, by=request.actor)
            messages.success(request, _("Saved. It stands in the record."))
            return redirect("assessment", request.partnership.pk, found.pk)
    return show(
        request, "assessments/absences.jinja", status=status_of(form), form=form, assessment=found, absent=absent
    )


@page(Can.DECIDE)
def close_assessment(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Agree that the record stands; with the second agreement it closes."""
    found = the_assessment(request, assessment_id)
    latest = latest_state(found)
    if request.method != "POST" and latest.state == AssessmentState.State.CLOSED:
        return closed_page(request, found.pk)
    now = digest(found)
    form = fresh_form(CloseForm, request, initial={"seen": now})
    if form.is_valid():
        with refusals_on(form):
            closed = actions.approve_closing(
                assessment=found, role=deciding_role(request), by=request.actor, seen=form.cleaned_data["seen"]
            )
            said = (
                _("The record is closed and stands.")
                if closed
                else _("You agree. It closes once the other lead agrees too.")
            )
            messages.success(request, said)
            return redirect("assessment", request.partnership.pk, found.pk)
        # Refused: what stands now is on the page; agreeing again is then meant for it.
        sent = request.POST.copy()
        sent["seen"] = now
        form.data = sent
    framework = edition_of(found)
    groups = presences(found)
    decided = recorded_decisions(found)
    problems = problems_before_closing(groups, len(decided))
    return show(
        request,
        "assessments/close.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        provider_view=is_provider_view(groups),
        decided=decided,
        undecided=[item for item in framework.items if item.key not in decided],
        problems=problems,
        # Asked only where closing is the next thing to do: nobody should watch here who answers when.
        unseen=[] if problems else unseen_items(found, framework),
        approvals=found.approvals.filter(after_sequence=latest.sequence).select_related("by"),
        now=now,
        my_role=request.membership.role,
    )
