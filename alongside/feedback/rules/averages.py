"""Averages that give no count away.

An average to one decimal, beside rounded counts, lets a reader work out a count in one question of four. So the
average of everybody is that of the rounded counts, and is told only where rounding cannot move it far; that of a group,
of which no counts are told, is the true one to the nearest half point, and the ends of the scale are cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from alongside.feedback.rules.rounded_figures import least, most

Valued = tuple[Decimal, int]
HALF = Decimal("0.5")
# The shortest scale on which half a point is a fine enough step.
SHORTEST = 3


def average_of_rounded(shown: Sequence[Valued]) -> float | None:
    """The average of rounded counts, one decimal; None where rounding may move it an eighth of the scale."""
    people = sum(number for _value, number in shown)
    if not people:
        return None
    mean = sum((value * number for value, number in shown), Decimal(0)) / people
    values = [value for value, _number in shown]
    low, high = ends(shown)
    if max(high - Fraction(mean), Fraction(mean) - low) >= Fraction(max(values) - min(values)) / 8:
        return None
    return float(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))


def ends(shown: Sequence[Valued]) -> tuple[Fraction, Fraction]:
    """The lowest and the highest average of any counts that are rounded to these."""
    by_value = sorted(shown)
    lows = [_mean(by_value, most, least, at) for at in range(len(by_value) + 1)]
    highs = [_mean(by_value, least, most, at) for at in range(len(by_value) + 1)]
    return min(each for each in lows if each is not None), max(each for each in highs if each is not None)


def average_of_group(given: Sequence[Valued], fewest: int) -> float | None:
    """The average of true counts to the nearest half point, never nearer to an end than that; None for few people.

    An end of the scale would say that nobody gave any other answer.
    """
    people = sum(number for _value, number in given)
    values = [value for value, _number in given]
    if people < fewest or not values or max(values) - min(values) < SHORTEST:
        return None
    mean = sum((value * number for value, number in given), Decimal(0)) / people
    nearest = (mean / HALF).quantize(Decimal(1), ROUND_HALF_UP) * HALF
    return float(min(max(nearest, min(values) + HALF), max(values) - HALF))


def _mean(
    by_value: Sequence[Valued], below: Callable[[int], int], above: Callable[[int], int], at: int
) -> Fraction | None:
    """The average with one end of each count up to a place, and the other end from there on."""
    counts = [(below if place < at else above)(number) for place, (_value, number) in enumerate(by_value)]
    total = sum(counts)
    if not total:
        return None
    return (
        sum((Fraction(value) * count for (value, _n), count in zip(by_value, counts, strict=True)), Fraction()) / total
    )
