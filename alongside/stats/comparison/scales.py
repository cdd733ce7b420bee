"""The scale on which each kind of result is compared: where results are roughly normal, and the way back.

Each scale has the target, what each unit achieved, the same transformed (``y``) with its standard error ``s``, the
target transformed (``middle``), the way ``back``, and the limits ``by_chance`` alone for a level and a form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy import special

from alongside.stats.comparison.limits import Form, binomial_limits, poisson_limits
from alongside.stats.comparison.reading import Floats, refuse_where

Kind: TypeAlias = Literal["proportion", "ratio", "count"]
Transform: TypeAlias = Literal["arcsine", "log", "sqrt"]
_Back: TypeAlias = Callable[[Floats], Floats]
_ByChance: TypeAlias = Callable[[float, Form], tuple[Floats, Floats]]

# What each kind may take, the default first.
TRANSFORMS: Mapping[Kind, tuple[Transform, ...]] = {
    "proportion": ("arcsine",),
    "ratio": ("sqrt", "log"),
    "count": ("log",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """One scale, as the module says."""

    target: float
    ratio: Floats
    y: Floats
    s: Floats
    middle: float
    back: _Back
    by_chance: _ByChance


def scale_of(kind: Kind, transform: Transform, seen: Floats, sizes: Floats) -> Scale:
    """Return the scale of a kind and a transform that fit each other."""
    if kind == "proportion":
        return _arcsine(seen, sizes)
    if kind == "count":
        return _log_of_counts(seen, sizes)
    return _log_of_ratio(seen, sizes) if transform == "log" else _root_of_ratio(seen, sizes)


def _arcsine(seen: Floats, sizes: Floats) -> Scale:
    """Return the scale of proportions. On the way back an angle past either end stays there: 0 or 1."""
    target = float(seen.sum() / sizes.sum())
    middle, s = float(np.arcsin(np.sqrt(target))), 1 / (2 * np.sqrt(sizes))

    def back(angle: Floats) -> Floats:
        return np.asarray(np.sin(np.clip(angle, 0, np.pi / 2)) ** 2)

    def by_chance(level: float, form: Form) -> tuple[Floats, Floats]:
        if form == "published":
            return _normal(back, middle, s, level)
        limits = binomial_limits(target, sizes, level=level)
        return limits.lower, limits.upper

    ratio = seen / sizes
    return Scale(target, ratio, np.arcsin(np.sqrt(ratio)), s, middle, back, by_chance)


def _root_of_ratio(seen: Floats, expected: Floats) -> Scale:
    """Return the scale of ratios by their root. On the way back nothing is below 0."""
    ratio = seen / expected

    def back(root: Floats) -> Floats:
        return np.asarray(np.maximum(root, 0) ** 2)

    return Scale(1.0, ratio, np.sqrt(ratio), 1 / (2 * np.sqrt(expected)), 1.0, back, _of_events(expected))


def _log_of_ratio(seen: Floats, expected: Floats) -> Scale:
    """Return the scale of ratios by their logarithm, with expected events to two places."""
    refuse_where(seen == 0, "Unit {} has no events, so its logarithm does not exist: take the transform sqrt.")
    expected = np.round(expected, 2)
    refuse_where(expected == 0, "The denominator of unit {} is 0 to two places: take the transform sqrt.")
    ratio = seen / expected
    return Scale(1.0, ratio, np.log(ratio), 1 / np.sqrt(expected), 0.0, _exp, _of_events(expected))


def _of_events(expected: Floats) -> _ByChance:
    """Return the limits of a ratio by chance alone."""

    def by_chance(level: float, form: Form) -> tuple[Floats, Floats]:
        limits = poisson_limits(expected, level=level, form=form)
        return limits.lower, limits.upper

    return by_chance


def _log_of_counts(seen: Floats, sizes: Floats) -> Scale:
    """Return the scale of one count by another. Given both together, the first of two counts is binomial."""
    target = float(seen.sum() / sizes.sum())
    if target == 0:
        raise ValueError("All numerators are 0, so there is nothing to compare.")
    middle = float(np.log(target))
    s = np.sqrt(seen / (seen + 0.5) ** 2 + sizes / (sizes + 0.5) ** 2)

    def by_chance(level: float, form: Form) -> tuple[Floats, Floats]:
        if form == "published":
            return _normal(_exp, middle, s, level)
        limits = binomial_limits(target / (1 + target), seen + sizes, level=level)
        with np.errstate(divide="ignore"):
            return limits.lower / (1 - limits.lower), limits.upper / (1 - limits.upper)

    y = np.log((seen + 0.5) / (sizes + 0.5))
    return Scale(target, seen / sizes, y, np.asarray(s), middle, _exp, by_chance)


def _exp(logs: Floats) -> Floats:
    """Return the way back from logarithms; a limit too far away for a float is without end."""
    with np.errstate(over="ignore"):
        return np.asarray(np.exp(logs))


def _normal(back: _Back, middle: float, s: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the limits that a normal distribution on the transformed scale gives."""
    reach = float(special.ndtri((1 + level) / 2)) * s
    return back(middle - reach), back(middle + reach)
