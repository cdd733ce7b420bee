"""A rehearsal: the first challenge of a session, step by step, with made-up answers. Nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.assessments.views.finding import edition_of
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.show import show
from alongside.ui.square_codes import square_code
from alongside.workshops.drawing import phone_html, seen_by_all
from alongside.workshops.models import Session, Step
from alongside.workshops.phase_words import phase_words, way_words
from alongside.workshops.pictures import as_picture
from alongside.workshops.queries.leading import Ways, next_steps
from alongside.workshops.queries.rehearsal import WALK, rehearsed, simulated
from alongside.workshops.queries.room import Room
from alongside.workshops.views.finding import the_session
from alongside.workshops.views.sessions import plain_address

Phase = Step.Phase


@page(Can.RUN_ASSESSMENT)
def rehearse(request: MemberRequest, assessment_id: UUID, session_id: UUID, step: int) -> HttpResponseBase:
    """What everybody would see at one step: on a phone, on the big screen, and what the facilitators would press."""
    if step >= len(WALK):
        raise Http404
    found, here = the_session(request, assessment_id, session_id)
    here.workshop.assessment = found
    of = rehearsed(here, edition_of(found))
    return show(
        request,
        "workshops/rehearse.jinja",
        assessment=found,
        session=here,
        step=step,
        last=len(WALK) - 1,
        phase=WALK[step],
        phase_name=Phase(WALK[step]).label,
        names=[Phase(phase).label for phase in WALK],
        first=of.first,
        pictures=pictures(request, here, simulated(of, step)) if of.first else [],
    )


def pictures(request: MemberRequest, here: Session, room: Room) -> list[tuple[str, str, Markup]]:
    """Every screen of a simulated room: its name, which one it is, and a picture of it."""
    context: dict[str, Any] = {**seen_by_all(room), **no_way_in(request, here), **of_console(here, room)}

    def drawn(template: str) -> str:
        return render_to_string(template, context, request, using="jinja2")

    return [
        (_("On every phone"), "phone", as_picture(phone_html(room), "phone")),
        (_("On the big screen"), "screen", as_picture(drawn("workshops/_screen.jinja"), "screen")),
        (_("On your own page"), "console", as_picture(drawn("workshops/_console.jinja"), "console")),
    ]


def no_way_in(request: MemberRequest, here: Session) -> dict[str, Any]:
    """What stands where the way in would stand: whoever scans or types it comes into no room."""
    return {
        "picture": square_code(request.build_absolute_uri(reverse("room"))),
        "short_address": plain_address(request),
        "letters": "ABCD-EFGH" if here.open_room else "",
    }


def of_console(here: Session, room: Room) -> dict[str, Any]:
    """What the facilitators' page shows beside what everybody sees."""
    return {
        "session": here,
        "assessment": here.workshop.assessment,
        "steps": buttons(here, room),
        "may_decide": True,
        "facilitates": True,
        "wishes": (),
        "screen_address": "",
        "phase_words": phase_words,
        "way_words": way_words,
        "named": lambda key: room.framework.item(key).short_title if key else "",
        "problem": "",
    }


def buttons(here: Session, room: Room) -> Ways:
    """Which buttons there would be. In the break the real session knows nothing of, the next challenge is suggested."""
    if room.now.phase != Phase.BREAK:
        return next_steps(here, room)
    return replace(next_steps(here, replace(room, now=replace(room.now, phase=Phase.AGREE))), others=())
