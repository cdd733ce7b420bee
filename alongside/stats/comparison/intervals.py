"""How sure is one share, and a difference between two, when counts are known only within bounds?"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle of what is possible, and the ends."""

    middle: float
    lower: float
    upper: float


def share_interval(lowest: float, highest: float, size: int, *, level: float = 0.95) -> Interval:
    """Return the interval of a share of ``size`` people of whom from ``lowest`` to ``highest`` said yes.

    The lower end is that of the lowest number and the upper end that of the highest, so the interval holds chance and
    what is not known of the count.
    Source: Wilson 1927, Journal of the American Statistical Association 22:209-212; it is right for small numbers and
    shares near 0 and 1, where the usual one is not.
    Raises ValueError for nobody, a number outside 0 to ``size``, and a level outside 0 to 1.
    """
    if size < 1 or not 0 <= lowest <= highest <= size:
        raise ValueError("There must be somebody, and from nobody to everybody of them may have said yes.")
    if not 0 < level < 1:
        raise ValueError("The level must be a number, more than 0 and below 1.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    lower, upper = _wilson(lowest / size, size, z)[0], _wilson(highest / size, size, z)[1]
    return Interval(middle=(lowest + highest) / (2 * size), lower=lower, upper=upper)


def difference(one: Interval, other: Interval) -> Interval:
    """Return one share less the other.

    Source: method 10 of Newcombe 1998, Statistics in Medicine 17:873-890, from the two intervals.
    Limits: right only if nobody is in both groups.
    """
    apart = one.middle - other.middle
    down = sqrt((one.middle - one.lower) ** 2 + (other.upper - other.middle) ** 2)
    up = sqrt((one.upper - one.middle) ** 2 + (other.middle - other.lower) ** 2)
    return Interval(middle=apart, lower=max(-1.0, apart - down), upper=min(1.0, apart + up))


def _wilson(share: float, size: int, z: float) -> tuple[float, float]:
    """Return both ends of Wilson's interval."""
    weight = 1 + z * z / size
    middle = (share + z * z / (2 * size)) / weight
    reach = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / weight
    return max(0.0, middle - reach), min(1.0, middle + reach)
