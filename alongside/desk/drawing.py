"""A copy as a piece of a page, drawn once: for whoever releases it, and for those who read it on the desk.

Found again only by a copy that is the same to the last letter, in the same language; why that is safe stands in
reports/drawing.py. A copy has days and no moments, so no time zone changes it.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language
from markupsafe import Markup

from alongside.desk.rules import Copy
from alongside.reports.drawing import MOST_KEPT, piece


def drawn(copy: Copy, *, at_desk: bool) -> Markup:
    """The copy in the reader's language; at the desk it begins with what is asked of the reader."""
    return _kept(copy, at_desk, get_language())


@lru_cache(maxsize=MOST_KEPT)
def _kept(copy: Copy, at_desk: bool, _language: str | None) -> Markup:
    return piece("desk/_copy.jinja", copy, at_desk)
