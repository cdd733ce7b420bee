"""The facilitators' page: where the room is, what may come next, how many have answered; and every button of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.refusals import Conflict, Refused
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show
from alongside.workshops import drawing
from alongside.workshops.actions import leading
from alongside.workshops.forms.room import BeginForm, ExtendForm, MoveForm, PresentForm
from alongside.workshops.live import announce_changed
from alongside.workshops.models import Session, Step
from alongside.workshops.phase_words import phase_words, way_words
from alongside.workshops.queries.leading import half_in, next_steps, wishes
from alongside.workshops.queries.room import room
from alongside.workshops.queries.sessions import newest_step, screen_secret
from alongside.workshops.views.finding import the_session
from alongside.workshops.views.screen import follows, marked, ways_in


@page(Can.RUN_ASSESSMENT)
def console(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Where the room is and what may come next; with `?fragment=1` only the part that changes."""
    _found, here = the_session(request, assessment_id, session_id)
    if not request.GET.get("fragment"):
        # What was written down on other pages meanwhile, such as an outcome, reaches the phones now.
        announce_changed(here.pk)
    return drawn_console(request, here)


def drawn_console(request: MemberRequest, here: Session, problem: str = "", status: int = 200) -> HttpResponse:
    """The page as the room is now, perhaps with why the last press of a button did nothing."""
    now, half = room(here), half_in(here, request.actor)
    with drawing.in_words_of(here.workshop.assessment):
        drawn = drawing.frame_of(now)
    context: dict[str, Any] = {
        **drawing.seen_by_all(now),
        **ways_in(request, here),
        "session": here,
        "assessment": here.workshop.assessment,
        "steps": next_steps(here, now),
        "may_decide": may(request.membership.role, Can.DECIDE),
        "screen_address": reverse("big-screen", args=[here.pk, screen_secret(here.pk)]),
        "facilitates": bool(half),
        "wishes": wishes(here, half),
        "phase_words": phase_words,
        "way_words": way_words,
        "named": lambda key: now.framework.item(key).short_title if key and key != now.now.item else "",
        "problem": problem,
    }
    if request.GET.get("fragment"):
        return marked(show(request, "workshops/_console.jinja", **context), drawn)
    page_context = {**context, **follows(request, here, drawn), "here_address": console_url(here)}
    return marked(show(request, "workshops/console.jinja", status=status, **page_context), drawn)


def console_url(session: Session) -> str:
    """The address of a session's console."""
    assessment = session.workshop.assessment
    return reverse("console", args=[assessment.partnership_id, assessment.pk, session.pk])


@page(Can.RUN_ASSESSMENT)
@require_POST
def move_room(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Take the room into another phase; the second of two who press at once sees where the first one took it."""
    _found, here = the_session(request, assessment_id, session_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return drawn_console(request, here, _("That button is not known here. Choose one of these."), 422)
    wanted = form.cleaned_data
    asked = asked_first(request, here, wanted)
    if asked is not None:
        return asked
    try:
        leading.move(session=here, by=request.actor, **wanted)
    except Refused as problem:
        return refused(request, here, problem)
    return redirect(console_url(here))


def asked_first(request: MemberRequest, here: Session, wanted: dict[str, Any]) -> HttpResponse | None:
    """The page that asks something before a step is taken; None where nothing is to be asked, or it was answered.

    Ending is asked twice, because it stands beside buttons that are pressed all the time. Before a session begins
    somebody looks whether people are looked after, unless that was asked when they were counted.
    """
    context: dict[str, Any] = {"session": here, "wanted": wanted, "back": (console_url(here), _("The room"))}
    if wanted["phase"] == Step.Phase.ENDED and not wanted["sure"]:
        return show(request, "workshops/end.jinja", **context)
    if wanted["phase"] != Step.Phase.UNDERSTAND or here.present is not None:
        return None
    if newest_step(here).phase != Step.Phase.LOBBY:
        return None
    sent = request.POST if "begins" in request.POST else None
    form = BeginForm(sent, care=here.workshop, initial=wanted)
    if form.is_valid():
        return None
    return show(request, "workshops/begin.jinja", status=status_of(form), form=form, **context)


@page(Can.RUN_ASSESSMENT)
@require_POST
def extend_room(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Give what is on now more time."""
    _found, here = the_session(request, assessment_id, session_id)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return drawn_console(request, here, _("Choose how many minutes more."), 422)
    try:
        leading.extend(session=here, by=request.actor, **form.cleaned_data)
    except Refused as problem:
        return refused(request, here, problem)
    return redirect(console_url(here))


def refused(request: MemberRequest, here: Session, problem: Refused) -> HttpResponse:
    """The page as the room is now, headed by why nothing was done."""
    return drawn_console(request, here, str(problem), 409 if isinstance(problem, Conflict) else 422)


@page(Can.RUN_ASSESSMENT)
def declare_present(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Say how many people are in the room; an open room takes no more."""
    found, here = the_session(request, assessment_id, session_id)
    care = here.workshop if here.present is None else None
    form = fresh_form(PresentForm, request, initial={"present": here.present}, care=care)
    if form.is_valid():
        with refusals_on(form):
            leading.declare_present(session=here, present=form.cleaned_data["present"], by=request.actor)
            messages.success(request, _("Saved: %(n)d are in the room.") % {"n": form.cleaned_data["present"]})
            return redirect(console_url(here))
    return show(
        request,
        "workshops/present.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        session=here,
        inside=here.attendances.count(),
        phase=newest_step(here).phase,
        back=(console_url(here), _("The room")),
    )
