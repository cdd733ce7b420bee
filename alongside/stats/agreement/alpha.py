"""Krippendorff's alpha: how reliably many raters tell many units apart."""

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, combinations
from math import isfinite
from typing import Literal, SupportsIndex, TypeAlias, get_args

from alongside.stats.agreement.counts import is_row

Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
Rating: TypeAlias = SupportsIndex | float | None
_Difference: TypeAlias = Callable[[Fraction, Fraction], Fraction]


def krippendorff_alpha(ratings: Sequence[Sequence[Rating]], level: Level = "ordinal") -> float:
    """Return Krippendorff's alpha: 1 raters always agree, 0 no better than chance, below 0 worse than chance.

    Each row is a rater, each column a unit, and ``None`` a missing rating. Units with fewer than two ratings
    are dropped. ``level`` says what the numbers mean: ``nominal`` names only, ``ordinal`` an order (stages),
    ``interval`` equal steps, ``ratio`` equal steps from a true zero. The arithmetic is exact until the last
    step.

    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); Content Analysis, Sage. Checked
    against the example printed there. The ordinal difference counts the ratings between two values, both ends
    by half, so only the order of the values matters and categories nobody used change nothing.
    Limits: with one unit alpha is exactly 0 whatever the raters said, so for one team use ``van_der_eijk``
    and the distribution; without variation it has no value; when nearly all ratings are the same, one rating
    can take it to 0. It comes here without an interval for its uncertainty. It is about raters who are meant
    to see the same thing: groups with different experience of a service may rightly differ, and a low alpha
    is then not an error.
    Raises ValueError for rows of different length, an unknown level, no unit with two ratings, no variation,
    a negative value at ratio level, and for NaN, infinity, truth values and text.
    """
    if level not in get_args(Level):
        raise ValueError("The level must be nominal, ordinal, interval or ratio.")
    units = [unit for unit in _units(ratings, level) if len(unit) >= 2]
    if not units:
        raise ValueError("No unit has two ratings or more, so there is nothing to compare.")
    totals = Counter(value for unit in units for value in unit)
    if len(totals) == 1:
        raise ValueError("All ratings are the same, so there is no variation and alpha has no value.")
    difference = _difference(level, totals)
    observed = sum((_differences(Counter(unit), difference) / (len(unit) - 1) for unit in units), Fraction(0))
    expected = _differences(totals, difference)
    return float(1 - (totals.total() - 1) * observed / expected)


def _differences(values: Mapping[Fraction, int], difference: _Difference) -> Fraction:
    """Return the sum of differences over all pairs of ratings, each pair once."""
    return sum(
        (values[low] * values[high] * difference(low, high) for low, high in combinations(sorted(values), 2)),
        Fraction(0),
    )


def _difference(level: Level, totals: Mapping[Fraction, int]) -> _Difference:
    """Return the squared difference function of a level, for a lower and a higher value."""
    if level == "nominal":
        return lambda _low, _high: Fraction(1)
    if level == "interval":
        return lambda low, high: (high - low) ** 2
    if level == "ratio":
        return lambda low, high: ((high - low) / (high + low)) ** 2
    values = sorted(totals)
    # The sum from low to high less half of both ends is the distance between the middles of their ranks.
    up_to = accumulate(totals[value] for value in values)
    middle = {value: total - Fraction(totals[value], 2) for value, total in zip(values, up_to, strict=True)}
    return lambda low, high: (middle[high] - middle[low]) ** 2


def _units(ratings: Sequence[Sequence[Rating]], level: Level) -> list[list[Fraction]]:
    """Return the ratings given to each unit, the missing ones left out."""
    if not is_row(ratings) or not all(is_row(row) for row in ratings):
        raise ValueError("The ratings must be a list of rows, one row for each rater.")
    rows = [list(row) for row in ratings]
    if not rows or not rows[0]:
        raise ValueError("There are no ratings to compare.")
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("Every rater needs a place for every unit; write None where a rating is missing.")
    units: list[list[Fraction]] = [[] for _ in rows[0]]
    for rater, row in enumerate(rows, start=1):
        for unit, rating in enumerate(row, start=1):
            if rating is not None:
                units[unit - 1].append(_value(rating, level, f"The rating of unit {unit} by rater {rater}"))
    return units


def _value(rating: SupportsIndex | float, level: Level, which: str) -> Fraction:
    """Return one rating as an exact number, or refuse it."""
    if isinstance(rating, bool):
        raise ValueError(f"{which} must be a number.")
    if isinstance(rating, float):
        if not isfinite(rating):
            raise ValueError(f"{which} is not a finite number; write None where a rating is missing.")
        value = Fraction(rating)
    else:
        try:
            value = Fraction(operator.index(rating))
        except TypeError:
            raise ValueError(f"{which} must be a number.") from None
    if level == "ratio" and value < 0:
        raise ValueError(f"{which} is below zero, which the ratio level does not allow.")
    return value
