"""Which whole numbers can stand in a hidden place, given sums of unknown counts from 0 up?

Linear programmes find how far a sum can go. A bound is believed only where a table of whole numbers that fits
everything exactly reaches it; where the linear programme stops between whole numbers, an integer programme
finds the true bound. So no interval can come out wider than it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil, floor, inf, isfinite
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from alongside.stats.disclosure.system import Numbers

DUST = 1e-5
SWEEPS = 30
MANY = 6
DIRECTIONS = 8
FAR = 1e6


@dataclass(slots=True)
class Reach:
    """What is known of one target: values that have been reached, and its bounds once they are proven."""

    seen: set[float] = field(default_factory=set)
    lowest: float | None = None
    highest: float | None = None


@dataclass(slots=True)
class Part:
    """Unknowns that hang together: the rows that bind them, their own limits, and the targets among them."""

    rows: Any
    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers
    targets: Any
    numbers: NDArray[np.int64]
    offset: Numbers
    table: Numbers | None = None


class Contradiction(ValueError):
    """No table of counts fits everything that was released."""

    def __init__(self) -> None:
        super().__init__("The released figures contradict each other: no table of counts fits all of them.")


def reach(
    rows: Any, low: Numbers, high: Numbers, targets: Any, *, values: int, bounds: bool, seen: Sequence[set[float]] = ()
) -> list[Reach]:
    """Return for each target, a sum of unknowns, which values it can take.

    ``values`` is how many different values are asked for; with ``bounds`` the lowest and highest are proven as
    well. Without, a target is left alone as soon as enough values are seen; one with fewer is always proven.
    ``seen`` may hold values reached before, under limits that were the same or narrower.

    Raises Contradiction where nothing fits.
    """
    found = [Reach(set(each)) for each in seen] or [Reach() for _ in range(targets.shape[0])]
    least, most = _limits(rows, low, high)
    for part in _parts(rows, low, high, least, most, targets):
        _explore(part, found, values, bounds)
    for one, settled in zip(found, targets @ np.where(least < most, inf, least), strict=True):
        if isfinite(settled):
            one.lowest = one.highest = float(settled)
            one.seen.add(float(settled))
    return found


def solve(
    aim: Numbers,
    rows: Any,
    low: Numbers,
    high: Numbers,
    least: Numbers,
    most: Numbers,
    integral: Numbers | int,
    *,
    gap: float = 0,
) -> Numbers | None:
    """Return the unknowns that make the aim smallest, or None where nothing fits."""
    result = milp(
        aim,
        integrality=integral,
        bounds=Bounds(least, most),
        constraints=LinearConstraint(rows, low, high) if rows.shape[0] else None,
        options={"mip_rel_gap": gap},
    )
    if result.status == 2:
        return None
    if result.x is None:
        raise ValueError("The audit could not be completed, so nothing may be released.")
    return cast(Numbers, np.asarray(result.x, dtype=np.float64))


def _limits(rows: Any, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Return limits for each unknown from one row at a time, repeated until little changes.

    An unknown that no row limits from above has none: it can grow without any row being broken.
    """
    count = rows.shape[1]
    least, most = np.zeros(count), np.full(count, inf)
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    column = rows.indices
    np.minimum.at(most, column, high[row])
    for _ in range(SWEEPS):
        before = least.sum(), most[np.isfinite(most)].sum()
        np.minimum.at(most, column, high[row] - (rows @ least)[row] + least[column])
        open_ended = np.isinf(most)
        top = rows @ np.where(open_ended, 0, most)
        others_open = (rows @ open_ended.astype(np.float64))[row] - open_ended[column]
        need = np.where(others_open > 0, 0, low[row] - top[row] + np.where(open_ended[column], 0, most[column]))
        np.maximum.at(least, column, need)
        if (least > most).any():
            raise Contradiction
        if before == (least.sum(), most[np.isfinite(most)].sum()):
            break
    bottom = rows @ least
    top = rows @ np.where(np.isinf(most), 0, most) + np.where(rows @ np.isinf(most).astype(np.float64) > 0, inf, 0)
    if (bottom > high).any() or (top < low).any():
        raise Contradiction
    return least, most


