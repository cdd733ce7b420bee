"""The big screen: what everybody in the room may see, in very large type; facilitators have its link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.access import public
from alongside.ui.show import show
from alongside.ui.square_codes import square_code
from alongside.workshops import drawing
from alongside.workshops.live import Frame, screen_token
from alongside.workshops.models import Session
from alongside.workshops.queries.room import room
from alongside.workshops.queries.sessions import by_screen_link, room_secret
from alongside.workshops.views.sessions import code_of


@public
def big_screen(request: HttpRequest, session_id: UUID, secret: str) -> HttpResponseBase:
    """Where the room is; with `?fragment=1` only the part that changes. Never an answer that was not opened."""
    session = by_screen_link(session_id, secret)
    if session is None:
        return no_such_screen(request)
    with drawing.in_words_of(session.workshop.assessment):
        now = room(session)
        drawn = drawing.frame_of(now)
        context = {**drawing.seen_by_all(now), **ways_in(request, session)}
        if request.GET.get("fragment"):
            return marked(show(request, "workshops/_screen.jinja", **context), drawn)
        response = show(request, "workshops/screen.jinja", **context, **follows(request, session, drawn))
        return marked(response, drawn)


def ways_in(request: HttpRequest, session: Session) -> dict[str, Any]:
    """How people come in: the square code, the short address, and the letters where the room is open."""
    link = request.build_absolute_uri(reverse("enter-room", args=[session.pk, room_secret(session.pk)]))
    return {
        "picture": square_code(link),
        "short_address": f"{request.get_host()}{reverse('room')}".rstrip("/"),
        "letters": code_of(session),
    }


def follows(request: HttpRequest, session: Session, drawn: Frame) -> dict[str, Any]:
    """What a page needs that follows a session and fetches its own part."""
    return {
        "stream": f"/live/{screen_token(session.pk)}",
        "have": f"{drawn.version}.{drawn.nudge}",
        "clock": drawing.clock(),
        "here_address": request.path,
    }


def marked(response: HttpResponse, drawn: Frame) -> HttpResponse:
    """Say which state an answer shows."""
    response["X-Room-Have"] = f"{drawn.version}.{drawn.nudge}"
    return response


def no_such_screen(request: HttpRequest) -> HttpResponse:
    """A wrong link, or a session that is gone."""
    return show(
        request,
        "ui/message.jinja",
        status=404,
        title=_("This link shows no big screen"),
        sentence=_("Open the big screen again from the page of the session. Only facilitators have its link."),
    )
