"""The board summary as a PDF of at most two pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.reports.board.fitting import PAGES, ROOMS, fitted
from alongside.reports.board.told import ToldBoard
from alongside.reports.typesetting import page_count, pdf

LAYOUT = "board.typ"


def board_pdf(told: ToldBoard) -> bytes:
    """The summary as an accessible PDF: with as much in it as two pages hold."""
    for room in ROOMS[:-1]:
        ready = document(fitted(told, room))
        if page_count(LAYOUT, ready) <= PAGES:
            return pdf(LAYOUT, ready)
    return pdf(LAYOUT, document(fitted(told, ROOMS[-1])))


def document(told: ToldBoard) -> dict[str, Any]:
    """What the layout is given."""
    return {
        "told": told,
        "read_on": [(label, f"{settings.PUBLIC_ADDRESS}{address}") for label, address in told.read_on],
        "all_at": _("All of it is at %(address)s for members of the partnership.")
        % {"address": settings.PUBLIC_ADDRESS},
        "foot": told.title,
        "words": headings(),
    }


def headings() -> dict[str, str]:
    """The words around the summary, the same on the page and on paper."""
    return {
        "what_it_is": _("What this is, and what it is not"),
        "took_part": _("Who took part"),
        "not_there": _("Who was not there"),
        "agreed": _("What was agreed"),
        "challenge": _("Challenge"),
        "stage": _("Agreed"),
        "difference": _("Where groups differ most"),
        "first": _("What people put first"),
        "plans": _("What is being done"),
        "asked": _("What is stuck, and what we ask"),
        "learned": _("What was learned"),
        "changed": _("What changed since the last record"),
        "read_on": _("Where to read on"),
        "page": _("Page %(page)s of %(pages)s"),
    }
