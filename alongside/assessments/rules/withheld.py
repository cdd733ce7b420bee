"""Why a shared reason was withheld, in words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

NAMES, ABUSE = "names", "abuse"


def why_withheld(causes: Collection[str]) -> str:
    """The causes that the two halves gave, which may differ; to stand after a colon."""
    if set(causes) == {ABUSE}:
        return _("it was abuse")
    if set(causes) == {NAMES, ABUSE}:
        return _("it named somebody, and it was abuse")
    return _("it named somebody")
