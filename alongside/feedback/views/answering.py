"""Answer a survey: come in with a card or a link, one screen a question, send.

Nothing is kept between two pages but in the form itself: what was answered travels with it in hidden fields, and is
stored once, sealed, when it is sent. Nobody is known here, see `alongside.feedback.unwatched`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.feedback.actions.answering import put_in
from alongside.feedback.forms.answering import ABOUT, START, CodeForm, Step, StepForm, answer_of, steps, typed
from alongside.feedback.models import Asking
from alongside.feedback.queries.answering import asking_of_link, is_used
from alongside.feedback.queries.askings import asking_for, takes_answers
from alongside.feedback.tickets import Ticket, draw, read
from alongside.feedback.unwatched import unwatched
from alongside.feedback.views.calm import already, closed, no_such_way, said, switched_off, thanks, used_card
from alongside.feedback.views.finding import installed
from alongside.feedback.views.ways import Way
from alongside.people.access import public
from alongside.ui.refusals import Refused
from alongside.ui.show import show

BACK, SENDING, PLAIN, USUAL = "back", "send", "plain", "usual"
INTERVIEW = "interview"


@dataclass(frozen=True)
class Part:
    """Where somebody is: the survey, with what it came, in which words, and what was filled in so far."""

    asking: Asking
    survey: Survey
    ticket: str
    plain: bool
    way: Way
    filled: dict[str, str]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every page in order."""
        return steps(self.survey)

    def form(self, at: int, *, sent: bool) -> StepForm:
        """The form of a page with what was filled in; with errors only where it was sent."""
        given = {"data": self.filled} if sent else {"initial": self.filled}
        return StepForm(survey=self.survey, step=self.steps[at], plain=self.plain, **given)


@public
@unwatched
def card(request: HttpRequest) -> HttpResponseBase:
    """One box for the letters of a card. They come in a form, never in an address that somebody could keep."""
    form = CodeForm(request.POST or None)
    ticket = read(form.cleaned_data["code"]) if form.is_valid() else None
    asking = asking_for(ticket) if ticket else None
    if ticket and asking:
        return first_page(request, asking, ticket, written=form.cleaned_data["code"], way=Way.OWN)
    if ticket:
        sentence = _(
            "This card does not work. Check its letters and numbers. If they are right, these questions may be over: "
            "ask the team."
        )
        form.add_error("code", sentence)
    return show(request, "feedback/public/code.jinja", status=422 if form.errors else 200, form=form)


@public
@unwatched
def link(request: HttpRequest, asking_id: UUID) -> HttpResponseBase:
    """A team's open link, from a message or a poster."""
    return by_link(request, asking_id, Way.OWN)


@public
@unwatched
def tablet(request: HttpRequest, asking_id: UUID) -> HttpResponseBase:
    """The same on a tablet that many people use one after another: it keeps nothing and begins again by itself."""
    return forgotten(by_link(request, asking_id, Way.TABLET))


@public
@unwatched
def interview(request: HttpRequest, asking_id: UUID) -> HttpResponseBase:
    """The same on the device of somebody who asks people face to face and presses the buttons for them."""
    return forgotten(by_link(request, asking_id, Way.INTERVIEW))


def by_link(request: HttpRequest, asking_id: UUID, way: Way) -> HttpResponse:
    """The first page with a ticket of its own; nothing is stored for it."""
    asking = asking_of_link(asking_id)
    if asking is None:
        return no_such_way(request)
    written = draw(asking.pk)
    ticket = read(written)
    assert ticket is not None  # noqa: S101 - it was drawn one line above
    return first_page(request, asking, ticket, written=written, way=way)


def first_page(request: HttpRequest, asking: Asking, ticket: Ticket, *, written: str, way: Way) -> HttpResponse:
    """Who asks what and why, unless there is a reason not to begin."""
    survey = installed(asking)
    if survey is None:
        return no_such_way(request)
    part = Part(asking, survey, written, plain=False, way=way, filled={})
    if is_used(ticket):
        return used_card(request, asking, way=way)
    return turned_away(request, part, ticket) or page(request, part, 0)


