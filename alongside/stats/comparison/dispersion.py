"""How much more do units vary than chance alone would make them?"""

from dataclasses import dataclass

import numpy as np

from alongside.stats.comparison.reading import Floats


@dataclass(frozen=True, slots=True)
class Dispersion:
    """``phi`` is 1 where units vary as chance would have it; ``tau2`` is the variance between units; ``n_used`` units
    were looked at for both."""

    phi: float
    tau2: float
    n_used: int


def winsorised(z: Floats, s: Floats, *, trim: float) -> Dispersion:
    """Return the dispersion after the share ``trim`` of z at each end was drawn in to the quantile there.

    Source: Spiegelhalter 2005, Quality and Safety in Health Care 14:347-351; quantiles of type 7.
    """
    low, high = np.quantile(z, [trim, 1 - trim])
    return _dispersion(np.clip(z, low, high), s)


def truncated(z: Floats, s: Floats, *, trim: float) -> Dispersion:
    """Return the dispersion after the share ``trim`` of z at each end was left out.

    Source: the method of the Summary Hospital-level Mortality Indicator as in FunnelPlotR: units fall into
    1/trim classes by rank, ties by their average, and those of the first and last class are left out.
    Raises ValueError where fewer than two units are left.
    """
    if trim:
        classes = 1 / trim
        place = np.floor(_ranks(z) * classes / (len(z) + 1))
        kept = (place > 0) & (place < classes - 1)
        z, s = z[kept], s[kept]
    if len(z) < 2:
        raise ValueError("With this trim fewer than 2 units are left to judge by: choose a smaller one.")
    return _dispersion(z, s)


def _ranks(z: Floats) -> Floats:
    """Return the rank of each, 1 for the lowest; those that are equal share the average of their ranks."""
    _, place, times = np.unique(z, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(times) - (times - 1) / 2)[place])


def _dispersion(z: Floats, s: Floats) -> Dispersion:
    """Return phi, and tau2 by the moments of DerSimonian and Laird with the target in the place of their mean."""
    units = len(z)
    phi = float(np.mean(z**2))
    surplus = units * phi - (units - 1)
    return Dispersion(phi=phi, tau2=max(0.0, surplus / float(room(np.sort(1 / s**2)[::-1]))), n_used=units)


def room(weights: Floats) -> Floats:
    """Return sum w - sum w^2 / sum w along the last axis, which must have the largest weight first.

    Written as it stands, the largest weight cancels, and nothing is left where one unit outweighs all others.
    """
    largest, rest = weights[..., 0], weights[..., 1:]
    others = rest.sum(axis=-1)
    total = largest + others
    return np.asarray((largest * others + (rest * (total[..., np.newaxis] - rest)).sum(axis=-1)) / total)
