"""Units of which only rounded counts are known: what can be said of them whatever the exact numbers were.

What is published of a team is rounded so that nobody can be recognised. Then a share is not one number but a range,
and a method that takes the rounded figures for the exact ones sees differences that rounding made. Here a unit lies
outside its limits only if it does so with every pair of exact numbers that the published ones leave possible; how much
units vary, and the target, are judged with the error of rounding allowed for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from alongside.stats.comparison.dispersion import winsorised
from alongside.stats.comparison.limits import binomial_limits
from alongside.stats.comparison.reading import Floats, at_least, read_counts, read_share, sealed

_FEW = 10
_ROUNDS = 200
# Towards 0 and 1 the scale of angles is stretched without end; the error of rounding is taken as at 5 in 100.
_EDGE = 0.05
Sides = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Rounded:
    """One unit. ``size`` is about how many people there are.

    ``parts`` gives the lowest and the highest number that each count which is added up can have been; none where
    only the range of their sum is known. ``possible`` gives for each number of people that there can have been the
    lowest and the highest numerator: (people, lowest, highest).
    """

    size: int
    parts: tuple[tuple[int, int], ...]
    possible: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The limits of units of some sizes, as ``funnel`` gives them."""

    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats
    od_lower95: Floats
    od_upper95: Floats
    od_lower998: Floats
    od_upper998: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RoundedFunnel:
    """As ``Funnel``, from rounded counts.

    ``counts`` are the likeliest numerators given what was published. ``angles`` with their ``variances``, which hold
    chance and rounding, are what ``shrink`` takes; ``share_of`` brings an angle back. ``side998`` is -1 where a unit
    lies below its 99.8 % limits whatever the exact numbers were, 1 above, 0 elsewhere; ``od_side998`` the same for
    the adjusted limits.
    """

    target: float
    phi: float
    tau2: float
    few_units: bool
    counts: Floats
    angles: Floats
    variances: Floats
    side998: Sides
    od_side998: Sides

    def lines(self, sizes: Sequence[int]) -> Lines:
        """Return the limits of units of these sizes."""
        return _lines(self.target, self.tau2, read_counts(sizes, "number of people"))


def rounded_funnel(units: Sequence[Rounded], *, trim: float = 0.1) -> RoundedFunnel:
    """Return units against their limits around what all say together.

    The target is the share that makes the published figures likeliest, each true count being somewhere in its range:
    taking every figure at its face would pull the target down where many small counts were rounded to nothing.
    phi and tau2 are those of ``funnel`` (arcsine, additive, winsorised) with the variance of rounding, as if every
    number in a range were as likely as any other, added to that of chance. Limits are never widened for rounding:
    the range of a unit must lie beyond them as a whole.

    Source: limits as in ``funnel``; the target by the method of Dempster, Laird and Rubin 1977, Journal of the Royal
    Statistical Society B 39:1-38, for counts known only within bounds.
    Limits: the price of certainty is power. A unit whose exact numbers lie outside by less than the width of its
    range is not found. The number of people is taken as rounded for the target and exactly for the sides.
    Raises ValueError for fewer than three units, a unit without possible numbers, and where nobody or everybody said
    yes, so that there is nothing to compare.
    """
    trim = read_share(trim, "trim", below=0.5, zero=True)
    sizes = read_counts([unit.size for unit in units], "number of people")
    at_least(sizes, 3, "to compare")
    if any(not unit.possible or not unit.size for unit in units):
        raise ValueError("Each unit must have people, and at least one number that is possible.")
    counts, noise = _likeliest(units, sizes)
    target = float(counts.sum() / sizes.sum())
    if not 0 < target < 1:
        raise ValueError("Nobody or everybody said yes everywhere, so there is nothing to compare.")
    angles = np.arcsin(np.sqrt(counts / sizes))
    slope = 4 * max(target * (1 - target), _EDGE * (1 - _EDGE))
    variances = 1 / (4 * sizes) + noise / slope
    s = np.sqrt(variances)
    found = winsorised((angles - np.arcsin(np.sqrt(target))) / s, s, trim=trim)
    side, od_side = _sides(units, target, found.tau2)
    return RoundedFunnel(
        target=target,
        phi=found.phi,
        tau2=found.tau2,
        few_units=len(units) < _FEW,
        counts=sealed(counts),
        angles=sealed(angles),
        variances=sealed(variances),
        side998=side,
        od_side998=od_side,
    )


def share_of(angles: Floats | float) -> Floats:
    """Return the share that an angle stands for, or that each of them does; past either end it stays there."""
    return np.asarray(np.sin(np.clip(angles, 0, np.pi / 2)) ** 2)


