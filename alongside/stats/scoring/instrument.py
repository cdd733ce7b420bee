"""What scoring needs to know about a questionnaire, checked when it is put together.

An instrument that contradicts itself is refused here, once, so that ``score`` can rely on it. Refusals name the
keys of items and scales, which are part of the instrument and nobody's answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

from alongside.stats.scoring.numbers import Number, exact

Method: TypeAlias = Literal["sum", "mean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer. ``value`` is what it counts for, None for an answer that counts as missing."""

    key: str
    value: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question with the answers it allows."""

    key: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A part of the range of a scale, from ``starts`` up to where the next one starts."""

    key: str
    starts: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One figure that comes from several items, or from elsewhere where ``items`` is empty.

    ``low`` and ``high`` are the ends of the range before any conversion. ``reverse`` names the items whose
    values are turned round, so that the highest counts as the lowest. ``may_miss`` is how many items may be
    missing; where some are, the mean of the others stands in for each. ``conversion`` gives the published value
    for each whole total. ``bands`` are in rising order and cover the final value.
    """

    key: str
    items: tuple[str, ...]
    method: Method
    low: Number
    high: Number
    higher_is_better: bool
    reverse: frozenset[str] = frozenset()
    may_miss: int = 0
    conversion: Mapping[int, Number] | None = field(default=None, hash=False)
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One version of a questionnaire, as far as scoring is concerned.

    Raises ValueError when it is put together from parts that contradict each other: a key used twice, a scale
    of items that are not there, a declared range that its items do not have, a conversion with gaps or one that
    does not rise, bands that do not cover the range.
    """

    key: str
    version: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]

    def __post_init__(self) -> None:
        _different((item.key for item in self.items), "item")
        _different((scale.key for scale in self.scales), "scale")
        for item in self.items:
            _check_item(item)
        values = {item.key: tuple(values_of(item).values()) for item in self.items}
        for scale in self.scales:
            _check_scale(scale, values)


def values_of(item: Item) -> dict[str, Fraction]:
    """Return what each option counts for, without those that count as missing."""
    what = f"The value of an option of the item {item.key}"
    return {option.key: exact(option.value, what) for option in item.options if option.value is not None}


def _different(keys: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"The {what} {key} is there twice.")
        seen.add(key)


def _check_item(item: Item) -> None:
    _different((option.key for option in item.options), f"option of the item {item.key},")
    values = list(values_of(item).values())
    if len(set(values)) != len(values):
        raise ValueError(f"Two options of the item {item.key} count for the same.")


def _check_scale(scale: Scale, values: Mapping[str, tuple[Fraction, ...]]) -> None:
    name = f"The scale {scale.key}"
    if scale.method not in get_args(Method):
        raise ValueError(f"{name} must be a sum or a mean.")
    _different(scale.items, f"item of the scale {scale.key},")
    for item in scale.items:
        if len(values.get(item, ())) < 2:
            raise ValueError(f"{name} needs the item {item} with at least two options that count.")
    if not scale.reverse <= set(scale.items):
        raise ValueError(f"{name} turns an item round that it does not have.")
    if isinstance(scale.may_miss, bool) or not 0 <= scale.may_miss < max(len(scale.items), 1):
        raise ValueError(f"{name} must need at least one of its items; say how many may be missing.")
    low, high = exact(scale.low, f"The low end of {scale.key}"), exact(scale.high, f"The high end of {scale.key}")
    if low >= high:
        raise ValueError(f"{name} has a range that does not rise.")
    if scale.items and (low, high) != _reach(scale, values):
        raise ValueError(f"{name} has a range that its items do not have.")
    ends = _converted_ends(scale, low, high) if scale.conversion is not None else (low, high)
    _check_bands(scale, *ends)


def _reach(scale: Scale, values: Mapping[str, tuple[Fraction, ...]]) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest figure that answers to the items can give."""
    count = len(scale.items) if scale.method == "mean" else 1
    low = sum((min(values[item]) for item in scale.items), Fraction(0))
    high = sum((max(values[item]) for item in scale.items), Fraction(0))
    return low / count, high / count


def _converted_ends(scale: Scale, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return the ends of the converted range after checking the table."""
    table = scale.conversion or {}
    if scale.method != "sum" or low.denominator != 1 or high.denominator != 1:
        raise ValueError(f"The scale {scale.key} can be converted only if it is a sum of whole numbers.")
    if set(table) != set(range(int(low), int(high) + 1)):
        raise ValueError(f"The conversion of the scale {scale.key} must have a value for every total, and no other.")
    converted = [exact(table[total], f"A converted value of the scale {scale.key}") for total in sorted(table)]
    if any(after <= before for before, after in pairwise(converted)):
        raise ValueError(f"The conversion of the scale {scale.key} must rise with every total.")
    return converted[0], converted[-1]


def _check_bands(scale: Scale, low: Fraction, high: Fraction) -> None:
    if not scale.bands:
        return
    _different((band.key for band in scale.bands), f"band of the scale {scale.key},")
    starts = [exact(band.starts, f"The start of a band of {scale.key}") for band in scale.bands]
    rises = all(before < after for before, after in pairwise(starts))
    if not rises or starts[0] != low or starts[-1] > high:
        raise ValueError(f"The bands of the scale {scale.key} must start at its low end and rise within its range.")
