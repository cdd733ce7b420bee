"""Why a shared reason was withheld, in words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

NAMES, ABUSE = "names", "abuse"


def why_withheld(causes: Collection[str]) -> str:
    """The causes that the two halves gave; to stand after a colon. Where they differ, neither is said of both."""
    if set(causes) == {ABUSE}:
        return _("it was abuse")
    if set(causes) == {NAMES, ABUSE}:
        return _("one of two people said that it named somebody, the other that it was abuse")
    return _("it named somebody")
