"""Which rounds of a challenge may stand beside each other: a later, smaller one never silently replaces an earlier.

Only what was released is known here: rows and how many people stand behind each, never who answered twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.assessments.rules.small_groups import Cell, Released


@dataclass(frozen=True)
class Compared:
    """Rows of two rounds, as (earlier, later).

    `alike` have as many people both times and may be compared; `uneven` have not. `once` stand in one of the two only.
    """

    alike: tuple[tuple[Cell, Cell], ...]
    uneven: tuple[tuple[Cell, Cell], ...]
    once: tuple[Cell, ...]


def people_shown(released: Released) -> int:
    """How many people stand behind the rows of a round; those of groups that are withheld are not counted."""
    return sum(cell.size for cell in released.cells)


def broadest(rounds: Sequence[Released]) -> int:
    """The place of the round that says most: the newest of those with the most people. There is at least one."""
    sizes = [people_shown(released) for released in rounds]
    return max(range(len(sizes)), key=lambda place: (sizes[place], place))


def compared(earlier: Released, later: Released) -> Compared:
    """Which rows may be compared: the same groups, and as many people of them; one more or fewer is not as many."""
    before = {cell.keys: cell for cell in earlier.cells}
    pairs = [(before[cell.keys], cell) for cell in later.cells if cell.keys in before]
    both = {cell.keys for _old, cell in pairs}
    return Compared(
        alike=tuple(pair for pair in pairs if pair[0].size == pair[1].size),
        uneven=tuple(pair for pair in pairs if pair[0].size != pair[1].size),
        once=tuple(cell for cell in (*earlier.cells, *later.cells) if cell.keys not in both),
    )
