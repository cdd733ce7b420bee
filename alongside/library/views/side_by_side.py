"""Changes drawn side by side, and kept: hundreds of them take ten times as long as the page around them."""

from __future__ import annotations

from functools import lru_cache

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from alongside.library.rules.marking import Told, marked

# Pages in one process at once: each is as large as the two editions, and published editions never change.
MOST_KEPT = 8


def side_by_side(changes: Told) -> Markup:
    """Every change with the words that differ marked, in the reader's language."""
    return _drawn(changes, get_language())


@lru_cache(maxsize=MOST_KEPT)
def _drawn(changes: Told, language: str | None) -> Markup:
    template = engines["jinja2"].env.get_template("library/_changes.jinja")
    return template.module.list_changes(changes, marked)  # type: ignore[no-any-return]
