"""What every reader gives, what it may take at most, and how it says no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ui.refusals import Refused

LARGEST = 10 * 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 200
# What a workbook or a compressed file may become when it is opened.
LARGEST_OPENED = 40 * 1024 * 1024
# Stands for a cell that holds a formula: no reader lets this character through in a text.
FORMULA = "\0"


class BadFile(Refused):
    """The whole file cannot be used; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Table:
    """A file as it reads: the texts of its first line, and every other line that is not empty with its number.

    Numbers are those that a spreadsheet program shows: the head is line 1, and empty lines count.
    """

    head: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def table(rows: Iterable[Sequence[str]]) -> Table:
    """Rows as they come out of a file. Raises BadFile where there is no head, nothing below it, or too much."""
    lines: list[tuple[int, tuple[str, ...]]] = []
    head: tuple[str, ...] | None = None
    for number, row in enumerate(rows, start=1):
        cells = tuple(cell.strip() if cell != FORMULA else cell for cell in row)
        if head is None:
            head = _head(cells)
        elif any(cells):
            if len(lines) == MOST_LINES:
                raise too_many_lines()
            lines.append((number, cells))
    if head is None:
        raise BadFile(_("The file is empty."))
    if not lines:
        raise BadFile(_("The file has a first line and nothing below it."))
    return Table(head, tuple(lines))


def too_many_lines() -> BadFile:
    """More than may be taken in at once."""
    sentence = _("The file has more than %(most)d lines. Divide it into smaller files.")
    return BadFile(sentence % {"most": MOST_LINES})


def _head(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if not cells:
        raise BadFile(_("The first line of the file is empty. It must name the columns."))
    if len(cells) > MOST_COLUMNS:
        sentence = _("The file has more than %(most)d columns. Keep those of these questions only.")
        raise BadFile(sentence % {"most": MOST_COLUMNS})
    if FORMULA in cells:
        raise BadFile(_("A column is named by a formula. Write its name there."))
    return cells
