"""Where groups differ, and in which order to talk: from released answers only, and never to decide anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from alongside.assessments.rules.small_groups import Cell, Released
from alongside.stats import agreement


@dataclass(frozen=True)
class Gap:
    """The largest distance between two shown groups' middle answers, in steps, and whose they are.

    `low` and `high` are rows; `steps` may be a half where a group's middle lies between two answers.
    """

    steps: float
    low: Cell
    high: Cell


@dataclass(frozen=True)
class Difference:
    """How much people differ over one item. `gap` is None with fewer than two shown rows that gave ordered answers.

    `agreement` is van der Eijk's A over all shown rows with each weighing the same; None where it is not defined.
    """

    item: str
    gap: Gap | None
    agreement: float | None

    @property
    def weight(self) -> tuple[float, float]:
        """Sorts what most needs talking about first: the widest gap, then the least agreement."""
        return (-(self.gap.steps if self.gap else 0.0), self.agreement if self.agreement is not None else 1.0)


def difference(item: str, released: Released, ordered: Sequence[str]) -> Difference:
    """Compare the rows that were released for one item; `ordered` are the answers that have an order."""
    rows = [(cell, [cell.counts.get(answer, 0) for answer in ordered]) for cell in released.cells]
    rows = [(cell, counts) for cell, counts in rows if sum(counts)]
    if not rows:
        return Difference(item, None, None)
    medians, agreed = _spread(tuple(tuple(counts) for _, counts in rows))
    middles = [(median, cell) for median, (cell, _) in zip(medians, rows, strict=True)]
    low, high = min(middles, key=lambda pair: pair[0]), max(middles, key=lambda pair: pair[0])
    gap = Gap(high[0] - low[0], low[1], high[1]) if len(rows) > 1 else None
    return Difference(item, gap, agreed)


@lru_cache(maxsize=4096)
def _spread(rows: tuple[tuple[int, ...], ...]) -> tuple[tuple[float, ...], float | None]:
    """Each row's middle, and how far all agree with each weighing the same; kept, as released answers never change."""
    summary = agreement.summary({str(number): counts for number, counts in enumerate(rows)})
    medians = tuple(summary.groups[str(number)].median or 0.0 for number in range(len(rows)))
    return medians, agreement.van_der_eijk(balanced_counts(rows)) if len(rows[0]) > 2 else None


def balanced_counts(rows: Sequence[Sequence[int]]) -> list[int]:
    """Whole numbers in which every row weighs the same: each is scaled to the product of the others' sizes."""
    sizes = [sum(row) for row in rows]
    product = prod(sizes)
    scaled = [[count * (product // size) for count in row] for row, size in zip(rows, sizes, strict=True)]
    return [sum(column) for column in zip(*scaled, strict=True)]


def talking_order(differences: Mapping[str, Difference], items: Sequence[str]) -> list[str]:
    """Items that were revealed, those people differ over most first; the framework's order among equals."""
    revealed = [item for item in items if item in differences]
    return sorted(revealed, key=lambda item: differences[item].weight)
