"""What each group said, side by side, and two ways to see everybody together.

Pooled, every person weighs the same, so a large group can drown a small one. Balanced, every group weighs the
same, so one person in a small group can weigh a great deal. Neither is right by itself, which is why both are
given and the groups come first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from types import MappingProxyType

from alongside.stats.agreement.counts import Counts, read_counts
from alongside.stats.agreement.spread import consensus, van_der_eijk

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """One group. Where nobody answered, ``n`` is 0 and everything else is None.

    ``proportions`` are in the order of the scale and ``modes`` are category numbers from 1. ``median`` is the
    mean of the two middle values and ``q1`` and ``q3`` are quartiles of type 7, so all three may fall between
    categories. ``agreement`` is van der Eijk's A (None on two categories), ``consensus`` is Tastle and
    Wierman's.
    """

    n: int
    proportions: tuple[float, ...] | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    modes: tuple[int, ...] | None = None
    agreement: float | None = None
    consensus: float | None = None


@dataclass(frozen=True, slots=True)
class WholeSummary:
    """Everybody together. All are None where nobody answered.

    The middle is given as the lowest and the highest category it may be. Where they differ, half of the
    weight lies on each side: say "1 to 3", because a 2 in between may be a category that nobody chose.
    """

    proportions: tuple[float, ...] | None = None
    median_low: int | None = None
    median_high: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The groups by name in the order given, everybody together in two ways, and the widest gap.

    ``gap`` is the largest difference between the medians of two groups, None when fewer than two groups
    answered.
    """

    groups: Mapping[str, GroupSummary]
    pooled: WholeSummary
    balanced: WholeSummary
    gap: float | None


def summary(counts_by_group: Mapping[str, Counts]) -> Summary:
    """Return what each group said, everybody together in two ways, and the gap between group medians.

    Groups in which nobody answered stay in ``groups`` with ``n`` 0, so that a page can name them, and count
    for nothing in ``pooled``, ``balanced`` and ``gap``. Weights are exact fractions: shares such as a third
    would otherwise leave dust that moves a weighted median by a whole category.

    Source: quartiles of type 7 after Hyndman and Fan 1996, The American Statistician 50:361-365; lower and
    upper weighted median by cumulative weight; the measures as cited in ``spread``.
    Limits: quartiles on three categories say little, so show the distribution; equal medians can hide very
    different distributions; none of it says which group is right.
    Raises ValueError for no groups, rows of different length, fewer than two categories, and anything but
    whole numbers.
    """
    if not isinstance(counts_by_group, Mapping):
        raise ValueError("The counts must be given by the name of each group.")
    if not counts_by_group:
        raise ValueError("There must be at least one group.")
    rows = {name: read_counts(counts, at_least=2, whose=name) for name, counts in counts_by_group.items()}
    if len({len(row) for row in rows.values()}) > 1:
        raise ValueError("Every group must have a count for the same categories.")
    groups = {name: _group(row) for name, row in rows.items()}
    answered = [row for row in rows.values() if any(row)]
    medians = [group.median for group in groups.values() if group.median is not None]
    return Summary(
        groups=MappingProxyType(groups),
        pooled=_whole(_pooled_shares(answered)),
        balanced=_whole(_balanced_shares(answered)),
        gap=max(medians) - min(medians) if len(medians) >= 2 else None,
    )


def _group(row: tuple[int, ...]) -> GroupSummary:
    """Return the summary of one group."""
    if not any(row):
        return GroupSummary(n=0)
    people, most = sum(row), max(row)
    return GroupSummary(
        n=people,
        proportions=tuple(float(share) for share in _shares(row)),
        median=_quantile(row, _HALF),
        q1=_quantile(row, Fraction(1, 4)),
        q3=_quantile(row, Fraction(3, 4)),
        modes=tuple(category for category, count in enumerate(row, start=1) if count == most),
        agreement=van_der_eijk(row) if len(row) >= 3 else None,
        consensus=consensus(row),
    )


def _quantile(row: Sequence[int], share: Fraction) -> float:
    """Return the quantile of type 7: on the line between the two answers around place (n - 1) x share."""
    up_to = list(accumulate(row))
    place = (up_to[-1] - 1) * share
    before = int(place)
    low = bisect_right(up_to, before) + 1
    high = bisect_right(up_to, min(before + 1, up_to[-1] - 1)) + 1
    return float(low + (place - before) * (high - low))


def _shares(row: Sequence[int]) -> list[Fraction]:
    """Return the share of each category in one row."""
    people = sum(row)
    return [Fraction(count, people) for count in row]


def _pooled_shares(rows: Sequence[Sequence[int]]) -> list[Fraction]:
    """Return the share of each category when every person weighs the same; empty when nobody answered."""
    return _shares([sum(counts) for counts in zip(*rows, strict=True)])


def _balanced_shares(rows: Sequence[Sequence[int]]) -> list[Fraction]:
    """Return the share of each category when every group weighs the same; empty when nobody answered."""
    by_category = zip(*(_shares(row) for row in rows), strict=True)
    return [sum(shares, Fraction(0)) / len(rows) for shares in by_category]


def _whole(shares: Sequence[Fraction]) -> WholeSummary:
    """Return the summary of everybody from exact shares."""
    if not shares:
        return WholeSummary()
    up_to = list(accumulate(shares))
    return WholeSummary(
        proportions=tuple(float(share) for share in shares),
        median_low=bisect_left(up_to, _HALF) + 1,
        median_high=bisect_right(up_to, _HALF) + 1,
    )
