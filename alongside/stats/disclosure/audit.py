"""What can a reader work out of everything that has been released so far?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isinf
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alongside.stats.disclosure.feasible import Reach, reach
from alongside.stats.disclosure.system import Numbers, System, arrange, between, statements
from alongside.stats.disclosure.tables import Cell, Released
from alongside.stats.rounding import whole

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """What a reader can work out about one place that is not told exactly.

    ``lowest`` and ``highest`` are the ends of what is possible, ``highest`` None where nothing limits it, and
    ``values`` is how many different counts are possible, counted up to the number asked for. With ``less`` the
    place is not printed: it is the cell without the people in ``less`` (as they were until ``less_until``).
    ``key`` is its place in the system of the audit. These figures can tell a small count: they are for whoever
    decides about a release and for nobody else.
    """

    release: int
    until: int
    cell: Cell
    lowest: int
    highest: int | None
    values: int
    exposed: bool
    less: Cell | None = None
    less_until: int | None = None
    key: Key = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Audit:
    """The interval of every hidden place, and the exposed differences between figures."""

    intervals: tuple[Interval, ...]
    implied: tuple[Interval, ...]

    @property
    def exposed(self) -> tuple[Interval, ...]:
        """Return all places that a reader can work out too closely."""
        return tuple(one for one in (*self.intervals, *self.implied) if one.exposed)

    @property
    def passed(self) -> bool:
        """Tell whether everything hidden stays hidden."""
        return not self.exposed

    def of(self, cell: Cell, *, until: int | None = None) -> Interval:
        """Return the interval of a hidden cell, of the latest release that hides it unless a time is given."""
        found = [one for one in self.intervals if one.cell == cell and until in (None, one.until)]
        if not found:
            raise ValueError("This cell is not hidden in any of these releases.")
        return found[-1]


def audit(released: Released | Sequence[Released], *, knows_rule: bool = True, values: int = 3) -> Audit:
    """Return what a reader of all these releases together can work out about every place that is not told.

    A reader who ``knows_rule`` is told which cells were hidden for being small (so they lie below the
    threshold) and which were hidden to protect others (so they do not): more than any real reader knows, and
    so the default. Who does not know it knows only that counts are whole numbers from 0 up, and that counts of
    a later ``until`` hold those of an earlier one. A hidden place is exposed where fewer than ``values``
    counts are possible; so is a difference of two figures that must be small (see ``suppress``).

    Give all releases that anybody may have kept. Releases of the same ``until`` are about the same people, so
    windows of closed months belong in tables with the months as a dimension and one ``until``.

    Source: Fischetti and Salazar 2000, Journal of the American Statistical Association 95:916-928, who call it
    the attacker's problem; here in whole numbers. The criterion of three values is ours. Limits: each place is
    looked at by itself, so a reader may still learn that one of two places is high; what is known from
    elsewhere, one's own answer for example, is not in it; that the choice of protecting cells follows a known
    method is not used.
    Raises ValueError where the releases contradict each other or are too large to be audited as one.
    """
    releases = as_list(released)
    if whole(values, "The number of values") < 2:
        raise ValueError("At least two values must be asked for.")
    system = arrange(releases, statements(releases, knows_rule=knows_rule))
    return examine(system, releases, system.low, system.high, values=values, bounds=True, seen={})


def as_list(released: Released | Sequence[Released]) -> list[Released]:
    """Return one release or several as a list, and refuse none."""
    releases = [released] if isinstance(released, Released) else list(released)
    if not releases:
        raise ValueError("There is no release to audit.")
    return releases


def examine(
    system: System,
    releases: Sequence[Released],
    low: Numbers,
    high: Numbers,
    *,
    values: int,
    bounds: bool,
    seen: dict[Key, set[float]],
) -> Audit:
    """Return the audit of a system under these limits; ``seen`` keeps what is possible, from call to call.

    Without ``bounds`` the lowest and highest are those of the values that happened to be tried.
    """
    open_rows = [at for at, row in enumerate(system.statements) if row.hidden or low[at] < high[at]]
    told = set(range(len(system.statements))) - set(open_rows)
    hidden_pairs = [pair for pair in system.pairs if not told & set(pair)]
    keys: list[Key] = [*((at,) for at in open_rows), *hidden_pairs]
    reached = reach(
        system.matrix, low, high, _targets(system, open_rows, hidden_pairs),
        values=values, bounds=bounds, seen=[seen.get(key, set()) for key in keys],
    )  # fmt: skip
    seen.update({key: one.seen for key, one in zip(keys, reached, strict=True)})
    intervals = [_interval(system, key, one, values) for key, one in zip(keys, reached, strict=True)]
    printed = tuple(one for one in intervals if one.less is None)
    hinted = [(key, one) for key, one in zip(keys, intervals, strict=True) if one.less is not None]
    plain = [pair for pair in system.pairs if told >= set(pair)]
    hinted += [(pair, _interval(system, pair, _difference(low, pair), values)) for pair in plain]
    return Audit(printed, tuple(one for key, one in hinted if _is_small(one, key, system, releases)))


def _targets(system: System, rows: Sequence[int], pairs: Sequence[tuple[int, int]]) -> Any:
    """Return the sums that must not be worked out, one in each row."""
    own = system.matrix[rows]
    members: list[NDArray[np.int64]] = [between(system, pair) for pair in pairs]
    columns = np.concatenate(members) if members else np.zeros(0, dtype=np.int64)
    at = np.repeat(np.arange(len(members)), [len(each) for each in members])
    apart = sparse.csr_array((np.ones(len(columns)), (at, columns)), shape=(len(members), own.shape[1]))
    return sparse.vstack([own, apart], format="csr")


def _difference(low: Numbers, pair: tuple[int, int]) -> Reach:
    """Return the difference between two figures that are told."""
    value = float(low[pair[0]] - low[pair[1]])
    return Reach({value}, value, value)


def _interval(system: System, key: Key, one: Reach, values: int) -> Interval:
    """Return what is known of a target in the words of its cells."""
    row = system.statements[key[0]]
    less = system.statements[key[1]] if len(key) > 1 else None
    lowest = min(one.seen) if one.lowest is None else one.lowest
    highest = max(one.seen) if one.highest is None else one.highest
    return Interval(
        release=row.release,
        until=row.until,
        cell=row.cell,
        lowest=int(lowest),
        highest=None if isinf(highest) else int(highest),
        values=min(values, len(one.seen)),
        exposed=len(one.seen) < values,
        less=less.cell if less else None,
        less_until=less.until if less else None,
        key=key,
    )


def _is_small(one: Interval, key: Key, system: System, releases: Sequence[Released]) -> bool:
    """Tell whether a difference is exposed and certainly a small count of people."""
    rules = [releases[system.statements[row].release] for row in key]
    threshold = max(rule.threshold for rule in rules)
    least = 1 if all(rule.show_zero for rule in rules) else 0
    return one.exposed and one.highest is not None and least <= one.lowest and one.highest < threshold
