"""For people who took part in an assessment, without an account: what was planned because of it, and their say."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from alongside.assessments.doors import ParticipantRequest, participant_page
from alongside.plans.actions import versions as actions
from alongside.plans.forms.signing import StateForm
from alongside.plans.queries.people import voice_of_participant
from alongside.plans.queries.standing import named
from alongside.plans.queries.version_page import version_page
from alongside.plans.queries.versions import plan_views
from alongside.plans.rules.voices import may_state
from alongside.plans.views.finding import the_version
from alongside.plans.views.versions import said_before
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@participant_page
def my_plans(request: ParticipantRequest) -> HttpResponseBase:
    """The plans that came of my assessment, where each stands, and those I can still say something about."""
    partnership = request.assessment.partnership
    plans = plan_views(partnership, assessment=request.assessment)
    found = sorted(named(partnership, plans), key=lambda each: each.number)
    return show(
        request,
        "plans/my_plans.jinja",
        assessment=request.assessment,
        plans=found,
        speaks=may_state(voice_of_participant(request.participant)[0]),
    )


@participant_page
def my_plan_version(request: ParticipantRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """One version, what others of us say of it, and, while it is not in force, a place for my own words."""
    plans = request.assessment.partnership.plans.filter(order__prioritising__assessment=request.assessment)
    version = the_version(get_object_or_404(plans, pk=plan_id), number)
    here = version_page(version)
    voice, group = voice_of_participant(request.participant)
    said = version.statements.filter(participant=request.participant).first()
    form = None
    if may_state(voice) and (here.takes_statements or request.method == "POST"):
        form = fresh_form(StateForm, request, group_name=group, voice=voice, initial=said_before(said))
    if form is not None and form.is_valid():
        speaks = form.speaks()
        with refusals_on(form):
            actions.state(
                version=version,
                kind=form.cleaned_data["kind"],
                voice=voice,
                group_name=group if speaks.names_group else "",
                people=speaks.people,
                asked=speaks.asked,
                text=form.cleaned_data["text"],
                participant=request.participant,
                by=request.actor,
            )
            messages.success(request, _("Thank you. Your words stand beside the plan."))
            return redirect(request.path)
    return show(
        request,
        "plans/my_version.jinja",
        status=status_of(form) if form is not None else 200,
        form=form,
        here=here,
        content=here.shown.content,
        assessment=request.assessment,
        said=said,
    )
