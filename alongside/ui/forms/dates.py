"""A date in three boxes, as the service manual asks, with errors that are sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.translation import gettext as _

from alongside.ui import words
from alongside.ui.forms.fields import required

PARTS = ("day", "month", "year")
Limit = dt.date | Callable[[], dt.date] | None


class DateParts(forms.Widget):
    """Three boxes, submitted as NAME_day, NAME_month and NAME_year; its value is those three texts."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...]:
        """What was typed, trimmed; empty texts where nothing was."""
        return tuple(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the three was sent at all."""
        return all(f"{name}_{part}" not in data for part in PARTS)

    def format_value(self, value: Any) -> tuple[str, ...]:
        """The three texts to show, from what was typed or from a date."""
        if isinstance(value, dt.date):
            return str(value.day), str(value.month), str(value.year)
        if isinstance(value, list | tuple) and len(value) == len(PARTS):
            return tuple(str(part) for part in value)
        return "", "", ""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box."""
        return f"{id_}-day" if id_ else id_


class Date(forms.Field):
    """A day. `earliest` and `latest` are dates or functions that give one; months may be typed as words."""

    widget = DateParts

    def __init__(
        self,
        label: Any,
        *,
        missing: Any = None,
        hint: Any = "",
        earliest: Limit = dt.date(1900, 1, 1),
        latest: Limit = None,
        **more: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        self.mark_optional = more.pop("mark_optional", True)
        super().__init__(label=label, help_text=hint, **required(missing, more))

    def to_python(self, value: Any) -> dt.date | None:
        """The date; None when all three are empty; ValidationError naming the part that is wrong."""
        if isinstance(value, dt.date) or not value or not any(value):
            return value if isinstance(value, dt.date) else None
        absent = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if absent:
            raise _refused(_absent_sentence(absent), absent)
        day, month, year = _number(value[0]), _month(value[1]), _number(value[2])
        if year is None or not 1000 <= year <= 9999:
            raise _refused(_("The year must have 4 numbers, like 2026"), ["year"])
        if month is None or not 1 <= month <= 12:
            raise _refused(_("The month must be a number from 1 to 12, or its name"), ["month"])
        try:
            return dt.date(year, month, day or 0)
        except ValueError:
            raise _refused(_("There is no such day in that month"), ["day"]) from None

    def validate(self, value: Any) -> None:
        """Not missing where it is needed, and inside its limits."""
        super().validate(value)
        earliest, latest = _limit(self.earliest), _limit(self.latest)
        if value and earliest and value < earliest:
            raise _refused(_("The date must be %(date)s or later") % {"date": words.date(earliest)}, PARTS)
        if value and latest and value > latest:
            raise _refused(_("The date must be %(date)s or earlier") % {"date": words.date(latest)}, PARTS)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day was typed than was shown."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


def _refused(sentence: str, parts: list[str] | tuple[str, ...]) -> ValidationError:
    return ValidationError(sentence.replace("%", "%%"), code="date", params={"parts": tuple(parts)})


def _absent_sentence(absent: list[str]) -> str:
    return {
        ("day",): _("The date must include a day"),
        ("month",): _("The date must include a month"),
        ("year",): _("The date must include a year"),
        ("day", "month"): _("The date must include a day and a month"),
        ("day", "year"): _("The date must include a day and a year"),
        ("month", "year"): _("The date must include a month and a year"),
    }[tuple(absent)]


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    """A month by number, or by its name or first three letters in the reader's language."""
    wanted = typed.casefold().rstrip(".")
    for number in range(1, 13):
        if wanted in {str(dates.MONTHS[number]).casefold(), str(dates.MONTHS_3[number]).casefold()}:
            return number
    return _number(typed)


def _limit(limit: Limit) -> dt.date | None:
    return limit() if callable(limit) else limit
