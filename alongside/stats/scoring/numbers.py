"""Reading a number exactly, or refusing it."""

import operator
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import SupportsIndex, TypeAlias

Number: TypeAlias = SupportsIndex | float | Decimal | Fraction


def exact(value: Number, what: str) -> Fraction:
    """Return a number as an exact fraction; ``what`` begins the sentence of a refusal.

    A float is read as the decimal that it prints as. Published tables are decimals, and a difference such as
    0.3 - 0.1 must be the 0.2 that everybody sees, not a little less.

    Raises ValueError for NaN, infinity, truth values, text and anything else, without repeating it.
    """
    if isinstance(value, bool):
        raise ValueError(f"{what} must be a number.")
    if isinstance(value, Fraction):
        return value
    if isinstance(value, (float, Decimal)):
        if not isfinite(value):
            raise ValueError(f"{what} must be a finite number.")
        return Fraction(value) if isinstance(value, Decimal) else Fraction(repr(float(value)))
    try:
        return Fraction(operator.index(value))
    except TypeError:
        raise ValueError(f"{what} must be a number.") from None
