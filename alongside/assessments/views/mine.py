"""A participant's own pages: what is left to answer, the private choice, all own answers, finishing and leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.actions import participation
from alongside.assessments.doors import ParticipantRequest, forget, participant_page
from alongside.assessments.forms.taking_part import ChoiceForm
from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.groups import size_of
from alongside.assessments.queries.participants import PURPOSE, my_items, my_ratings, my_withheld
from alongside.assessments.queries.record import provider_name
from alongside.assessments.queries.reveals import revealed_rounds
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import edition_of, room_url
from alongside.people.tokens import typed_code
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, status_of
from alongside.ui.show import show

State = AssessmentState.State


@participant_page
def my_part(request: ParticipantRequest) -> HttpResponseBase:
    """Every challenge with whether I answered it; my code to come back; what to do when I am done."""
    assessment, participant = request.assessment, request.participant
    framework = edition_of(assessment)
    items = my_items(participant, framework)
    next_item = next((each for each in items if each.rating is None and not each.revealed), None)
    return show(
        request,
        "assessments/my_part.jinja",
        assessment=assessment,
        framework=framework,
        participant=participant,
        provider=provider_name(assessment),
        items=items,
        withheld=my_withheld(participant),
        next_item=next_item,
        answered=sum(1 for each in items if each.rating),
        code=typed_code(PURPOSE, participant.pk),
        group_size=size_of(assessment, participant.group),
        state=current_state(assessment),
        State=State,
    )


@participant_page
def my_choice(request: ParticipantRequest) -> HttpResponseBase:
    """Change one's mind about one's group being shown while it is small."""
    participant = request.participant
    form = fresh_form(ChoiceForm, request, initial={"alone": "yes" if participant.may_show_alone else "no"})
    if form.is_valid():
        try:
            participation.choose(participant=participant, may_show_alone=form.may_show_alone(), by=request.actor)
        except Refused as problem:
            return refusal_page(request, problem, (request.path, _("Back")))
        messages.success(request, _("Your choice is saved. It counts from the next time answers are shown."))
        return redirect("my-part", request.assessment.pk)
    return show(
        request,
        "assessments/my_choice.jinja",
        status=status_of(form),
        form=form,
        assessment=request.assessment,
        participant=participant,
        group_size=size_of(request.assessment, participant.group),
    )


@participant_page
def my_answers(request: ParticipantRequest) -> HttpResponseBase:
    """Everything I answered, to read, print or take away before the record closes."""
    assessment = request.assessment
    return show(
        request,
        "assessments/my_answers.jinja",
        assessment=assessment,
        framework=edition_of(assessment),
        ratings=my_ratings(request.participant),
        withheld={each.rating_id: each for each in my_withheld(request.participant)},
        shown=revealed_rounds(assessment),
        closed=current_state(assessment) == State.CLOSED,
    )


@participant_page
@require_POST
def finish(request: ParticipantRequest) -> HttpResponseBase:
    """Say that I have finished."""
    try:
        participation.finish(participant=request.participant, by=request.actor)
    except Refused as problem:
        return refusal_page(request, problem, (reverse("my-part", args=[request.assessment.pk]), _("Back")))
    messages.success(request, _("Thank you. You can still change your answers until they are shown to everybody."))
    return redirect("my-part", request.assessment.pk)


@participant_page
def hand_over(request: ParticipantRequest) -> HttpResponseBase:
    """Leave this device to somebody else: it forgets me, and my return code brings me back."""
    if request.method == "POST":
        response = forget(redirect("join"), request.participant)
        response["Clear-Site-Data"] = '"cache"'
        return response
    code = typed_code(PURPOSE, request.participant.pk)
    return show(request, "assessments/hand_over.jinja", assessment=request.assessment, code=code)


@participant_page
def leave_assessment(request: ParticipantRequest) -> HttpResponseBase:
    """Take back what was not shown yet, and go. Declining is a respected answer, also after a start."""
    if request.method == "POST":
        participation.leave(participant=request.participant, by=request.actor)
        response = show(request, "assessments/left.jinja", assessment=request.assessment)
        return forget(response, request.participant)
    room = room_url(request, "phone", request.assessment.pk)
    return show(request, "assessments/leave.jinja", assessment=request.assessment, room=room)
