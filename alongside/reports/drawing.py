"""A record in words as a piece of a page: drawn anew while it is open, drawn once when it is closed.

Drawing takes longer than everything else on the page together. What comes out depends on the words and on the language
of the page and on nothing else: the piece is drawn without the request, so it cannot hold anything of a visitor, and it
is found again only by words that are the same to the last letter. The words are read and told afresh each time, after
the door of the page has let somebody in; whatever changes a word, be it a name, a time zone or a card taken back,
leads to a new drawing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from alongside.reports.told import Told

# A third of a megabyte each, and a process hardly serves more records at once.
MOST_KEPT = 32


def drawn(told: Told) -> Markup:
    """The record in the reader's language, for the middle of a page."""
    return _draw(told) if told.draft else _kept(told, get_language())


@lru_cache(maxsize=MOST_KEPT)
def _kept(told: Told, _language: str | None) -> Markup:
    return _draw(told)


def _draw(told: Told) -> Markup:
    return piece("reports/_record.jinja", told)


def piece(template: str, *told: object) -> Markup:
    """What the macro `whole` of a template makes of this, without a request: it can hold nothing of a visitor."""
    found: Any = engines["jinja2"].get_template(template)
    drawn: Markup = found.template.module.whole(*told)
    return drawn
