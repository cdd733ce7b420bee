"""Reading a row of counts, strictly: whole numbers of people, none below zero, in the order of the scale."""

import operator
from collections.abc import Mapping, Sequence, Set
from typing import SupportsIndex, TypeAlias

Counts: TypeAlias = Sequence[SupportsIndex]


def read_counts(counts: Counts, *, at_least: int, whose: str = "") -> tuple[int, ...]:
    """Return the counts as integers, lowest category first.

    ``at_least`` is the smallest number of categories that the method can work with; ``whose`` names the group
    in messages. Integers of other libraries are welcome through ``__index__``. Truth values and floats are
    refused, ``3.0`` too: a float here is nearly always a percentage, and percentages leave rounding dust that
    the layer method would count.

    Raises ValueError with a sentence that gives the position and never the value.
    """
    where = f" for the group {whose}" if whose else ""
    if not is_row(counts):
        raise ValueError(f"The counts{where} must be a list of whole numbers, lowest category first.")
    whole = tuple(_whole(count, position, where) for position, count in enumerate(counts, start=1))
    if len(whole) < at_least:
        raise ValueError(f"The counts{where} must cover at least {at_least} categories.")
    return whole


def read_answered(counts: Counts, *, at_least: int) -> tuple[int, ...]:
    """Return the counts as ``read_counts`` does, and refuse a row in which nobody answered."""
    whole = read_counts(counts, at_least=at_least)
    if not any(whole):
        raise ValueError("Nobody has answered, so there is no agreement to measure.")
    return whole


def is_row(value: object) -> bool:
    """Tell whether a value can be read from first to last.

    Mappings and sets have no order of the scale, and bytes would pass as a row of integers.
    """
    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes, bytearray, Mapping, Set))


def _whole(count: SupportsIndex, position: int, where: str) -> int:
    """Return one count as an integer, or refuse it."""
    refusal = f"The count{where} in category {position} must be a whole number of people, 0 or more."
    if isinstance(count, bool):
        raise ValueError(refusal)
    try:
        whole = operator.index(count)
    except TypeError:
        raise ValueError(refusal) from None
    if whole < 0:
        raise ValueError(refusal)
    return whole
