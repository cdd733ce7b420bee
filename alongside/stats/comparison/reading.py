"""Reading columns of numbers, strictly: one for each unit, in one order, every one a number of an ordinary size."""

from collections.abc import Mapping, Sequence, Set
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = Sequence[float] | NDArray[Any]

# Above this a float no longer holds every whole number; nobody has counted so many people.
_MOST = 1e15
# Squares of such numbers and sums of them can still be held.
_LARGEST = 1e50


def read_column(values: Numbers, what: str) -> Floats:
    """Return a column of numbers as floats that are ours alone. ``what`` names one of them in messages.

    Truth values, text, missing values and anything that is not a flat list are refused.
    Raises ValueError with a sentence that gives the position and never the value.
    """
    column = _column(values, what)
    refuse_where(~np.isfinite(column), f"The {what} of unit {{}} must be a number, and not missing or without end.")
    refuse_where(np.abs(column) > _LARGEST, f"The {what} of unit {{}} must be a number of an ordinary size.")
    return column


def read_counts(values: Numbers, what: str) -> Floats:
    """Return a column of whole numbers from 0 up, as ``read_column`` does."""
    column = read_column(values, what)
    whole = (column >= 0) & (column <= _MOST) & (column == np.floor(column))
    refuse_where(~whole, f"The {what} of unit {{}} must be a whole number, 0 or more.")
    return column


def read_positive(values: Numbers, what: str) -> Floats:
    """Return a column of numbers above 0, as ``read_column`` does."""
    column = read_column(values, what)
    refuse_where(column <= 0, f"The {what} of unit {{}} must be more than 0.")
    refuse_where(column < 1 / _LARGEST, f"The {what} of unit {{}} must be a number of an ordinary size.")
    return column


def read_share(value: float, what: str, *, below: float = 1.0, zero: bool = False) -> float:
    """Return one number between 0 and ``below``; 0 itself only where ``zero`` allows it."""
    number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not number or not (0 < value < below or (zero and value == 0)):
        least = "at least 0" if zero else "more than 0"
        raise ValueError(f"The {what} must be a number, {least} and below {below:g}.")
    return float(value)


def read_choice(value: object, choices: Sequence[str], what: str) -> None:
    """Refuse what is not one of the choices."""
    if value not in choices:
        raise ValueError(f"The {what} must be one of: {', '.join(choices)}.")


def same_length(first: Floats, second: Floats, what: str) -> None:
    """Refuse two columns that do not have one number each for the same units. ``what`` names both in plural."""
    if len(first) != len(second):
        raise ValueError(f"There must be as many {what}: one of each for every unit.")


def at_least(column: Floats, units: int, purpose: str) -> None:
    """Refuse fewer units than a method can work with."""
    if len(column) < units:
        raise ValueError(f"There must be at least {units} units {purpose}.")


def refuse_where(bad: NDArray[np.bool_], sentence: str) -> None:
    """Raise the sentence with the position of the first unit, from 1, for which ``bad`` holds."""
    if bad.any():
        raise ValueError(sentence.format(int(np.argmax(bad)) + 1))


def sealed(column: Floats) -> Floats:
    """Return the same array, closed to writing."""
    column.flags.writeable = False
    return column


def _column(values: Numbers, what: str) -> Floats:
    """Return the values as a new flat array of floats, or refuse them."""
    refusal = f"The {what}s must be a list of numbers, one for each unit."
    if not hasattr(values, "__iter__") or isinstance(values, (str, bytes, bytearray, Mapping, Set)):
        raise ValueError(refusal)
    if not isinstance(values, np.ndarray):
        values = list(values)
        if any(isinstance(value, (bool, np.bool_)) for value in values):
            raise ValueError(refusal)
    try:
        array = np.asarray(values)
    except (ValueError, OverflowError):
        raise ValueError(refusal) from None
    if array.ndim != 1 or (array.dtype.kind not in "iuf" and array.size):
        raise ValueError(refusal)
    return array.astype(np.float64)
