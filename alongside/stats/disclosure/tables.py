"""Counts by named dimensions, as they are and as a reader of a release sees them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from alongside.stats.rounding import whole

Cell: TypeAlias = tuple[tuple[str, str], ...]
Reason: TypeAlias = Literal["small", "group", "complement"]
Margins: TypeAlias = bool | Collection[Collection[str]]


def cell(**labels: str) -> Cell:
    """Return the name of a cell: a label for some dimensions; a dimension left out means everybody in it."""
    return tuple(sorted(labels.items()))


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to tell people or answers apart: teams, months, answer options.

    Everybody is in exactly one of ``parts``. ``sums`` names further labels that cover several parts, such as a
    service of three teams, the months up to March, or a window of time; the sum of all parts needs no label.
    ``answers`` is True where the labels say what people answered and not who they are: there it matters that a
    whole group gave the same answer.

    Raises ValueError for empty or repeated labels and for sums of fewer than two or of all parts.
    """

    name: str
    parts: tuple[str, ...]
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: bool = False

    def __post_init__(self) -> None:
        """Refuse labels that would not tell cells apart."""
        if not self.parts or len(set(self.parts)) != len(self.parts):
            raise ValueError("A dimension needs at least one part, and no part twice.")
        if set(self.sums) & set(self.parts):
            raise ValueError("A sum must not have the name of a part.")
        wholes = [frozenset(parts) for parts in self.sums.values()]
        if any(not whole <= set(self.parts) or not 1 < len(whole) < len(self.parts) for whole in wholes):
            raise ValueError("A sum must cover at least two parts of its dimension, and not all of them.")
        if len(set(wholes)) != len(wholes):
            raise ValueError("Two sums must not cover the same parts.")
        object.__setattr__(self, "sums", MappingProxyType({name: tuple(of) for name, of in self.sums.items()}))

    def covers(self, label: str | None) -> frozenset[str]:
        """Return the parts that a label stands for; None stands for all of them."""
        if label is None:
            return frozenset(self.parts)
        if label in self.sums:
            return frozenset(self.sums[label])
        if label in self.parts:
            return frozenset((label,))
        raise ValueError("A cell has a label that its dimension does not know.")