def _parts(rows: Any, low: Numbers, high: Numbers, least: Numbers, most: Numbers, targets: Any) -> list[Part]:
    """Return the unknowns that are not settled yet, in groups that have nothing to do with each other."""
    loose = np.flatnonzero(least < most)
    if not loose.size:
        return []
    inner, aims, offset = rows[:, loose], targets[:, loose], targets @ np.where(least < most, 0, least)
    settled = rows @ np.where(least < most, 0, least)
    low, high, least, most = low - settled, high - settled, least[loose], most[loose]
    top = inner @ np.where(np.isinf(most), 1e15, most)
    binding = np.flatnonzero((np.diff(inner.indptr) > 0) & ((inner @ least < low) | (top > high)))
    inner, low, high = inner[binding], low[binding], high[binding]
    both = sparse.vstack([inner, aims], format="csr")
    links = both.T @ both
    parts, label = connected_components(links, directed=False)
    found = []
    for number in range(parts):
        columns = np.flatnonzero(label == number)
        own, mine = inner[:, columns], aims[:, columns]
        at, aim_at = np.flatnonzero(np.diff(own.indptr)), np.flatnonzero(np.diff(mine.indptr))
        if aim_at.size or at.size:
            found.append(
                Part(own[at], low[at], high[at], least[columns], most[columns], mine[aim_at], aim_at, offset[aim_at])
            )
    return found


def _explore(part: Part, found: list[Reach], values: int, bounds: bool) -> None:
    """Find for every target of a part the values that are asked for.

    One solution tells something of every target, so what is dear comes last and only where it is still needed.
    """
    if not part.numbers.size and _search(part, np.zeros(part.rows.shape[1]), found) is None:
        raise Contradiction
    if part.numbers.size > MANY:
        _scatter(part, found)
    short = _short(part, found, values, bounds)
    for place, one, aim in short:
        one.lowest = _end(part, aim, place, found, 1)
        if np.isinf(part.most[aim > 0]).any():
            one.highest = inf
            one.seen.update(one.lowest + more for more in range(values))
    for place, one, aim in short:
        if one.highest is None and (bounds or len(one.seen) < values):
            one.highest = _end(part, aim, place, found, -1)
    for place, one, aim in short:
        if len(one.seen) < values:
            _fill(part, aim, place, found, values)


def _short(part: Part, found: list[Reach], values: int, bounds: bool) -> list[tuple[int, Reach, Numbers]]:
    """Return the targets of a part that are not settled, with the sum that each of them is."""
    return [
        (place, found[number], part.targets[[place]].toarray().ravel())
        for place, number in enumerate(part.numbers)
        if bounds or len(found[number].seen) < values
    ]


def _scatter(part: Part, found: list[Reach]) -> None:
    """Try tables in a few fixed directions: most targets show several values at once."""
    directions = np.random.default_rng(part.rows.shape).integers(-9, 10, (DIRECTIONS, part.rows.shape[1]))
    least, most = part.least, np.minimum(part.most, part.least + FAR)
    for aim in directions.astype(np.float64):
        table = solve(aim, part.rows, part.low, part.high, least, most, 0)
        if table is None:
            return
        if not _note(part, table, found):
            table = solve(aim, part.rows, part.low, part.high, least, most, 1, gap=1.0)
            if table is not None:
                _note(part, table, found)


