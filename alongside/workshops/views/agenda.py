"""What a session is about, in which order and for how long; and going on with a challenge at another session."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.views.finding import edition_of, the_item
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusing import fresh_form, met_conflict, refusals_on, status_of
from alongside.ui.show import show
from alongside.ui.words import date_and_time
from alongside.workshops.actions import planning as actions
from alongside.workshops.forms.agenda import DOWN, UP, AgendaForm, Row, SplitForm, rows_of
from alongside.workshops.models import Step
from alongside.workshops.queries.seen import mark_of_agenda
from alongside.workshops.queries.sessions import sessions
from alongside.workshops.rules.timetable import timetable, whole_time
from alongside.workshops.views.finding import the_session
from alongside.workshops.wording import duration, number_of_challenges


@page(Can.RUN_ASSESSMENT)
def agenda(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Order, minutes, skipping, adding and taking off: every button saves the whole list."""
    found, here = the_session(request, assessment_id, session_id)
    framework = edition_of(found)
    rows = rows_of(here)
    form = fresh_form(AgendaForm, request, framework=framework, rows=rows)
    saved_now: list[Row] = []
    if form.is_valid():
        with refusals_on(form):
            wanted = request.POST.get("do", "")
            asked = form.rows(wanted)
            actions.set_agenda(session=here, rows=asked, seen=form.cleaned_data["seen"], by=request.actor)
            messages.success(request, " ".join(filter(None, [_("Saved."), number_of_challenges(taken(asked))])))
            back = reverse("agenda", args=[request.partnership.pk, found.pk, here.pk])
            return redirect(back + anchor(wanted))
        if met_conflict(form):
            saved_now = rows_of(here)
            form.show_newest(mark_of_agenda(here))
    slots = timetable(here.starts_at, [(item, minutes) for item, minutes, skipped in rows if not skipped])
    return show(
        request,
        "workshops/agenda.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        framework=framework,
        session=here,
        saved_now=saved_now,
        whole=duration(whole_time(slots)),
        ends_at=slots[-1].ends_at,
        duration=duration,
    )


def taken(rows: list[Row]) -> int:
    """How many challenges are not skipped."""
    return sum(not skipped for _item, _minutes, skipped in rows)


def anchor(wanted: str) -> str:
    """Where on the page to go on: at the challenge that was moved."""
    what, _colon, key = wanted.partition(":")
    return f"#challenge-{key}" if what in (UP, DOWN) and key.replace("-", "").isalnum() else ""


@page(Can.RUN_ASSESSMENT)
def split_item(request: MemberRequest, assessment_id: UUID, session_id: UUID, item: str) -> HttpResponseBase:
    """Go on with a challenge at another session too."""
    found, here = the_session(request, assessment_id, session_id)
    challenge = the_item(edition_of(found), item)
    if not here.agenda.filter(item=item).exists():
        raise Http404
    others = {
        str(each.pk): each
        for each in sessions(here.workshop)
        if each.pk != here.pk and each.phase_now != Step.Phase.ENDED  # type: ignore[attr-defined]
    }
    form = fresh_form(SplitForm, request)
    form.fields["into"].choices = [
        (key, _("Session %(n)d, %(when)s") % {"n": each.number, "when": date_and_time(each.starts_at)}, each.place)
        for key, each in others.items()
    ]
    if form.is_valid():
        into = others[form.cleaned_data["into"]]
        with refusals_on(form):
            actions.split(session=here, item=item, into=into, by=request.actor)
            said = _("“%(item)s” is on the agenda of session %(n)d too.")
            messages.success(request, said % {"item": challenge.short_title, "n": into.number})
            return redirect("agenda", request.partnership.pk, found.pk, here.pk)
    return show(
        request,
        "workshops/split.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        session=here,
        challenge=challenge,
        others=bool(others),
    )
