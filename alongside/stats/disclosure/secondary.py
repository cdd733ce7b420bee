"""Hide what must be hidden, and as much besides as it takes that nobody can work it out."""

from collections.abc import Mapping, Sequence
from math import log2

import numpy as np
from scipy import sparse

from alongside.stats.disclosure.audit import Key, as_list, examine
from alongside.stats.disclosure.feasible import Contradiction, solve
from alongside.stats.disclosure.primary import primary
from alongside.stats.disclosure.system import Numbers, System, arrange, between, statements
from alongside.stats.disclosure.tables import Cell, Reason, Released, Table
from alongside.stats.rounding import whole

TRIES = 4
TIDY_CELLS, TIDY_ROWS = 30, 200
TOTAL_WEIGHT = 50.0


class CannotProtect(ValueError):
    """There is no way to release this table without giving a small count away."""

    def __init__(self) -> None:
        super().__init__("This table cannot be protected beside what was released before, so none of it may be shown.")


def suppress(
    table: Table,
    threshold: int,
    *,
    earlier: Released | Sequence[Released] = (),
    show_zero: bool = True,
    hide_unanimous: bool = True,
    values: int = 3,
) -> Released:
    """Return the table as it may be released, or refuse all of it.

    First the cells of ``primary`` are hidden. Then, as long as the audit finds a hidden place for which fewer
    than ``values`` counts are possible, other cells are hidden: those that let the place take one more value
    at the smallest cost. A cell costs the more the more it counts; a total much more, so it goes last; a zero that is
    shown is never used, since it would protect nobody. In small tables, cells that prove needless are shown
    again. If no way is found, all zeros are hidden like small counts and it begins again: seven teams with one
    answer each need that, because seven counts from 1 up that are less than 8 together can only be 1.

    The audit is of everything together: all margins, all linked tables (``linked``), all releases ``earlier``,
    and small differences between them, such as a total less one of its parts that is not in the table, or what
    has come since the last release. It assumes a reader who knows the rule, and a release that passes for such
    a reader passes for any other.

    The same input gives the same output. What is returned has passed ``audit`` once more from the beginning.

    Source: cells that must move with a small one, found by linear programming at the smallest cost, as census
    offices do (Massell 2001, US Census Bureau RR2001/01); the audit is that of Fischetti and Salazar 2000,
    Journal of the American Statistical Association 95:916-928. Limits: it hides few cells, not the fewest;
    other limits are those of ``audit`` and ``primary``.
    Raises CannotProtect, a ValueError, where no way is found; ValueError for a threshold too low for the number
    of values, a table older than an earlier release, and counts that do not add up.
    """
    releases = as_list(earlier) if earlier else []
    if whole(values, "The number of values") < 2:
        raise ValueError("At least two values must be asked for.")
    if whole(threshold, "The threshold") < values + (1 if show_zero else 0):
        raise ValueError("The threshold is too low: too few counts lie below it to be told apart.")
    if any(release.until > table.until for release in releases):
        raise ValueError("A table must not be older than what was released before.")
    for zero in [True, False] if show_zero else [False]:
        reasons = primary(table, threshold, show_zero=zero, hide_unanimous=hide_unanimous)
        try:
            return _protected(table, dict(reasons), threshold, releases, zero, values)
        except CannotProtect:
            continue
        except Contradiction:
            raise ValueError("The counts do not add up, among themselves or with an earlier release.") from None
    raise CannotProtect


def passes(released: Released | Sequence[Released], *, knows_rule: bool = True, values: int = 3) -> bool:
    """Tell whether these releases together pass ``audit``; quicker, because no interval is measured."""
    releases = as_list(released)
    system = arrange(releases, statements(releases, knows_rule=knows_rule))
    return examine(system, releases, system.low, system.high, values=values, bounds=False, seen={}).passed


def _protected(
    table: Table, reasons: dict[Cell, Reason], threshold: int, releases: list[Released], show_zero: bool, values: int
) -> Released:
    """Return the table with these cells hidden and what it takes to protect them, once it has passed the audit."""
    work = _Work([*releases, _release(table, reasons, threshold, show_zero)], table, threshold, values)
    work.hide()
    work.tidy()
    reasons.update(dict.fromkeys(work.complements(), "complement"))
    final = _release(table, reasons, threshold, show_zero)
    if not passes([*releases, final], values=values):
        raise CannotProtect
    return final


def _release(table: Table, reasons: Mapping[Cell, Reason], threshold: int, show_zero: bool) -> Released:
    """Return the table with these cells hidden."""
    shown = {key: count for key, count in table.counts.items() if key not in reasons}
    return Released(table.dimensions, shown, dict(sorted(reasons.items())), threshold, show_zero, until=table.until)


def _distance(value: float, known: set[float]) -> float:
    """Return how far a value is from the nearest known one."""
    return min(abs(value - one) for one in known)


