"""How far do units truly differ, and what is a steadier estimate of each?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy import optimize

from alongside.stats.comparison.dispersion import room
from alongside.stats.comparison.reading import (
    Floats,
    Numbers,
    at_least,
    read_choice,
    read_column,
    read_positive,
    same_length,
    sealed,
)

Method: TypeAlias = Literal["REML", "DL", "PM"]


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk:
    """All units together, and each with its steadier estimate.

    ``mu`` is the mean of all units' true values with its standard error, ``tau2`` their variance; ``q`` is Cochran's
    Q and ``i2`` the share of the variation that is not chance, after Higgins and Thompson (from Q, whatever the
    method). ``estimates`` are drawn towards mu, ``ses`` their standard errors, which include the uncertainty of mu
    and not that of tau2. ``own_weights`` tell how much of each estimate is the unit's own result: 1 all, 0 nothing.
    ``variances`` are those that were given.
    """

    mu: float
    se_mu: float
    tau2: float
    q: float
    i2: float
    estimates: Floats
    ses: Floats
    own_weights: Floats
    variances: Floats
    method: Method


def shrink(estimates: Numbers, variances: Numbers, *, method: Method = "REML") -> Shrunk:
    """Return how far units truly differ and a steadier estimate of each.

    ``estimates`` with their sampling ``variances`` must be on a scale where chance is about normal: for a
    proportion its logit with variance 1/x + 1/(n - x), or its arcsine with 1/(4n). ``method`` is how tau2 is found:
    ``REML``, restricted likelihood, the default because it is nearly unbiased; ``DL``, DerSimonian and Laird's
    moments, as in older reports, too small where units are few and differ much; ``PM``, Paule and Mandel's, which
    needs no normal distribution. Where the data say less than nothing, tau2 is 0: then every estimate is mu.

    Source: normal-normal model, Efron and Morris 1975, Journal of the American Statistical Association
    70:311-319; tau2, standard errors and estimates as in Viechtbauer's metafor; Higgins and Thompson 2002,
    Statistics in Medicine 21:1539-1558.
    Limits: every unit is drawn to the mean of ALL, a specialist team to that of teams unlike it. Means of shrunken
    estimates are wrong: never average them again. The standard errors treat tau2 as known and are too small when
    units are few.
    Raises ValueError for columns of different length, fewer than three units, anything but numbers, and variances that
    are not above 0.
    """
    read_choice(method, tuple(_METHODS), "method")
    y, v = read_column(estimates, "estimate"), read_positive(variances, "variance")
    same_length(y, v, "estimates as variances")
    at_least(y, 3, "to draw together")
    q, units = _misfit(y, v, 0.0), len(y)
    best_known_first = np.argsort(v, kind="stable")
    tau2 = _METHODS[method](y[best_known_first], v[best_known_first])
    weights = 1 / (v + tau2)
    mu, se_mu = float((weights * y).sum() / weights.sum()), float(1 / np.sqrt(weights.sum()))
    own, pull = tau2 * weights, v * weights
    return Shrunk(
        mu=mu,
        se_mu=se_mu,
        tau2=tau2,
        q=q,
        i2=max(0.0, 1 - (units - 1) / q) if q else 0.0,
        estimates=sealed(own * y + pull * mu),
        ses=sealed(np.sqrt(own * v + (pull * se_mu) ** 2)),
        own_weights=sealed(own),
        variances=sealed(v),
        method=method,
    )


def _misfit(y: Floats, v: Floats, tau2: float) -> float:
    """Return the weighted squares around the weighted mean: Cochran's Q where tau2 is 0."""
    weights = 1 / (v + tau2)
    mean = (weights * y).sum() / weights.sum()
    return float((weights * (y - mean) ** 2).sum())


def _der_simonian_laird(y: Floats, v: Floats) -> float:
    """Return tau2 by moments. Source: DerSimonian and Laird 1986, Controlled Clinical Trials 7:177-188."""
    return max(0.0, (_misfit(y, v, 0.0) - (len(y) - 1)) / float(room(1 / v)))


def _paule_mandel(y: Floats, v: Floats) -> float:
    """Return the tau2 at which squares are what they should be. Source: Paule and Mandel 1982, Journal of Research of
    the National Bureau of Standards 87:377-385."""

    def surplus(tau2: float) -> float:
        return _misfit(y, v, tau2) - (len(y) - 1)

    return _root(surplus, 0.0, _end(surplus, y)) if surplus(0.0) > 0 else 0.0


def _restricted_likelihood(y: Floats, v: Floats) -> float:
    """Return the tau2 of the highest restricted likelihood, which may have more than one summit.

    The slope is looked at on a grid that is fine near 0, each summit is found between two places, and the
    highest is taken; 0 is one of them where the likelihood only falls from there.
    """

    def slope(tau2: float) -> float:
        return float(_slopes(y, v, np.array([tau2]))[0])

    end = _end(slope, y)
    grid = np.concatenate([[0.0], np.geomspace(min(v.min(), end) * 1e-6, end, 80)])
    slopes = _slopes(y, v, grid)
    summits = [0.0] if slopes[0] <= 0 else []
    crossings = np.flatnonzero((slopes[:-1] > 0) & (slopes[1:] <= 0))
    summits += [_root(slope, grid[place], grid[place + 1]) for place in crossings]
    return max(summits, key=lambda tau2: _log_likelihood(y, v, tau2))


def _slopes(y: Floats, v: Floats, tau2: Floats) -> Floats:
    """Return twice the slope of the restricted log-likelihood at each tau2."""
    weights = 1 / (v + tau2[:, np.newaxis])
    mean = (weights * y).sum(axis=1) / weights.sum(axis=1)
    residual = (weights**2 * (y - mean[:, np.newaxis]) ** 2).sum(axis=1)
    return np.asarray(residual - room(weights))


def _log_likelihood(y: Floats, v: Floats, tau2: float) -> float:
    """Return twice the restricted log-likelihood, without its constant."""
    weights = 1 / (v + tau2)
    return float(np.log(weights).sum() - np.log(weights.sum()) - _misfit(y, v, tau2))


def _end(function: Callable[[float], float], y: Floats) -> float:
    """Return a tau2 so large that the function has fallen to 0 or below and stays there."""
    end = float(np.ptp(y)) ** 2 or 1.0
    while function(end) > 0:
        end *= 4
    return end


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that falls from above 0 to 0 or below passes 0, as exactly as floats allow."""
    if function(low) <= 0:
        return low
    if function(high) >= 0:
        return high
    return float(optimize.brentq(function, low, high, xtol=high * 1e-15, rtol=1e-14))


_METHODS: dict[str, Callable[[Floats, Floats], float]] = {
    "REML": _restricted_likelihood,
    "DL": _der_simonian_laird,
    "PM": _paule_mandel,
}
