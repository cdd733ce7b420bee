"""What of two records may be set side by side, and what can be said of it: pure decisions, no database.

Nothing here says better or worse. Swapping the two records mirrors everything; a record against itself has not changed;
and what the crosswalk calls split, merged or without a partner is never compared. Tests hold all three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

from alongside.assessments.rules.answers import NOT_AGREED, NOT_THERE_YET
from alongside.assessments.rules.small_groups import Cell, Released
from alongside.library.rules.comparing import Row
from alongside.stats import agreement

NOT_DECIDED = ""


class Moved(StrEnum):
    """How the outcome now stands to the outcome then. Later and earlier are places in the order of stages, no marks."""

    SAME = auto()
    LATER = auto()
    EARLIER = auto()
    UNSETTLED = auto()
    UNLIKE = auto()


class How(StrEnum):
    """How a group's answers were shown."""

    ALONE = auto()
    POOLED = auto()
    WITHHELD = auto()
    SILENT = auto()


@dataclass(frozen=True)
class Scale:
    """The ordered answers of the newer edition, and what each ordered answer of the older one is called there.

    `whole` is true only where every stage has its one partner, in the same order: then counts may stand side by side.
    """

    order: tuple[str, ...]
    renamed: Mapping[str, str]
    whole: bool


@dataclass(frozen=True)
class Shown:
    """A row at one of the two times: how it was shown, and its counts by answer where they may be compared."""

    how: How
    counts: Mapping[str, int] | None = None

    @property
    def size(self) -> int:
        """How many people stand behind the counts."""
        return sum((self.counts or {}).values())

    def placed(self, order: Sequence[str]) -> int:
        """How many of them gave an answer that has its place in the order of the stages."""
        return sum((self.counts or {}).get(answer, 0) for answer in order)


@dataclass(frozen=True)
class Pair:
    """One group, or several that were put together both times: then and now. Compared only where both have counts."""

    who: tuple[str, ...]
    names: tuple[str, ...]
    then: Shown
    now: Shown

    @property
    def compared(self) -> bool:
        """Whether the answers of the two times stand side by side."""
        return self.then.counts is not None and self.now.counts is not None


Who = Callable[[str | None, str], str]


def apart_and_together(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of a comparison of editions that stand apart, and those that may be compared."""
    return [row for row in rows if not row.comparable], [row for row in rows if row.comparable]


def scale(stages: Sequence[Row], older: Sequence[str], newer: Sequence[str]) -> Scale:
    """The scale on which two editions can be compared; `older` and `newer` are their stages, lowest first."""
    partners = {row.older[0].key: row.newer[0].key for row in stages if row.comparable}
    whole = [partners.get(key) for key in older] == list(newer)
    return Scale((NOT_THERE_YET, *newer), {NOT_THERE_YET: NOT_THERE_YET, **partners}, whole)


def moved(then: str, now: str, on: Scale) -> Moved:
    """How an outcome now stands to an outcome then. Not agreed is a result of its own and no place in the order."""
    loose = {NOT_AGREED, NOT_DECIDED}
    if then in loose or now in loose:
        return Moved.SAME if then == now else Moved.UNSETTLED
    renamed = on.renamed.get(then)
    if renamed is None or now not in on.renamed.values():
        return Moved.UNLIKE
    before, after = on.order.index(renamed), on.order.index(now)
    if before == after:
        return Moved.SAME
    return Moved.LATER if after > before else Moved.EARLIER


def pairs(then: Released | None, now: Released | None, then_who: Who, now_who: Who, on: Scale) -> tuple[Pair, ...]:
    """Each row of either time beside its partner. `then_who` and `now_who` say who a group is, whatever its key then.

    A row is compared only with a row of exactly the same groups. Where a group was shown alone once and put together
    with others, or not shown, the other time, only the words remain.
    """
    before, after = _rows(then, then_who), _rows(now, now_who)
    found: list[Pair] = []
    done: set[str] = set()
    for who, (cell, how) in {**after, **before}.items():
        if who in before and who in after and on.whole:
            known = before[who][0]
            renamed = {on.renamed.get(key, key): count for key, count in known.counts.items()}
            found.append(Pair(who, cell.names, Shown(how, renamed), Shown(how, dict(after[who][0].counts))))
            done.update(who)
    names = _names(then, then_who) | _names(now, now_who)
    for one in sorted(names, key=lambda each: (each == "", names[each].casefold(), each)):
        if one not in done:
            shown = Shown(_how(one, then, then_who)), Shown(_how(one, now, now_who))
            found.append(Pair((one,), (names[one],), *shown))
    return tuple(found)


def middle(counts: Mapping[str, int], order: Sequence[str]) -> tuple[str, ...]:
    """The middle ordered answer; two where the middle lies between them, none where nobody gave an ordered answer."""
    median = _median(tuple(counts.get(answer, 0) for answer in order))
    if median is None:
        return ()
    # Places count from one there.
    low = int(median) - 1
    return (order[low],) if median == low + 1 else (order[low], order[low + 1])


@lru_cache(maxsize=1024)
def _median(row: tuple[int, ...]) -> float | None:
    """The middle of a row of counts. The summary has much more in it and is exact, which takes its time."""
    return agreement.summary({"these": row}).groups["these"].median


def _rows(released: Released | None, who: Who) -> dict[tuple[str, ...], tuple[Cell, How]]:
    """Rows by the groups behind them. Who named no group may be of any: a row with such people is never compared."""
    found = {}
    for cell in released.cells if released else ():
        behind = tuple(sorted(who(key, name) for key, name in zip(cell.keys, cell.names, strict=True)))
        if "" not in behind:
            found[behind] = (cell, How.POOLED if cell.pooled else How.ALONE)
    return found


def _names(released: Released | None, who: Who) -> dict[str, str]:
    if released is None:
        return {}
    shown = {who(key, name): name for cell in released.cells for key, name in zip(cell.keys, cell.names, strict=True)}
    return shown | {who(None, name): name for name in released.withheld}


def _how(one: str, released: Released | None, who: Who) -> How:
    for cell in released.cells if released else ():
        if one in {who(key, name) for key, name in zip(cell.keys, cell.names, strict=True)}:
            return How.POOLED if cell.pooled else How.ALONE
    withheld = {who(None, name) for name in released.withheld} if released else set()
    return How.WITHHELD if one in withheld else How.SILENT
