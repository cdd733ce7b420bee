"""A long table of teams in pages, by name: fifty at a time, by the letter, or those whose name holds some words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.comparing.rules.frozen import Row

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Some rows of a table: which page of how many, and on which page each letter begins."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    letters: tuple[tuple[str, int], ...]
    first: int
    all: int


def paged(rows: Sequence[Row], find: str, wanted: str) -> Page:
    """The page that was asked for, or the nearest that there is; of all rows or of those that were found."""
    words = find.casefold().strip()
    found = [row for row in rows if words in row.name.casefold()] if words else list(rows)
    pages = max(1, -(-len(found) // SIZE))
    number = min(max(int(wanted), 1), pages) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    start = (number - 1) * SIZE
    return Page(tuple(found[start : start + SIZE]), number, pages, _letters(found), start + 1, len(found))


def _letters(rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    """Each first letter with the page on which it begins; nothing where one page holds all."""
    if len(rows) <= SIZE:
        return ()
    begins: dict[str, int] = {}
    for place, row in enumerate(rows):
        letter = row.name[:1].upper()
        begins.setdefault(letter if letter.isalpha() else "#", place // SIZE + 1)
    return tuple(begins.items())