def _end(part: Part, aim: Numbers, place: int, found: list[Reach], sign: int) -> float:
    """Return the lowest (sign 1) or highest (sign -1) value of a target that a table of whole numbers reaches."""
    offset, seen = float(part.offset[place]), found[part.numbers[place]].seen
    limit = part.least if sign > 0 else part.most
    trivial = float(limit[aim > 0].sum()) + offset
    if trivial in seen:
        return trivial
    loose = solve(sign * aim, part.rows, part.low, part.high, part.least, part.most, 0)
    if loose is None:
        raise Contradiction
    value = float(aim @ loose)
    bound = float(ceil(value - DUST) if sign > 0 else floor(value + DUST))
    _note(part, loose, found)
    if bound + offset in seen or (_nearby(part, aim, bound, found) and bound + offset in seen):
        return bound + offset
    exact = _search(part, sign * aim, found)
    if exact is None:
        raise Contradiction
    return float(aim @ exact) + offset


def _nearby(part: Part, aim: Numbers, value: float, found: list[Reach]) -> bool:
    """Look for a table in which a target has a value, as near as can be to a table that fits.

    Where the ends of a linear programme lie between whole numbers, a small change of a whole table seldom does,
    and an integer programme, which is many times as dear, is not needed.
    """
    if part.table is None:
        return False
    same, none = sparse.eye_array(aim.size, format="csr"), np.zeros(aim.size)
    tie = sparse.hstack([same, -same, same])
    wide = sparse.hstack(
        [sparse.vstack([part.rows, aim[None, :]]), sparse.csr_array((part.low.size + 1, 2 * aim.size))]
    )
    rows = sparse.vstack([wide, tie], format="csr")
    low, high = (np.concatenate([ends, [value], part.table]) for ends in (part.low, part.high))
    least, most = np.concatenate([part.least, none, none]), np.concatenate([part.most, none + inf, none + inf])
    change = solve(np.concatenate([none, none + 1, none + 1]), rows, low, high, least, most, 0)
    return change is not None and _note(part, change[: aim.size], found)


def _fill(part: Part, aim: Numbers, place: int, found: list[Reach], values: int) -> None:
    """Look between the ends of a target until enough values are reached.

    Whole numbers between the lowest and the highest need not all fit, so none is counted before it is reached.
    """
    one, offset = found[part.numbers[place]], float(part.offset[place])
    rows = sparse.vstack([part.rows, sparse.csr_array(aim[None, :])], format="csr")
    known = sorted(one.seen)
    gaps = list(pairwise(known))
    while len(one.seen) < values and gaps:
        below, above = gaps.pop(0)
        if above - below < 2:
            continue
        low, high = np.append(part.low, below + 1 - offset), np.append(part.high, above - 1 - offset)
        inside = replace(part, rows=rows, low=low, high=high)
        loose = solve(np.zeros(rows.shape[1]), rows, low, high, part.least, part.most, 0)
        if loose is None:
            continue
        table = np.rint(loose) if _note(inside, loose, found) else _search(inside, np.zeros(rows.shape[1]), found)
        if table is not None:
            middle = float(aim @ table) + offset
            gaps += [(below, middle), (middle, above)]


def _search(part: Part, aim: Numbers, found: list[Reach]) -> Numbers | None:
    """Return the whole numbers that make the aim smallest, noted for all targets, or None where none fit."""
    solution = solve(aim, part.rows, part.low, part.high, part.least, part.most, 1)
    if solution is None:
        return None
    if not _note(part, solution, found):
        raise ValueError("The audit could not be completed, so nothing may be released.")
    return cast(Numbers, np.rint(solution))


def _note(part: Part, solution: Numbers, found: list[Reach]) -> bool:
    """Note the values of all targets in a solution, if its nearest whole numbers fit everything exactly."""
    table = np.rint(solution)
    sums = part.rows @ table
    if (table < part.least).any() or (table > part.most).any() or (sums < part.low).any() or (sums > part.high).any():
        return False
    for number, value in zip(part.numbers, part.targets @ table + part.offset, strict=True):
        found[number].seen.add(float(value))
    part.table = table
    return True
