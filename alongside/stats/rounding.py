"""Counts rounded to a multiple of a base, and what a rounded count leaves open.

It stands outside ``disclosure`` because pages round too, and must not load SciPy for it.
"""

import operator
from collections.abc import Sequence
from typing import SupportsIndex

LARGEST = 2**40


def round_to(counts: Sequence[SupportsIndex], base: int = 5) -> tuple[int, ...]:
    """Return each count rounded to the nearest multiple of the base; a count half-way between goes up.

    The same count always comes out the same, so asking again tells nothing new. The default is 5, as in
    English hospital and mental-health statistics.

    Limits: rounding alone protects little. 0 after rounding to 5 is 0, 1 or 2 people; rounded parts do not add
    up to rounded totals, and should not be made to; exact figures elsewhere undo it. ``rounded_range`` gives
    the audit what a rounded count leaves open.
    Raises ValueError for a base below 2, and for anything but whole numbers from 0 up.
    """
    step = _base(base)
    return tuple((2 * whole(count, "Every count") + step) // (2 * step) * step for count in counts)


def rounded_range(figure: int, base: int = 5, *, threshold: int = 0) -> tuple[int, int]:
    """Return the lowest and highest count that would be shown as this rounded figure.

    With a ``threshold`` the reader knows that smaller counts are hidden, but for 0, which is then exact.
    Raises ValueError where no count would be shown so.
    """
    step, shown, least = _base(base), whole(figure, "The figure"), whole(threshold, "The threshold")
    if shown % step:
        raise ValueError("A rounded figure must be a multiple of the base.")
    if least and not shown:
        return 0, 0
    low, high = max(least, shown - step // 2), shown + (step - 1) // 2
    if low > high:
        raise ValueError("No count that is shown under this rule is rounded to this figure.")
    return low, high


def whole(number: object, what: str) -> int:
    """Return a whole number from 0 up as an integer, or refuse it without repeating it."""
    refusal = f"{what} must be a whole number from 0 up."
    if isinstance(number, bool):
        raise ValueError(refusal)
    try:
        value = operator.index(number)  # type: ignore[arg-type]
    except TypeError:
        raise ValueError(refusal) from None
    if not 0 <= value <= LARGEST:
        raise ValueError(refusal)
    return value


def _base(base: int) -> int:
    """Return the base of rounding, or refuse it."""
    step = whole(base, "The base")
    if step < 2:
        raise ValueError("The base must be at least 2.")
    return step
