"""What two editions say differently, drawn side by side and kept.

Hundreds of changes take ten times as long as the page around them, and published editions never change.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from alongside.catalogue.differences import differences
from alongside.catalogue.framework import Framework
from alongside.library.rules.marking import Told, marked, told

# Each is as large as the two editions; a process hardly serves more at once.
MOST_KEPT = 8
# By the identity of the two, which cannot pass to others while they are held here.
_told: dict[tuple[int, int], tuple[Framework, Framework, Told]] = {}


def changes_between(old: Framework, new: Framework) -> Told:
    """The changes from one published edition to another."""
    place = id(old), id(new)
    if place not in _told:
        if len(_told) >= MOST_KEPT:
            _told.clear()
        _told[place] = old, new, told(differences(old, new))
    return _told[place][2]


def side_by_side(changes: Told) -> Markup:
    """Every change with the words that differ marked, in the reader's language."""
    return _drawn(changes, get_language())


@lru_cache(maxsize=MOST_KEPT)
def _drawn(changes: Told, language: str | None) -> Markup:
    template: Any = engines["jinja2"].get_template("library/_changes.jinja")
    drawn: Markup = template.template.module.list_changes(changes, marked)
    return drawn
