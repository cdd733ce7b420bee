"""Within which limits would chance alone keep a result? One pair for each unit, from its size and the target.

Both functions know two forms. They differ where numbers are small, and there they differ a great deal.

``guarded``, the default: beyond each limit there is at most half of what the level leaves over, whatever the size
of the unit. The limit lies between two possible results, moved by the share of the last one's chance that is not
needed, so that a line drawn through limits has no steps. Both ends are treated alike: what counts as "yes" does
not matter.

``published``: the formulas that public reports use, for whoever must reproduce one. They give more false alarms
than their level says. Where 9 in 10 people say yes, 12 in 100 teams of 20 lie above the published 99.8 % limit of
Spiegelhalter's binomial form; where two events are expected, 13 in 100 units have none and so lie below the 99.8 %
chi-square form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special

from alongside.stats.comparison.reading import (
    Floats,
    Numbers,
    read_choice,
    read_column,
    read_counts,
    read_positive,
    read_share,
    refuse_where,
    same_length,
    sealed,
)

Form: TypeAlias = Literal["guarded", "published"]
FORMS = ("guarded", "published")
_At: TypeAlias = NDArray[np.intp] | slice
_Chance: TypeAlias = Callable[[Floats, _At], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """The lower and the upper limit of each unit. A result on a limit is within it."""

    lower: Floats
    upper: Floats


def poisson_limits(expected: Numbers, *, level: float = 0.95, form: Form = "guarded") -> Limits:
    """Return limits for the ratio of observed to expected events where each unit has its own expected number.

    Source: the Poisson distribution, with Spiegelhalter's interpolation (2005, Statistics in Medicine
    24:1185-1202) turned outwards at both ends. ``form="published"`` is the chi-square form of FunnelPlotR and
    many reports, chi2(tail, 2E)/2E and chi2(1 - tail, 2(E + 1))/2E. That is a confidence interval for E after E events
    and not a forecast of events, which is why its lower limit is too high.
    Limits: right only if events are independent; more than one event for one person is not.
    Raises ValueError for anything but numbers above 0, and for a level outside 0 to 1.
    """
    sizes, tail = read_positive(expected, "expected number"), _tail(level)
    read_choice(form, FORMS, "form")
    if form == "published":
        lower = special.gammaincinv(sizes, tail) / sizes
        upper = special.gammaincinv(sizes + 1, 1 - tail) / sizes
        return Limits(lower=sealed(lower), upper=sealed(upper))

    def mass(events: Floats, at: _At) -> Floats:
        mean = sizes[at]
        return np.asarray(np.exp(special.xlogy(events, mean) - mean - special.gammaln(events + 1)))

    def up_to(events: Floats, at: _At) -> Floats:
        return np.asarray(special.gammaincc(events + 1, sizes[at]))

    def from_there(events: Floats, at: _At) -> Floats:
        return np.asarray(special.gammainc(events, sizes[at]))

    lower = _edge(_guess(sizes, sizes, 1.0, tail), up_to, mass, chance=tail, inward=1)
    upper = _edge(_guess(sizes, sizes, 1.0, 1 - tail), from_there, mass, chance=tail, inward=-1)
    return Limits(
        lower=sealed(np.clip(lower / sizes, 0, 1)),
        upper=sealed(np.maximum(upper / sizes, 1)),
    )


def binomial_limits(p: float | Numbers, n: Numbers, *, level: float = 0.95, form: Form = "guarded") -> Limits:
    """Return limits for the proportion in a unit of ``n`` people where the true proportion is ``p``.

    ``p`` is one number, or one for each unit.
    Source: the binomial distribution, interpolated as by Spiegelhalter 2005, Statistics in Medicine 24:1185-1202: r
    is the smallest number with P(X <= r) >= tail and the limit (r - a)/n, where a is the share of P(X = r) that is
    too much. The upper limit is the lower one of those who did not. ``form="published"`` takes the same formula for the
    upper limit as it stands there, at 1 - tail, which lies up to one person too low.
    Limits: right only if people answer independently of each other.
    Raises ValueError for n below 1 or not whole, p outside 0 to 1, and a level outside 0 to 1.
    """
    sizes, tail = read_counts(n, "number of people"), _tail(level)
    refuse_where(sizes == 0, "The number of people of unit {} must be more than 0.")
    read_choice(form, FORMS, "form")
    if not isinstance(p, (int, float, np.number)):
        shares = read_column(p, "proportion")
        same_length(shares, sizes, "proportions as numbers of people")
        return _binomial(shares, sizes, tail, form)
    # Many teams are of one size, and then have the same limits.
    distinct, place = np.unique(sizes, return_inverse=True)
    limits = _binomial(np.full(len(distinct), float(p)), distinct, tail, form)
    return Limits(lower=sealed(limits.lower[place]), upper=sealed(limits.upper[place]))


def _binomial(shares: Floats, sizes: Floats, tail: float, form: Form) -> Limits:
    """Return the limits of a proportion for each true proportion and size."""
    refuse_where(~((shares >= 0) & (shares <= 1)), "The proportion of unit {} must be from 0 to 1.")
    lower = _binomial_edge(shares, sizes, tail)
    if form == "published":
        upper = np.clip(_binomial_edge(shares, sizes, 1 - tail), 0, 1)
        return Limits(lower=sealed(np.clip(lower, 0, 1)), upper=sealed(upper))
    upper = 1 - _binomial_edge(1 - shares, sizes, tail)
    return Limits(lower=sealed(np.clip(lower, 0, shares)), upper=sealed(np.clip(upper, shares, 1)))


def _tail(level: float) -> float:
    """Return how much chance a level leaves beyond each limit."""
    return (1 - read_share(level, "level")) / 2


def _binomial_edge(shares: Floats, sizes: Floats, chance: float) -> Floats:
    """Return the interpolated proportion below which lies the given chance."""

    def mass(people: Floats, at: _At) -> Floats:
        share, size = shares[at], sizes[at]
        ways = special.gammaln(size + 1) - special.gammaln(people + 1) - special.gammaln(size - people + 1)
        return np.asarray(np.exp(ways + special.xlogy(people, share) + special.xlog1py(size - people, -share)))

    def up_to(people: Floats, at: _At) -> Floats:
        rest = sizes[at] - people
        return np.where(rest > 0, special.betainc(np.maximum(rest, 1), people + 1, 1 - shares[at]), 1.0)

    start = np.minimum(_guess(sizes * shares, sizes * shares * (1 - shares), 1 - 2 * shares, chance), sizes)
    return _edge(start, up_to, mass, chance=chance, inward=1) / sizes


def _guess(mean: Floats, variance: Floats, lean: Floats | float, chance: float) -> Floats:
    """Return about where the chance is reached, after the first terms of Cornish and Fisher's series."""
    z = float(special.ndtri(chance))
    return np.maximum(np.round(mean + z * np.sqrt(variance) + lean * (z * z - 1) / 6), 0)


def _edge(start: Floats, tail: _Chance, mass: _Chance, *, chance: float, inward: int) -> Floats:
    """Return where, coming from outside, the tail first holds the chance, interpolated back outwards.

    The start is nearly always right or beside it; only the units where it is not are looked at again. At the
    innermost place a tail holds everything and at the outermost only that place, so no step leaves the range.
    """
    place, everything = start.copy(), slice(None)
    held, here = tail(place, everything), mass(place, everything)
    short = np.flatnonzero(held < chance)
    while short.size:
        place[short] += inward
        held[short], here[short] = tail(place[short], short), mass(place[short], short)
        short = short[held[short] < chance]
    over = np.flatnonzero(held - here >= chance)
    while over.size:
        held[over] -= here[over]
        place[over] -= inward
        here[over] = mass(place[over], over)
        over = over[held[over] - here[over] >= chance]
    return place - inward * np.clip((held - chance) / here, 0, 1)
