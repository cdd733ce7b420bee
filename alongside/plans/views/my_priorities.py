"""Somebody who took part chooses what to act on first, sees what all chose, and answers an order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.doors import ParticipantRequest, participant_page
from alongside.assessments.views.finding import edition_of
from alongside.plans.actions import choosing, ordering
from alongside.plans.forms.choosing import ChoosingForm, chosen_before
from alongside.plans.forms.ordering import AnswerForm
from alongside.plans.models import Prioritising
from alongside.plans.queries.agreed import agreed
from alongside.plans.queries.people import voice_of_participant
from alongside.plans.queries.prioritising import chooser_of, chosen_by_group, prioritising_of
from alongside.plans.views.asking import NAMES, answer_form, shown
from alongside.plans.views.ordering import no_order, the_order
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@participant_page
def my_priorities(request: ParticipantRequest) -> HttpResponseBase:
    """Choose until the choices are opened; from then on see what everybody may see, and answer if one is left out."""
    prioritising = prioritising_of(request.assessment)
    if prioritising is not None and (request.method == "POST" or not hasattr(prioritising, "opened")):
        return choosing_page(request, prioritising)
    context = shown(request.assessment, edition_of(request.assessment), prioritising)
    form = answer_form(context["orders"], voice_of_participant(request.participant)[0])
    return show(request, "plans/my_priorities.jinja", **context, answer_form=form)


def choosing_page(request: ParticipantRequest, prioritising: Prioritising) -> HttpResponseBase:
    """Understand first, then choose alone; only this person sees it."""
    participant, assessment = request.participant, request.assessment
    framework = edition_of(assessment)
    mine = chooser_of(prioritising, participant=participant)
    whose = choosing.Whose(participant=participant)
    initial = chosen_before(mine) if mine else {"alone": "yes" if participant.may_show_alone else "no"}
    form = fresh_form(ChoosingForm, request, framework=framework, initial=initial)
    if request.POST.get("then") == "take-back":
        with refusals_on(form):
            choosing.take_back_choices(prioritising=prioritising, whose=whose, by=request.actor)
            messages.success(request, _("Your choice is taken back. Nobody is told."))
            return redirect("my-priorities", assessment.pk)
    elif form.is_valid():
        with refusals_on(form):
            choosing.choose(
                prioritising=prioritising,
                whose=whose,
                group=participant.group,
                mode=participant.mode,
                by=request.actor,
                **form.answers(),
            )
            messages.success(request, _("Your choice is kept. You can change it until the choices are opened."))
            return redirect("my-priorities", assessment.pk)
    return show(
        request,
        "plans/my_choices.jinja",
        status=status_of(form),
        form=form,
        assessment=assessment,
        participant=participant,
        framework=framework,
        agreed=agreed(assessment, framework),
        mine=mine,
        turnout=chosen_by_group(prioritising),
        **NAMES,
    )


@participant_page
@require_POST
def answer_order(request: ParticipantRequest) -> HttpResponseBase:
    """Say that one has read why one's own voice's first choice is left out."""
    back = reverse("my-priorities", args=[request.assessment.pk])
    order = the_order(prioritising_of(request.assessment), request.POST.get("order", ""))
    if order is None:
        return refusal_page(request, no_order(), (back, _("Back")))
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            ordering.answer(
                order=order,
                participant=request.participant,
                member=None,
                text=form.cleaned_data["text"],
                by=request.actor,
            )
            messages.success(request, _("Thank you. What you said stands beside the order."))
            return redirect(back)
    return show(
        request,
        "plans/answer_order_plain.jinja",
        status=status_of(form),
        form=form,
        back=(back, _("What to act on first")),
    )
