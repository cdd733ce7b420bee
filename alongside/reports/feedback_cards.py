"""Cards for people to answer with, on paper: eight on a page, each with a code that lets one answer in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.feedback import kinds
from alongside.feedback.models import Asking
from alongside.reports.typesetting import pdf
from alongside.ui import words
from alongside.ui.square_codes import dark_runs


def feedback_cards(asking: Asking, survey: Survey, codes: Sequence[str], front: str) -> bytes:
    """The cards as a PDF. `front` is the whole address where a card's code is typed in.

    A square code carries its code behind a "#": browsers send that part of an address to nobody.
    """
    return pdf("cards.typ", {"words": {}, "cards": _told(asking, survey, codes, front)})


def _told(asking: Asking, survey: Survey, codes: Sequence[str], front: str) -> dict[str, Any]:
    return {
        "title": _("Cards for %(team)s") % {"team": asking.team.name},
        "team": asking.team.name,
        "question": kinds.invites(survey),
        "scan": _("Scan this with a phone, or go to"),
        "address": front.partition("://")[2].rstrip("/"),
        "type_in": _("and type"),
        "what": kinds.in_short(survey),
        "until": _("Good for one answer, until %(last)s. Ask us for paper or for somebody to help.")
        % {"last": words.date(asking.closes_on)},
        "picture_alt": _("Square picture code that opens the questions"),
        "each": [_card(code, front) for code in codes],
    }


def _card(code: str, front: str) -> dict[str, Any]:
    width, runs = dark_runs(f"{front}#{code}")
    return {"code": " ".join(code.split("-")), "width": width, "runs": runs}