def _likeliest(units: Sequence[Rounded], sizes: Floats) -> tuple[Floats, Floats]:
    """Return the likeliest numerator of each unit, and the variance that rounding gives to its share."""
    counts, spread = np.zeros(len(units)), np.zeros(len(units))
    whole = np.array([not unit.parts for unit in units])
    for at, unit in enumerate(units):
        if not unit.parts:
            fewest, most = min(low for _n, low, _most in unit.possible), max(most for _n, _low, most in unit.possible)
            counts[at], spread[at] = (fewest + most) / 2, _even(fewest, most)
    some = np.flatnonzero(~whole)
    for column in zip(*(unit.parts for unit in units if unit.parts), strict=True):
        low, high = np.array(column, dtype=np.float64).T
        counts[some] += _expected(np.minimum(low, sizes[some]), np.minimum(high, sizes[some]), sizes[some])
        spread[some] += _even(low, high)
    counts = np.minimum(counts, sizes)
    people = np.array([_even(unit.possible[0][0], unit.possible[-1][0]) for unit in units])
    people[whole] = 0  # Their range is one of shares already.
    return counts, np.asarray((spread + (counts / sizes) ** 2 * people) / sizes**2)


def _even(low: Floats | int, high: Floats | int) -> Floats:
    """Return the variance of a whole number that is anywhere in a range, one as likely as another."""
    return np.asarray(((high - low + 1) ** 2 - 1) / 12, dtype=np.float64)


def _expected(low: Floats, high: Floats, sizes: Floats) -> Floats:
    """Return the mean of each count within its range, for the one share that makes all ranges likeliest."""
    counts, people = (low + high) / 2, sizes.sum()
    for _round in range(_ROUNDS):
        share = counts.sum() / people
        if not 0 < share < 1:
            return counts
        counts = _within(low, high, sizes, share)
        if abs(counts.sum() / people - share) < 1e-7:
            break
    return counts


def _within(low: Floats, high: Floats, sizes: Floats, share: float) -> Floats:
    """Return the mean of a binomial number that is known to lie from low to high; the nearer end far from its mean."""
    above = low > sizes * share
    chance = _between(low, high, sizes, share, above)
    inside = sizes * share * _between(low - 1, high - 1, sizes - 1, share, above)
    nearer = np.where(above, low, high)
    mean = np.divide(inside, chance, out=nearer.astype(np.float64), where=chance > 1e-200)
    return np.asarray(np.clip(mean, low, high))


def _between(low: Floats, high: Floats, sizes: Floats, share: float, above: NDArray[np.bool_]) -> Floats:
    """Return the chance of a binomial number from low to high, from whichever tail keeps its digits."""

    def up_to(number: Floats) -> Floats:
        held = special.betainc(np.maximum(sizes - number, 1e-9), np.maximum(number + 1, 1e-9), 1 - share)
        return np.where(number < 0, 0.0, np.where(number >= sizes, 1.0, held))

    def beyond(number: Floats) -> Floats:
        held = special.betainc(np.maximum(number + 1, 1e-9), np.maximum(sizes - number, 1e-9), share)
        return np.where(number < 0, 1.0, np.where(number >= sizes, 0.0, held))

    return np.asarray(np.where(above, beyond(low - 1) - beyond(high), up_to(high) - up_to(low - 1)))


def _lines(target: float, tau2: float, sizes: Floats) -> Lines:
    """Return both pairs of limits in both ways; an adjusted one is never inside the other."""
    columns: dict[str, Floats] = {}
    middle, stretched = np.arcsin(np.sqrt(target)), np.sqrt(1 / (4 * sizes) + tau2)
    for name, level in (("95", 0.95), ("998", 0.998)):
        by_chance = binomial_limits(target, sizes, level=level)
        lower, upper = by_chance.lower, by_chance.upper
        columns[f"lower{name}"], columns[f"upper{name}"] = lower, upper
        if tau2 > 0:
            reach = float(special.ndtri((1 + level) / 2)) * stretched
            lower = np.minimum(lower, share_of(middle - reach))
            upper = np.maximum(upper, share_of(middle + reach))
        columns[f"od_lower{name}"], columns[f"od_upper{name}"] = lower, upper
    return Lines(**{name: sealed(np.array(column)) for name, column in columns.items()})


def _sides(units: Sequence[Rounded], target: float, tau2: float) -> tuple[Sides, Sides]:
    """Return on which side of its limits each unit lies with every pair of numbers that is possible."""
    whose, people, low, high = np.array(
        [(place, *each) for place, unit in enumerate(units) for each in unit.possible], dtype=np.float64
    ).T
    lines = _lines(target, tau2, people)
    starts = np.flatnonzero(np.diff(whose, prepend=-1))

    def side(lower: Floats, upper: Floats) -> Sides:
        above = np.logical_and.reduceat(low / people > upper, starts)
        below = np.logical_and.reduceat(high / people < lower, starts)
        return np.asarray(above.astype(np.int8) - below.astype(np.int8))

    return side(lines.lower998, lines.upper998), side(lines.od_lower998, lines.od_upper998)
