"""The cells of a table with all that their drawing needs, so that the template only loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

Column = tuple[Any, bool]
Cell = tuple[Any, bool, bool, bool, Any]


def columns(head: Iterable[Any]) -> list[Column]:
    """Each column's name, and whether it holds numbers, from a text or from (text, "numeric")."""
    return [(each, False) if isinstance(each, str) else (each[0], each[1] == "numeric") for each in head]


def body(named: Sequence[Column], rows: Iterable[Iterable[Any]], first_is_heading: bool = True) -> list[list[Cell]]:
    """Each cell as (its column's name, holds a number, names its row, is markup, what it shows).

    An empty cell shows a dash; nought is not empty. What a row has beyond the head stands under no name.
    """
    return [list(_cells(named, row, first_is_heading)) for row in rows]


def _cells(named: Sequence[Column], row: Iterable[Any], leads: bool) -> Iterator[Cell]:
    for (name, right), cell in zip(chain(named, repeat(("", False))), row, strict=False):
        shown = cell if cell or cell == 0 else "–"
        yield name, right, leads, hasattr(shown, "__html__"), shown
        leads = False
