"""How dates, times, numbers of things and people's own words are written on a page."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

Moment = dt.date | dt.datetime


def local(value: Moment, zone: dt.tzinfo | None = None) -> Moment:
    """An instant in the given zone, or in the one that is active (the partnership's); a date stays itself."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value, zone)
    return value


def date(value: Moment | None, zone: dt.tzinfo | None = None) -> str:
    """A day as "21 November 2026"; nothing for None."""
    if not value:
        return ""
    day = local(value, zone)
    return f"{day.day} {_months(get_language())[day.month]} {day.year}"


@cache
def _months(_language: str | None) -> dict[int, str]:
    """The names of the months in the language that is active: long pages say hundreds of days."""
    return {number: str(name) for number, name in MONTHS.items()}


def time(value: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
    """A time of day as "3:05pm", "3pm", "midday" or "midnight"; nothing for None."""
    if value is None:
        return ""
    moment = local(value, zone)
    assert isinstance(moment, dt.datetime)  # noqa: S101 - what local() promises for an instant
    if moment.minute == 0 and moment.hour % 12 == 0:
        return _("midday") if moment.hour else _("midnight")
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    clock = f"{(moment.hour - 1) % 12 + 1}{minutes}"
    return (_("%(clock)sam") if moment.hour < 12 else _("%(clock)spm")) % {"clock": clock}


def date_and_time(value: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
    """An instant as "21 November 2026 at 3:05pm"; nothing for None."""
    if value is None:
        return ""
    return _("%(date)s at %(time)s") % {"date": date(value, zone), "time": time(value, zone)}


def linebreaks(text: object) -> Markup:
    """People's own words as paragraphs, escaped: a blank line starts one, a line end breaks the line."""
    cleaned = re.sub(r"\r\n?", "\n", str.__str__(str(text or ""))).strip()
    if not cleaned:
        return Markup()
    paragraphs = re.split(r"\n\s*\n", cleaned)
    return Markup("\n").join(
        Markup("<p>%s</p>") % Markup("<br>").join(escape(line) for line in paragraph.split("\n"))
        for paragraph in paragraphs
    )


# Numbers to ring in Britain: the short ones, 116 123 and its like, text relay before a number, and whole ones.
NUMBERS = re.compile(r"(?<![\w&#])(?:18001 ?)?(?:\+44[\d ]{8,12}\d|0\d[\d ]{7,11}\d|116 ?\d{3}|111|112|999)(?!\w)")


def with_phones(text: object) -> Markup:
    """The same as `linebreaks`, with every telephone number a link that rings it."""
    return Markup(NUMBERS.sub(_rings, linebreaks(text)))  # noqa: S704 - escaped by linebreaks; digits are added


def _rings(found: re.Match[str]) -> str:
    number = found.group()
    return f'<a href="tel:{number.replace(" ", "")}">{number}</a>'


def plural(number: int, one: str, many: str | None = None) -> str:
    """ "1 answer", "2 answers": the number with the word that fits it (for languages with two forms)."""
    return f"{number:,} {one if number == 1 else (many or one + 's')}"
