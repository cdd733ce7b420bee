"""Text that goes into a spreadsheet, in which no cell can become a formula.

Whoever wrote it may be anybody, and whoever opens it may be an administrator. So every text is written as a string
cell, never by the guessing `write()`, and this is the only file that writes cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

# What a cell of Excel holds, counted in UTF-16 units.
MOST = 32_767
# Not allowed in XML at all; a carriage return would come back as a line end, a tab as itself.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_STYLE = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#8a9799"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Column:
    """A column: its heading and its width in characters."""

    heading: str
    width: int


def cell_text(text: str) -> str:
    """The text as a cell can hold it: without impossible characters, cut with a word of warning where too long."""
    cleaned = possible(text)
    if units(cleaned) <= MOST:
        return cleaned
    marker = " " + _("[Cut here: a cell holds no more. The PDF has the whole text.]")
    room = MOST - units(marker)
    kept = cleaned.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return kept + marker


def possible(text: str) -> str:
    """The text without characters that no XML can hold, with plain line ends."""
    return _IMPOSSIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


class Book:
    """A workbook made of sheets of texts and whole numbers, with a line of title and a frozen head on each."""

    def __init__(self, title: str) -> None:
        self._file = BytesIO()
        self._book = xlsxwriter.Workbook(self._file, OPTIONS)
        self._book.set_properties({"title": cell_text(title)[:255]})
        self._title = self._book.add_format({"bold": True, "font_size": 13})
        self._head = self._book.add_format({**_CELL_STYLE, "bold": True, "bg_color": "#eef2f2"})
        self._cell = self._book.add_format(_CELL_STYLE)

    def sheet(self, name: str, title: str, columns: list[Column], rows: list[list[str | int | None]]) -> None:
        """Add a sheet: the title, the head, then the rows; an empty cell for None."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, cell_text(title), self._title)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(1, place, cell_text(column.heading), self._head)
        for line, row in enumerate(rows, start=2):
            for place, value in enumerate(row):
                self._write(sheet, line, place, value)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")

    def done(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._file.getvalue()

    def _write(self, sheet: Any, line: int, place: int, value: str | int | None) -> None:
        if isinstance(value, int):
            sheet.write_number(line, place, value, self._cell)
        elif value:
            sheet.write_string(line, place, cell_text(value), self._cell)
        else:
            sheet.write_blank(line, place, None, self._cell)
