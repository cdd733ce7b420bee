"""Say who was not in the room, and close the record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.actions import assessment as actions
from alongside.assessments.forms.setting_up import AbsencesForm, CloseForm
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.digest import digest
from alongside.assessments.queries.groups import answered_by_group, presences
from alongside.assessments.queries.states import latest_state
from alongside.assessments.rules.completeness import is_provider_view, problems_before_closing
from alongside.assessments.rules.refusals import Refused
from alongside.assessments.views.finding import deciding_role, edition_of, fresh_form, refused, the_assessment
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.show import show


@page(Can.RUN_ASSESSMENT)
def absences(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """For each expected group from which nobody came: what that means."""
    found = the_assessment(request, assessment_id)
    answered = answered_by_group(found)
    absent = [group for group in found.groups.all() if not answered.get(group.pk)]
    form = fresh_form(AbsencesForm, request, absent=absent)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        meanings = {group.pk: form.cleaned_data[str(group.pk)] for group in absent}
        try:
            actions.explain_absences(assessment=found, meanings=meanings, by=request.actor)
        except Refused as problem:
            status = refused(form, problem)
        else:
            messages.success(request, _("Saved. It stands in the record."))
            return redirect("assessment", request.partnership.pk, found.pk)
    return show(request, "assessments/absences.jinja", status=status, form=form, assessment=found, absent=absent)


@page(Can.DECIDE)
def close_assessment(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Agree that the record stands; with the second agreement it closes."""
    found = the_assessment(request, assessment_id)
    now = digest(found)
    form = fresh_form(CloseForm, request, initial={"seen": now})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            closed = actions.approve_closing(
                assessment=found, role=deciding_role(request), by=request.actor, seen=form.cleaned_data["seen"]
            )
        except Refused as problem:
            status = refused(form, problem)
            sent = request.POST.copy()
            sent["seen"] = now
            form.data = sent
        else:
            said = (
                _("The record is closed and stands.")
                if closed
                else _("You agree. It closes once the other lead agrees too.")
            )
            messages.success(request, said)
            return redirect("assessment", request.partnership.pk, found.pk)
    framework = edition_of(found)
    groups = presences(found)
    decided = recorded_decisions(found)
    return show(
        request,
        "assessments/close.jinja",
        status=status,
        form=form,
        assessment=found,
        provider_view=is_provider_view(groups),
        decided=decided,
        undecided=[item for item in framework.items if item.key not in decided],
        problems=problems_before_closing(groups, len(decided)),
        approvals=found.approvals.filter(after_sequence=latest_state(found).sequence).select_related("by"),
        now=now,
        my_role=request.membership.role,
    )