@dataclass(frozen=True, slots=True)
class Table:
    """The true counts of all cells that somebody wants to publish together. It is never shown.

    ``until`` places the table in time: a table with a later ``until`` counts everything that an earlier one
    counted and what has come since. Tables of the same ``until`` are about the same people.

    Raises ValueError for unknown dimensions or labels, and for anything but whole numbers from 0 up.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]
    until: int = 0

    def __post_init__(self) -> None:
        """Refuse cells that cannot be placed and counts that are not counts."""
        check_cells(self.dimensions, self.counts)
        counts = {key: whole(count, "Every count") for key, count in self.counts.items()}
        object.__setattr__(self, "counts", MappingProxyType(counts))


@dataclass(frozen=True, slots=True)
class Released:
    """A table as its readers see it: the figures shown, and the places where a figure is hidden.

    ``between`` holds cells that are shown in a way that leaves a range, such as a rounded count or a
    percentage: the lowest and the highest count that would be shown the same. ``threshold`` and ``show_zero``
    are the rule that was in force. The reasons are for the audit alone: readers see one and the same mark.
    """

    dimensions: tuple[Dimension, ...]
    shown: Mapping[Cell, int]
    hidden: Mapping[Cell, Reason]
    threshold: int
    show_zero: bool = True
    between: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)
    until: int = 0

    def __post_init__(self) -> None:
        """Refuse a release in which a cell is told twice or a figure is no count."""
        check_cells(self.dimensions, [*self.shown, *self.hidden, *self.between])
        if len({*self.shown, *self.hidden, *self.between}) < len(self.shown) + len(self.hidden) + len(self.between):
            raise ValueError("A cell is either shown, shown as a range, or hidden.")
        if any(reason not in get_args(Reason) for reason in self.hidden.values()):
            raise ValueError("The reason for hiding must be small, group or complement.")
        whole(self.threshold, "The threshold")
        for figure in self.shown.values():
            whole(figure, "Every figure shown")
        for low, high in self.between.values():
            if whole(low, "Every range") > whole(high, "Every range"):
                raise ValueError("A range must not end before it begins.")
        for name in ("shown", "hidden", "between"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


def tabulate(
    counts: Sequence[Any] | np.ndarray[Any, Any],
    dimensions: Sequence[Dimension],
    *,
    margins: Margins = True,
    until: int = 0,
) -> Table:
    """Return the table of the finest counts, given in the order of the parts of each dimension, with its totals.

    ``margins`` says which totals are to be published: True all, False none, or for each total the dimensions
    that it still tells apart, such as ``[("team",), ()]`` for a total per team and one of everything.

    Raises ValueError where the shape does not fit, and for anything but whole numbers from 0 up.
    """
    finest = np.asarray(counts)
    if finest.shape != tuple(len(dimension.parts) for dimension in dimensions):
        raise ValueError("The counts must have a place for every part of every dimension, and no more.")
    if finest.dtype.kind not in "iu":
        raise ValueError("Every count must be a whole number from 0 up.")
    names = [dimension.name for dimension in dimensions]
    found: dict[Cell, int] = {}
    for labels in product(*([None, *dimension.parts, *dimension.sums] for dimension in dimensions)):
        kept = {name for name, label in zip(names, labels, strict=True) if label is not None}
        if len(kept) < len(names) and not _wanted(kept, margins):
            continue
        places = [
            [at for at, part in enumerate(dimension.parts) if part in dimension.covers(label)]
            for dimension, label in zip(dimensions, labels, strict=True)
        ]
        key = cell(**{name: label for name, label in zip(names, labels, strict=True) if label is not None})
        found[key] = int(finest[np.ix_(*places)].sum())
    if finest.size and finest.min() < 0:
        raise ValueError("Every count must be a whole number from 0 up.")
    return Table(tuple(dimensions), found, until)


def linked(*tables: Table) -> Table:
    """Return several tables about the same people as one, so that they are hidden and audited together.

    Raises ValueError where two of them count the same cell differently or are of different times.
    """
    if not tables or len({table.until for table in tables}) > 1:
        raise ValueError("Linked tables must all be of the same time.")
    counts: dict[Cell, int] = {}
    for table in tables:
        for key, count in table.counts.items():
            if counts.setdefault(key, count) != count:
                raise ValueError("Two linked tables count the same cell differently.")
    return Table(merge(table.dimensions for table in tables), counts, tables[0].until)


def merge(many: Iterable[Sequence[Dimension]]) -> tuple[Dimension, ...]:
    """Return the dimensions of several tables as one list; parts that came later are added at the end."""
    found: dict[str, Dimension] = {}
    for dimension in (each for dimensions in many for each in dimensions):
        known = found.get(dimension.name, dimension)
        parts = tuple(dict.fromkeys((*known.parts, *dimension.parts)))
        sums = {**known.sums, **dimension.sums}
        if set(sums) & set(parts) or any(known.sums.get(name, of) != of for name, of in dimension.sums.items()):
            raise ValueError("A label must mean the same parts in every table.")
        sums = {name: of for name, of in sums.items() if len(set(of)) < len(parts)}
        found[dimension.name] = Dimension(dimension.name, parts, sums, known.answers or dimension.answers)
    return tuple(found.values())


def check_cells(dimensions: Sequence[Dimension], cells: Iterable[Cell]) -> None:
    """Refuse a cell whose dimensions or labels are unknown or out of order."""
    by_name = {dimension.name: dimension for dimension in dimensions}
    if len(by_name) != len(dimensions):
        raise ValueError("Two dimensions must not have the same name.")
    for key in cells:
        names = [name for name, _ in key]
        if names != sorted(set(names)) or not set(names) <= set(by_name):
            raise ValueError("A cell must name dimensions of its table, in the order of the alphabet, each once.")
        for name, label in key:
            by_name[name].covers(label)


def _wanted(kept: set[str], margins: Margins) -> bool:
    """Tell whether a total that still tells these dimensions apart is to be published."""
    if isinstance(margins, bool):
        return margins
    return any(kept == set(names) for names in margins)
