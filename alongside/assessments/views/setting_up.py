"""Start an assessment, set it up, and open it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.actions import assessment as actions
from alongside.assessments.forms.setting_up import ChangeGroupsForm, SetUpForm, StartForm
from alongside.assessments.queries.record import provider_name
from alongside.assessments.views.closed import until_closed
from alongside.assessments.views.finding import assessment_url, the_assessment
from alongside.catalogue import shelf
from alongside.library.queries import offered
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.RUN_ASSESSMENT)
def start_assessment(request: MemberRequest) -> HttpResponseBase:
    """Name it, choose the edition, say whom to expect and what they are told."""
    told = _(
        "We read what groups say together in a meeting. Your own answers stay with you until then, and your reasons "
        "stay with you unless you share them. We write down what was agreed, who saw it differently, and who was not "
        "there. Everybody who took part can read it. We will tell you what changes because of it."
    )
    groups = shelf.stakeholder_groups()
    editions = offered(request.partnership)
    form = fresh_form(
        StartForm,
        request,
        editions=editions,
        groups=groups,
        initial={"edition": editions[0].id, "told": told, "groups": [group.key for group in groups]},
    )
    if form.is_valid():
        framework = form.editions[form.cleaned_data["edition"]]
        made = actions.start(
            partnership=request.partnership,
            title=form.cleaned_data["title"],
            looks_at=form.cleaned_data["looks_at"],
            framework=framework.key,
            version=framework.version,
            language=framework.language,
            told=form.cleaned_data["told"],
            groups=form.wanted(),
            by=request.actor,
        )
        messages.success(request, _("The assessment is ready to be set up. Nobody can answer until you open it."))
        return redirect("assessment", request.partnership.pk, made.pk)
    return show(request, "assessments/start.jinja", status=status_of(form), form=form)


@page(Can.RUN_ASSESSMENT)
@until_closed
def set_up_assessment(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The name, what people are told, how many were asked, and what each group is offered."""
    found = the_assessment(request, assessment_id)
    initial = {"title": found.title, "looks_at": found.looks_at, "told": found.told}
    form = fresh_form(SetUpForm, request, groups=found.groups.all(), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            data = form.cleaned_data
            said = {name: data[name] for name in initial}
            actions.set_up(assessment=found, by=request.actor, **said)
            actions.expect_groups(assessment=found, groups=form.wanted(), by=request.actor)
            messages.success(request, _("Saved."))
            return redirect("assessment", request.partnership.pk, found.pk)
    return show(request, "assessments/set_up.jinja", status=status_of(form), form=form, assessment=found)


@page(Can.RUN_ASSESSMENT)
@until_closed
def change_groups(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Add a group, or take away one that nobody joined from."""
    found = the_assessment(request, assessment_id)
    form = fresh_form(ChangeGroupsForm, request, offered=shelf.stakeholder_groups(), expected=found.groups.all())
    if form.is_valid():
        with refusals_on(form):
            actions.expect_groups(assessment=found, groups=form.wanted(), by=request.actor)
            messages.success(request, _("Saved."))
            return redirect("set-up-assessment", request.partnership.pk, found.pk)
    return show(request, "assessments/change_groups.jinja", status=status_of(form), form=form, assessment=found)


@page(Can.RUN_ASSESSMENT)
@until_closed
def open_assessment(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Look once more, then let people answer."""
    found = the_assessment(request, assessment_id)
    if request.method == "POST":
        try:
            actions.open_for_answers(assessment=found, by=request.actor)
        except Refused as problem:
            return refusal_page(request, problem, (assessment_url(found), _("Back to the assessment")))
        messages.success(request, _("The assessment is open. Now invite people."))
        return redirect("invitations", request.partnership.pk, found.pk)
    groups = list(found.groups.all())
    return show(request, "assessments/open.jinja", assessment=found, groups=groups, provider=provider_name(found))
