"""A time of day, typed as people write it."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alongside.ui.forms import Text

_WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?")


class Clock(Text):
    """A time of day: "2pm", "2:30 pm", "14:30" or "14.30"; in words only midday. Its value is a time."""

    def __init__(self, label: Any, *, missing: Any, hint: Any = "", **more: Any) -> None:
        super().__init__(label, missing=missing, hint=hint, max_length=12, width=10, **more)

    def prepare_value(self, value: Any) -> Any:
        """The time as pages write it."""
        return _written(value) if isinstance(value, time) else value

    def clean(self, value: Any) -> Any:
        """The time. Raises ValidationError with the sentence that says how to write one."""
        typed = super().clean(value)
        if not typed:
            return None
        found = read_clock(typed)
        if found is None:
            raise ValidationError(_("Write the time like 2pm, 2:30pm or 14:30"), code="clock")
        return found


def read_clock(typed: str) -> time | None:
    """The time that somebody wrote, or nothing."""
    plain = typed.casefold().replace(".m", "m").replace("m.", "m").strip()
    if plain in ("midday", "noon", _("midday")):
        return time(12)
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    # "2" alone could be either half of the day.
    wrong = not 1 <= hour <= 12 if half else match[2] is None
    if wrong:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _written(value: time) -> str:
    half = "am" if value.hour < 12 else "pm"
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{(value.hour - 1) % 12 + 1}{minutes}{half}"
