"""A steadier estimate of each of several results that are all equally well known."""

from dataclasses import dataclass

import numpy as np

from alongside.stats.comparison.reading import Floats, Numbers, at_least, read_column, read_positive, sealed


@dataclass(frozen=True, slots=True, eq=False)
class JamesStein:
    """The mean of all, how much of each estimate is its own result (from 0 to 1), and the estimates."""

    mean: float
    own_weight: float
    estimates: Floats


def james_stein(estimates: Numbers, variance: float) -> JamesStein:
    """Return the James-Stein estimates, drawn towards the mean of all by one and the same share.

    The share that stays is 1 - (k - 3) variance / sum of squares about the mean, and 0 where that is below 0
    (the positive part, which is never worse).

    Source: James and Stein 1961; Lindley's form towards the mean, as in Efron and Morris 1975, Journal of the
    American Statistical Association 70:311-319, and 1977, Scientific American 236(5):119-127.
    Limits: it is better for all together and may be worse for one. It needs one variance for all; with different
    ones use ``shrink``. It gives no standard errors.
    Raises ValueError for fewer than four results, anything but numbers, and a variance that is not above 0.
    """
    y = read_column(estimates, "estimate")
    if not isinstance(variance, (int, float, np.integer, np.floating)):
        raise ValueError("The variance must be one number.")
    known = float(read_positive([variance], "variance")[0])
    at_least(y, 4, "to draw together")
    mean = float(y.mean())
    squares = float(((y - mean) ** 2).sum())
    own = max(0.0, 1 - (len(y) - 3) * known / squares) if squares else 0.0
    return JamesStein(mean=mean, own_weight=own, estimates=sealed(mean + own * (y - mean)))
