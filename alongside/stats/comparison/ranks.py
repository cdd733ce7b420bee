"""How sure is a place in a league, and should there be a league at all?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from alongside.stats.comparison.reading import Floats, read_share, sealed
from alongside.stats.comparison.shrinkage import Shrunk

# So many pairs of units are compared at a time: memory stays small however many units there are.
_PAIRS = 250_000


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """The place of each unit, 1 for the lowest estimate, and whether places may be shown.

    ``expected`` is the mean place, between whole ones; ``lower`` and ``upper`` the interval of places;
    ``top_quarter`` and ``bottom_quarter`` the chances of being among the highest and the lowest quarter of units (a
    quarter rounded down, at least one unit). ``rankability`` is the share of the differences that is not chance. Where
    ``may_be_shown`` is False, the data cannot tell these units apart: say so, and show none of the places.
    """

    expected: Floats
    lower: Floats
    upper: Floats
    top_quarter: Floats
    bottom_quarter: Floats
    rankability: float
    may_be_shown: bool


def ranks(
    shrunk: Shrunk,
    *,
    draws: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    least_rankability: float = 0.5,
) -> Ranks:
    """Return how sure the place of each unit is.

    ``expected`` is exact; the rest comes from ``draws`` true values of all units, with one fixed ``seed``, so that
    the same data always give the same page. Units are drawn in the order of their estimates, so the order in which
    they are listed changes nothing. With 1,000 draws a chance of a quarter is right to about 3 in 100.

    ``least_rankability`` is where showing begins. The default is one half: below it, most of the difference between
    two ordinary units is chance. That is the line below which van Dishoeck and others speak of poor
    rankability; they call 0.5 to 0.75 moderate. With tau2 of 0 places are never shown.

    Source: expected places, Laird and Louis 1989, Journal of Educational Statistics 14:29-46; intervals, Goldstein and
    Spiegelhalter 1996, Journal of the Royal Statistical Society A 159:385-443; rankability, van Dishoeck and others
    2011, BMJ Quality and Safety 20:869-874. The uncertainty of mu is shared by all units, and is drawn once for all.
    Limits: tau2 is taken as known, so intervals are too narrow when units are few. An interval tells about one
    unit; it is not a test of two. High may be good or bad: only the measure can say.
    Raises ValueError for anything but the result of ``shrink``, and for options out of their range.
    """
    if not isinstance(shrunk, Shrunk):
        raise ValueError("Places are made from the result of shrink.")
    _read_whole(draws, "number of draws", at_least=100)
    _read_whole(seed, "seed", at_least=0)
    tail = (1 - read_share(level, "level")) / 2
    least = read_share(least_rankability, "least rankability", zero=True)
    units = len(shrunk.estimates)
    drawn = _drawn(shrunk, draws, seed) if shrunk.tau2 > 0 else _any_place(units, draws)
    drawn.sort(axis=0)
    quarter = max(1, units // 4)
    rankability = shrunk.tau2 / (shrunk.tau2 + float(np.median(shrunk.variances)))
    return Ranks(
        expected=sealed(_expected(shrunk)),
        lower=sealed(drawn[_place(tail, draws)].astype(np.float64)),
        upper=sealed(drawn[_place(1 - tail, draws)].astype(np.float64)),
        top_quarter=sealed((drawn > units - quarter).mean(axis=0)),
        bottom_quarter=sealed((drawn <= quarter).mean(axis=0)),
        rankability=rankability,
        may_be_shown=shrunk.tau2 > 0 and rankability >= least,
    )


def _expected(shrunk: Shrunk) -> Floats:
    """Return 1 plus, for each unit, the chances that each of the others is below it.

    Two units that are surely alike share their places: a chance of a half. Each pair is looked at once, except
    where a block meets itself.
    """
    units = len(shrunk.estimates)
    # In its own block a unit also meets itself, with a chance of a half.
    expected = np.full(units, 0.5)
    step = max(1, _PAIRS // units)
    for start in range(0, units, step):
        some, later = slice(start, start + step), slice(start + step, units)
        expected[some] += _chance_above(shrunk, some, some).sum(axis=1)
        above = _chance_above(shrunk, some, later)
        expected[some] += above.sum(axis=1)
        expected[later] += (1 - above).sum(axis=0)
    return expected


def _chance_above(shrunk: Shrunk, rows: slice, columns: slice) -> Floats:
    """Return the chance that the true value of each unit in the rows is above that of each in the columns."""
    middle, alone, shared = shrunk.estimates, _alone(shrunk), (1 - shrunk.own_weights) * shrunk.se_mu
    apart = middle[rows, np.newaxis] - middle[columns]
    spread = np.sqrt(alone[rows, np.newaxis] + alone[columns] + (shared[rows, np.newaxis] - shared[columns]) ** 2)
    return np.asarray(special.ndtr(np.divide(apart, spread, out=np.zeros_like(apart), where=spread > 0)))


def _drawn(shrunk: Shrunk, draws: int, seed: int) -> NDArray[np.int32]:
    """Return drawn places, one row for each draw."""
    order = np.lexsort((shrunk.ses, shrunk.estimates))
    noise = np.random.default_rng(seed)
    drawn = noise.standard_normal((draws, len(order))) * np.sqrt(_alone(shrunk)[order])
    drawn += shrunk.estimates[order]
    drawn += noise.standard_normal((draws, 1)) * (shrunk.se_mu * (1 - shrunk.own_weights[order]))
    places = np.empty(drawn.shape, dtype=np.int32)
    np.put_along_axis(places, order[np.argsort(drawn, axis=1)], np.arange(1, len(order) + 1, dtype=np.int32), axis=1)
    return places


def _any_place(units: int, draws: int) -> NDArray[np.int32]:
    """Return places where nothing tells units apart: every place, as often as every other."""
    turns = np.arange(draws)[:, np.newaxis] + np.arange(units)
    return np.asarray(turns % units + 1, dtype=np.int32)


def _alone(shrunk: Shrunk) -> Floats:
    """Return the variance of each true value if mu were known."""
    return shrunk.own_weights * shrunk.variances


def _place(share: float, draws: int) -> int:
    """Return the position, from 0, of the smallest draw up to which there is at least this share of them."""
    return min(draws - 1, max(0, int(np.ceil(share * draws - 1e-9)) - 1))


def _read_whole(value: object, what: str, *, at_least: int) -> None:
    """Refuse an option that is not a whole number from ``at_least`` up."""
    if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
        raise ValueError(f"The {what} must be a whole number, {at_least} or more.")