class _Work:
    """One table on its way to being protected: the limits that a reader knows, which widen step by step."""

    def __init__(self, releases: list[Released], table: Table, threshold: int, values: int) -> None:
        """Begin with everything shown that need not be hidden for itself."""
        self.releases, self.threshold, self.values = releases, threshold, values
        self.system: System = arrange(releases, statements(releases, knows_rule=True))
        self.low, self.high = self.system.low.copy(), self.system.high.copy()
        self.seen: dict[Key, set[float]] = {}
        self.added: list[int] = []
        newest, full = len(releases) - 1, len(table.dimensions)
        rows = self.system.statements
        self.free = [
            at for at, row in enumerate(rows) if row.release == newest and not row.hidden and row.low >= threshold
        ]
        weights = [TOTAL_WEIGHT ** self._depth(table, rows[at].cell, full) for at in self.free]
        self.cost = {at: log2(1 + rows[at].low) * weight for at, weight in zip(self.free, weights, strict=True)}

    @staticmethod
    def _depth(table: Table, key: Cell, full: int) -> int:
        """Return how far a cell is from the finest: one for each dimension that is summed, in whole or in part."""
        labels = dict(key)
        sums = [name for each in table.dimensions for name in [labels.get(each.name)] if name in each.sums]
        return full - len(labels) + len(sums)

    def complements(self) -> list[Cell]:
        """Return the cells hidden for the sake of others."""
        return [self.system.statements[at].cell for at in self.added]

    def exposed(self, seen: dict[Key, set[float]]) -> list[Key]:
        """Return the places that a reader can work out, as rows of the system."""
        result = examine(
            self.system, self.releases, self.low, self.high, values=self.values, bounds=False, seen=seen
        )  # fmt: skip
        return [one.key for one in result.exposed]

    def hide(self) -> None:
        """Hide further cells until nothing is exposed."""
        while exposed := self.exposed(self.seen):
            for key in exposed:
                # What was hidden for one place may already have helped the next.
                if key not in self.seen and any(self.low[at] < self.high[at] for at in key):
                    continue
                if len(self._known(key)) < self.values:
                    self._widen(key)

    def tidy(self) -> None:
        """Show cells again that protect nothing, the dearest first, where that takes little time."""
        if len(self.added) > TIDY_CELLS or len(self.low) > TIDY_ROWS:
            return
        for at in sorted(self.added, key=lambda row: (-self.cost[row], row)):
            value = self.system.statements[at].low
            self.low[at] = self.high[at] = value
            if self.exposed({}):
                self.low[at], self.high[at] = self.threshold, np.inf
            else:
                self.added.remove(at)

    def _widen(self, key: Key) -> None:
        """Hide the cells with which a place can take one more value at the smallest cost."""
        aim = self._aim(key)
        known = self._known(key)
        near = {value + step for value in known for step in (-2, -1, 1, 2)} - known
        most = self.high[key[0]]
        wanted = sorted((value for value in near if 0 <= value <= most), key=lambda to: (_distance(to, known), to))
        options = [found for value in wanted[:TRIES] if (found := self._changed(aim, value)) is not None]
        if not options:
            raise CannotProtect
        rows, table = min(options, key=lambda found: sum(self.cost[at] for at in found[0]))
        for at in rows:
            self.low[at], self.high[at] = self.threshold, np.inf
            self.free.remove(at)
        self.added += rows
        self.seen.setdefault(key, set(known)).add(float(aim @ table))

    def _known(self, key: Key) -> set[float]:
        """Return the values that a place was seen to take; between two figures that are told, their difference."""
        return self.seen.get(key) or {float(self.low[key[0]] - sum(self.low[at] for at in key[1:]))}

    def _aim(self, key: Key) -> Numbers:
        """Return the unknowns that a place sums."""
        aim = np.zeros(self.system.matrix.shape[1])
        aim[between(self.system, key)] = 1
        return aim

    def _changed(self, aim: Numbers, value: float) -> tuple[list[int], Numbers] | None:
        """Return the cells that must be hidden for a place to take a value, with a table in which it does."""
        matrix, free, count = self.system.matrix, self.free, self.system.matrix.shape[1]
        size = len(free)
        moves = sparse.csr_array(
            (np.repeat([-1.0, 1.0], size), (np.tile(free, 2), np.arange(2 * size))), shape=(matrix.shape[0], 2 * size)
        )
        pinned = sparse.csr_array(np.concatenate([aim, np.zeros(2 * size)])[None, :])
        rows = sparse.vstack([sparse.hstack([matrix, moves]), pinned], format="csr")
        low, high = np.append(self.low, value), np.append(self.high, value)
        cost = np.array([self.cost[at] for at in free])
        most = np.concatenate([np.full(count + size, np.inf), self.low[free] - self.threshold])
        weights, least = np.concatenate([np.zeros(count), cost, cost]), np.zeros(count + 2 * size)
        integral = np.concatenate([np.ones(count), np.zeros(2 * size)])
        for kind in (np.zeros_like(integral), integral):
            solution = solve(weights, rows, low, high, least, most, kind)
            if solution is None:
                return None
            table = np.rint(solution[:count])
            sums = matrix @ table
            if aim @ table == value and self._fits(sums):
                return [at for at in free if sums[at] != self.low[at]], table
        return None

    def _fits(self, sums: Numbers) -> bool:
        """Tell whether sums break no limit except those of cells that may yet be hidden, and these not too far."""
        low, high = self.low.copy(), self.high.copy()
        low[self.free], high[self.free] = self.threshold, np.inf
        return bool((sums >= low).all() and (sums <= high).all())
