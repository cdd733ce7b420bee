"""Everything that has been released, written as one list of sums of unknown counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alongside.stats.disclosure.tables import Cell, Dimension, Released, merge

Numbers = NDArray[np.float64]

MOST_UNKNOWNS = 500_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One cell of one release. ``low`` and ``high`` are what a reader knows of it; inf is no limit."""

    release: int
    until: int
    cell: Cell
    low: float
    high: float
    hidden: bool


@dataclass(frozen=True, slots=True)
class System:
    """What readers know: for each statement, which unknown counts it sums.

    The unknowns are the people in the finest cell of all dimensions together, between one release and the
    next. Unknowns that always occur together are one. All are whole numbers from 0 up, and every statement
    adds some of them, so nothing but sums of that kind is ever subtracted from each other. ``pairs`` are
    statements of which the second is part of the first, while what lies between is no statement itself.
    """

    statements: tuple[Statement, ...]
    matrix: Any
    low: Numbers
    high: Numbers
    pairs: tuple[tuple[int, int], ...]


def statements(releases: Sequence[Released], *, knows_rule: bool) -> list[Statement]:
    """Return what a reader knows of every cell of every release, who does or does not know the rule."""
    found = []
    for number, release in enumerate(releases):
        for key, figure in release.shown.items():
            found.append(Statement(number, release.until, key, figure, figure, False))
        for key, ends in release.between.items():
            found.append(Statement(number, release.until, key, *ends, True))
        for key, reason in release.hidden.items():
            low, high = _known(release, reason) if knows_rule else (0.0, np.inf)
            found.append(Statement(number, release.until, key, low, high, True))
    return sorted(found, key=lambda one: (one.until, one.release, one.cell))


def arrange(releases: Sequence[Released], rows: Sequence[Statement]) -> System:
    """Return the statements as a system of sums.

    Raises ValueError where the dimensions together have too many combinations to be audited as one.
    """
    joint = merge(release.dimensions for release in releases)
    untils = sorted({release.until for release in releases})
    sizes = [len(untils), *(len(dimension.parts) for dimension in joint)]
    if np.prod(np.array(sizes, dtype=np.float64)) > MOST_UNKNOWNS:
        raise ValueError("These tables have too many combinations to be audited together.")
    places = [_places(joint, releases[row.release].dimensions, row, untils) for row in rows]
    matrix = _merged(places, int(np.prod(sizes)))
    return System(
        tuple(rows),
        matrix,
        np.array([row.low for row in rows], dtype=np.float64),
        np.array([row.high for row in rows], dtype=np.float64),
        _pairs(releases, rows, matrix),
    )


def between(system: System, key: Sequence[int]) -> NDArray[np.int64]:
    """Return the unknowns of the first statement of a key that are not in the second, if there is one."""
    matrix = system.matrix
    first, *rest = (matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]] for row in key)
    return np.setdiff1d(first, rest[0]) if rest else np.asarray(first, dtype=np.int64)


def _known(release: Released, reason: str) -> tuple[float, float]:
    """Return the limits within which a count was hidden for this reason."""
    if reason == "small":
        return float(release.show_zero), release.threshold - 1.0
    return (float(release.threshold), np.inf) if reason == "complement" else (0.0, np.inf)


def _places(
    joint: Sequence[Dimension], own: Sequence[Dimension], row: Statement, untils: Sequence[int]
) -> NDArray[np.int64]:
    """Return the finest cells that a statement sums. All of a dimension means the parts it had at the time."""
    labels, by_name = dict(row.cell), {dimension.name: dimension for dimension in own}
    index = np.arange(untils.index(row.until) + 1, dtype=np.int64)
    for dimension in joint:
        covered = by_name.get(dimension.name, dimension).covers(labels.get(dimension.name))
        at = np.array([at for at, part in enumerate(dimension.parts) if part in covered], dtype=np.int64)
        index = (index[:, None] * len(dimension.parts) + at[None, :]).ravel()
    return index


def _merged(places: Sequence[NDArray[np.int64]], finest: int) -> Any:
    """Return statements by unknowns, with finest cells that occur in the same statements as one unknown."""
    lengths = [len(place) for place in places]
    columns = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    rows = np.repeat(np.arange(len(places)), lengths)
    wide = sparse.csc_array((np.ones(len(columns)), (rows, columns)), shape=(len(places), finest))
    wide.sort_indices()
    first: dict[bytes, int] = {}
    for column in range(finest):
        key = wide.indices[wide.indptr[column] : wide.indptr[column + 1]].tobytes()
        if key:
            first.setdefault(key, column)
    narrow = sparse.csr_array(wide[:, list(first.values())])
    narrow.sort_indices()
    return narrow


def _pairs(releases: Sequence[Released], rows: Sequence[Statement], matrix: Any) -> tuple[tuple[int, int], ...]:
    """Return the pairs of statements, one within the other, whose difference is no statement itself.

    Looked at are cells of one table that differ in one label, and the same cell in two following releases.
    Longer combinations need no list: whatever they tell of a hidden count is found by the audit.
    """
    indices, starts = matrix.indices, matrix.indptr
    members = [frozenset(indices[starts[row] : starts[row + 1]].tolist()) for row in range(len(rows))]
    known = set(members)
    by_place = {(row.release, row.cell): at for at, row in enumerate(rows)}
    nearby = [*_one_label_apart(releases, rows, by_place), *_one_release_apart(rows)]
    return tuple(
        (big, small)
        for big, small in dict.fromkeys(nearby)
        if members[small] < members[big] and members[big] - members[small] not in known
    )


def _one_label_apart(
    releases: Sequence[Released], rows: Sequence[Statement], by_place: dict[tuple[int, Cell], int]
) -> list[tuple[int, int]]:
    """Return pairs of cells of one release that differ in one label, where the first might hold the second."""
    wider: dict[tuple[int, str, str], list[str | None]] = {}
    for number, release in enumerate(releases):
        for dimension in release.dimensions:
            for label in (*dimension.parts, *dimension.sums):
                covered = dimension.covers(label)
                sums = [name for name in dimension.sums if dimension.covers(name) > covered]
                wider[(number, dimension.name, label)] = [None, *sums]
    found = []
    for at, row in enumerate(rows):
        for name, label in row.cell:
            for other in wider[(row.release, name, label)]:
                rest = tuple(pair for pair in row.cell if pair[0] != name)
                key = rest if other is None else tuple(sorted((*rest, (name, other))))
                if (big := by_place.get((row.release, key))) is not None:
                    found.append((big, at))
    return found


def _one_release_apart(rows: Sequence[Statement]) -> list[tuple[int, int]]:
    """Return pairs of the same cell in a release and in the one before it that told this cell."""
    found = []
    ordered = sorted(range(len(rows)), key=lambda at: (rows[at].cell, rows[at].until))
    for _, same in groupby(ordered, key=lambda at: rows[at].cell):
        by_time = [list(group) for _, group in groupby(same, key=lambda at: rows[at].until)]
        for earlier, later in pairwise(by_time):
            found += [(big, small) for big in later for small in earlier]
    return found
