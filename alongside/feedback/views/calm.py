"""The calm pages at the end of answering, and where it cannot begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alongside.feedback import kinds
from alongside.feedback.models import Asking, AskingEnd
from alongside.feedback.queries.askings import takes_answers, today_of
from alongside.feedback.rules.releasing import FEWEST
from alongside.feedback.views.finding import installed
from alongside.feedback.views.ways import Way
from alongside.ui.show import show
from alongside.ui.words import date

# How long the thanks stay on a ward tablet, in seconds.
STAYS = 20


def said(
    request: HttpRequest, template: str, asking: Asking | None, way: Way, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of a survey, with where to turn at its foot; on a shared device with the way back to the start."""
    told = {"asking": asking, "way": way, "restart": way.start(asking) if asking else "", "kinds": kinds}
    return show(request, template, status=status, survey=installed(asking) if asking else None, **told, **context)


def thanks(request: HttpRequest, asking: Asking, *, way: Way) -> HttpResponse:
    """The answer is in."""
    sentence = _("Your answer has come in.")
    return ended(request, asking, way, _("Thank you"), sentence, went_in=True)


def already(request: HttpRequest, asking: Asking, *, way: Way) -> HttpResponse:
    """An answer with this card, or from this page, came in before; nothing is counted twice."""
    sentence = _("Your answer had come in already. It counts once, and nothing was lost.")
    return ended(request, asking, way, _("Thank you"), sentence, went_in=True)


def used_card(request: HttpRequest, asking: Asking, *, way: Way) -> HttpResponse:
    """Somebody comes in with a card that was used: by them, or by somebody else."""
    sentence = _("An answer came in with it, and it counts once.")
    if takes_answers(asking):
        sentence += " " + _("If that was not you, ask the team for another card: your answer still counts.")
    return ended(request, asking, way, _("This card was used already"), sentence)


def closed(request: HttpRequest, asking: Asking, *, way: Way, words: Sequence[str]) -> HttpResponse:
    """It has not begun, or it is over; words that somebody had typed are given back."""
    end: AskingEnd | None = getattr(asking, "end", None)
    if end is None and today_of(asking.partnership) < asking.opens_on:
        sentence = _("You can answer from %(day)s.") % {"day": date(asking.opens_on)}
        return ended(request, asking, way, _("These questions have not begun yet"), sentence, words=words)
    stopped = end is not None and end.how == AskingEnd.How.STOPPED
    sentence = _("The team has stopped asking. Thank you for wanting to answer.")
    if not stopped:
        sentence = _("The last day was %(day)s. Thank you for wanting to answer.") % {"day": date(asking.closes_on)}
    return ended(request, asking, way, _("These questions are closed"), sentence, words=words)


def switched_off(request: HttpRequest, asking: Asking, *, way: Way) -> HttpResponse:
    """The team takes cards only."""
    sentence = _("The team asks with cards only. If you have a card, you can enter its letters and numbers.")
    return ended(request, asking, way, _("This link is switched off"), sentence, enter=True)


def no_such_way(request: HttpRequest) -> HttpResponse:
    """A link or card that leads to no questions."""
    return said(request, "feedback/public/no_such_way.jinja", None, Way.OWN, status=404)


def ended(request: HttpRequest, asking: Asking, way: Way, title: str, sentence: str, **context: Any) -> HttpResponse:
    """A page after which nothing comes."""
    told = {"title": title, "sentence": sentence, "fewest": FEWEST, "stays": STAYS, **context}
    return said(request, "feedback/public/ended.jinja", asking, way, **told)
