"""The rounding rules of English statistics, careful percentages, and what these still tell."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import SupportsIndex

from alongside.stats.rounding import round_to, whole


def english_counts(
    counts: Sequence[SupportsIndex], *, threshold: int = 5, base: int = 5, show_zero: bool = False
) -> tuple[int | None, ...]:
    """Return counts by the rule of the English mental-health data set: None below 5, 0 too, else the nearest 5.

    With ``threshold=8, show_zero=True`` it is the rule of English hospital statistics since 2018.

    Source: NHS England's published code for the Mental Health Services Data Set; HES methodology, 2018.
    Limits: the rule is for figures that are published once. On a page that follows every answer, each step
    from one figure to the next gives the exact count; between tables, audit with ``rounded_range``.
    Raises ValueError for a threshold below 2, a base below 2, and anything but whole numbers from 0 up.
    """
    least = _threshold(threshold)
    exact = [whole(count, "Every count") for count in counts]
    return tuple(
        rounded if count >= least or (show_zero and not count) else None
        for count, rounded in zip(exact, round_to(exact, base), strict=True)
    )


def english_percentage(
    numerator: int | None, denominator: int | None, *, threshold: int = 5, complement: bool = True
) -> int | None:
    """Return a whole percentage, or None where either number is missing or below the threshold.

    With ``complement``, the default, it is None too where everybody but a few is counted: 96 per cent of 50
    tells that two people were not. The published rule has no such line; False gives the rule as published.

    Source: NHS England's published code for the Mental Health Services Data Set. Half a per cent goes up.
    Limits: beside an exact denominator below about 100 a whole percentage gives the exact count; see
    ``possible_numerators``.
    Raises ValueError for a numerator above the denominator, a threshold below 2, and anything but whole
    numbers from 0 up.
    """
    least = _threshold(threshold)
    if numerator is None or denominator is None:
        return None
    part, people = whole(numerator, "The numerator"), whole(denominator, "The denominator")
    if part > people:
        raise ValueError("The numerator must not be larger than the denominator.")
    if part < least or people < least or (complement and 0 < people - part < least):
        return None
    return (200 * part + people) // (2 * people)


def possible_numerators(
    percentage: int | float | Fraction | str, denominator: int | tuple[int, int], *, decimals: int = 0
) -> tuple[int, int] | None:
    """Return the lowest and highest count that a shown percentage can stand for, or None where none can.

    ``denominator`` is the number of people, or the lowest and highest that a reader thinks possible. Where
    both ends are the same, the percentage gives the count away: give the audit this range, not the percentage.
    The percentage may have been rounded either way at the half, so both are held possible.

    Raises ValueError for a percentage outside 0 to 100, negative decimals, and anything but whole numbers of
    people with the lowest first.
    """
    try:
        shown = Fraction(str(percentage))
    except ValueError:
        raise ValueError("The percentage must be a number.") from None
    if not 0 <= shown <= 100 or whole(decimals, "The number of decimals") > 3:
        raise ValueError("The percentage must lie between 0 and 100, with at most 3 decimals.")
    ends = denominator if isinstance(denominator, tuple) else (denominator, denominator)
    low, high = (whole(people, "The denominator") for people in ends)
    if low > high:
        raise ValueError("The lowest denominator comes first.")
    half = Fraction(1, 2 * 10**decimals)
    least, most = max(shown - half, Fraction(0)) / 100, min(shown + half, Fraction(100)) / 100

    def fits(people: int) -> bool:
        return ceil(people * least) <= floor(people * most)

    lowest = next((people for people in range(max(low, 1), high + 1) if fits(people)), None)
    if lowest is None:
        return None
    highest = next(people for people in range(high, lowest - 1, -1) if fits(people))
    return ceil(lowest * least), floor(highest * most)


def _threshold(threshold: int) -> int:
    """Return the threshold, or refuse it."""
    least = whole(threshold, "The threshold")
    if least < 2:
        raise ValueError("The threshold must be at least 2.")
    return least