@public
@unwatched
def answer(request: HttpRequest) -> HttpResponseBase:
    """Each page of the questions is posted here, with everything that was filled in before it."""
    if request.method != "POST":
        return redirect("feedback-card")
    ticket = read(request.POST.get("ticket", ""))
    asking = asking_for(ticket) if ticket else None
    if ticket is None or asking is None:
        return no_such_way(request)
    survey = installed(asking)
    if survey is None:
        return no_such_way(request)
    sent = request.POST
    filled = typed(survey, sent)
    part = Part(asking, survey, sent["ticket"], sent.get("plain") == "1", Way.read(sent.get("way", "")), filled)
    if sent.get("go") == SENDING:
        told = send(request, part, ticket)
        return forgotten(told) if part.way and told.status_code == 200 else told
    away = turned_away(request, part, ticket)
    if away is not None:
        return forgotten(away) if part.way else away
    return moved(request, part)


def turned_away(request: HttpRequest, part: Part, ticket: Ticket) -> HttpResponse | None:
    """The page for whoever cannot answer: an answer came in already, it is not the time, or the link is off."""
    if is_used(ticket):
        return already(request, part.asking, way=part.way)
    if not takes_answers(part.asking):
        words = [text for name, text in part.filled.items() if name.startswith("words-")]
        return closed(request, part.asking, way=part.way, words=words)
    if ticket.asking_id is not None and not part.asking.link:
        return switched_off(request, part.asking, way=part.way)
    return None


def moved(request: HttpRequest, part: Part) -> HttpResponse:
    """Back, on, or into other words: as the button says."""
    at, go = place(request.POST.get("at", ""), len(part.steps)), request.POST.get("go", "")
    if go in (PLAIN, USUAL):
        return page(request, replace(part, plain=go == PLAIN), at + (part.steps[at].kind == START))
    if go == BACK:
        return page(request, part, max(0, at - 1))
    form = part.form(at, sent=True)
    if not form.is_valid():
        return page(request, part, at, form)
    return page(request, part, min(at + 1, len(part.steps) - 1))


def send(request: HttpRequest, part: Part, ticket: Ticket) -> HttpResponse:
    """Take the answer in; where it is refused, say why. Whether it may come in is decided once, where it is stored."""
    try:
        new = put_in(asking=part.asking, ticket=ticket, answer=answer_of(part.survey, part.filled))
    except Refused as refused:
        return turned_away(request, part, ticket) or refused_page(request, part, str(refused))
    return (thanks if new else already)(request, part.asking, way=part.way)


def refused_page(request: HttpRequest, part: Part, why: str) -> HttpResponse:
    """The page with what is wrong on it, since hidden fields can be changed; the last one where none is wrong."""
    for at in range(len(part.steps)):
        form = part.form(at, sent=True)
        if not form.is_valid():
            return page(request, part, at, form)
    last = len(part.steps) - 1
    form = part.form(last, sent=True)
    form.add_error(None, why)
    return page(request, part, last, form)


def page(request: HttpRequest, part: Part, at: int, form: StepForm | None = None) -> HttpResponse:
    """One page, with what was filled in on the others in hidden fields."""
    step = part.steps[at]
    context: dict[str, Any] = {
        "form": form or part.form(at, sent=False),
        "hidden": {
            "ticket": part.ticket,
            "at": str(at),
            "plain": "1" if part.plain else "",
            "way": part.way.value,
            **{name: value for name, value in part.filled.items() if name not in step.names},
        },
        "part": part,
        "step": step,
        "at": at,
        "of": len(part.steps) - 2,
    }
    about = part.survey.about_you if step.kind == ABOUT else None
    if about:
        context["note"] = about.plain_note if part.plain else about.note
    kind = INTERVIEW if part.way is Way.INTERVIEW and step.kind == START else step.kind
    return said(request, f"feedback/public/{kind}.jinja", part.asking, part.way, 422 if form else 200, **context)


def place(written: str, of: int) -> int:
    """Which page was sent, as the form says; the first one where it says nothing that makes sense."""
    return min(int(written), of - 1) if written.isascii() and written.isdigit() and len(written) < 4 else 0


def forgotten(response: HttpResponse) -> HttpResponse:
    """Ask the browser of a shared tablet to drop what it kept of this site; pages stay out of reach of its Back."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
