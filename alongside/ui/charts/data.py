"""What a picture of answers is made of, and the same in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# More answers than this do not fit side by side on a page.
MOST_COLUMNS = 6


@dataclass(frozen=True)
class Category:
    """One possible answer: "ordered" ones have a lowest and a highest, "apart" ones are outside that order."""

    key: str
    label: str
    kind: Literal["ordered", "apart"] = "ordered"


@dataclass(frozen=True)
class Row:
    """One group of people: how many gave each answer, in the order of the categories.

    Empty `counts` mean that the group is not shown separately; `note` then says why.
    """

    label: str
    counts: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True)
class Distribution:
    """How groups of people answered one question; ordered categories come lowest first."""

    title: str
    description: str
    categories: tuple[Category, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """Raise ValueError where a row does not fit the categories or a count is below nothing."""
        for row in self.rows:
            if row.counts and len(row.counts) != len(self.categories):
                raise ValueError(f"{row.label}: {len(row.counts)} counts for {len(self.categories)} categories.")
            if any(count < 0 for count in row.counts):
                raise ValueError(f"{row.label}: a count is below nothing.")

    def split(self, row: Row, kind: str) -> list[tuple[int, Category, int]]:
        """(place among its kind, category, count) of the categories of one kind."""
        chosen = [
            (category, count)
            for category, count in zip(self.categories, row.counts, strict=False)
            if category.kind == kind
        ]
        return [(place, category, count) for place, (category, count) in enumerate(chosen)]

    def of_kind(self, kind: str) -> list[Category]:
        """The categories of one kind."""
        return [category for category in self.categories if category.kind == kind]


def people(number: int) -> str:
    """ "1 person", "12 people"."""
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}


def sentences(chart: Distribution) -> tuple[str, ...]:
    """One sentence a row, for those who do not see the picture."""
    return _said(chart, get_language())


@lru_cache(maxsize=1024)
def _said(chart: Distribution, _language: str | None) -> tuple[str, ...]:
    """Said once in each language, like the picture: a record says them beside every chart and again inside it."""
    return tuple(_sentence(chart, row) for row in chart.rows)


def _sentence(chart: Distribution, row: Row) -> str:
    if not row.counts:
        return _("%(group)s: not shown separately.") % {"group": row.label}
    parts = [f"{category.label} {count}" for category, count in zip(chart.categories, row.counts, strict=True) if count]
    return _("%(group)s, %(people)s: %(answers)s.") % {
        "group": row.label,
        "people": people(sum(row.counts)),
        "answers": ", ".join(parts) or _("no answers"),
    }


def data_table(chart: Distribution) -> tuple[list[object], list[list[object]]]:
    """The head and the rows of the table that goes with the picture.

    Groups are rows, unless there are so many answers that a row would not fit a page: then answers are.
    """
    head = [_("Group"), _("People"), *(category.label for category in chart.categories)]
    rows = [_row(chart, row) for row in chart.rows]
    if any(row.note for row in chart.rows):
        head.append(_("Note"))
        rows = [[*cells, row.note] for cells, row in zip(rows, chart.rows, strict=True)]
    if len(chart.categories) > MOST_COLUMNS and len(chart.rows) <= MOST_COLUMNS:
        turned = [list(column) for column in zip(head, *rows, strict=True)]
        head, rows = [_("Answer"), *map(str, turned[0][1:])], turned[1:]
    hidden = _("not shown")
    numeric = [all(isinstance(row[place], int) or row[place] == hidden for row in rows) for place in range(len(head))]
    return [(name, "numeric") if right else name for name, right in zip(head, numeric, strict=True)], rows


def _row(chart: Distribution, row: Row) -> list[object]:
    if not row.counts:
        return [row.label, *[_("not shown")] * (len(chart.categories) + 1)]
    return [row.label, sum(row.counts), *row.counts]
