"""Do teams differ by more than chance, and by how much?

``funnel`` shows each team's result against the limits within which chance alone would keep it; ``poisson_limits``
and ``binomial_limits`` are those limits by themselves. ``shrink`` estimates how far teams truly differ and gives
each a steadier estimate; ``james_stein`` does so where all are equally well known. ``rounded_funnel`` is for counts
that were rounded before anybody saw them, ``share_interval`` and ``difference`` for one share and for two. ``ranks``
tells how uncertain a place in a league is, and whether there should be a league at all. What each can and cannot say
is told in ``docs/explanation/comparing-teams.md``.

A unit is a team, or whatever else is compared. Every column in a result is a NumPy array of floats that cannot be
written to, in the order in which the units were given; single figures are plain Python numbers. Results that
hold arrays are compared by identity. None of the figures protects anybody's privacy: whoever shows one must first
decide that the team may be shown.
"""

from alongside.stats.comparison.funnel import Funnel, OverDispersion, Unit, Units, funnel
from alongside.stats.comparison.intervals import Interval, difference, share_interval
from alongside.stats.comparison.limits import Form, Limits, binomial_limits, poisson_limits
from alongside.stats.comparison.ranks import Ranks, ranks
from alongside.stats.comparison.rounded import Rounded, RoundedFunnel, rounded_funnel, share_of
from alongside.stats.comparison.scales import Kind, Transform
from alongside.stats.comparison.shrinkage import Method, Shrunk, shrink
from alongside.stats.comparison.stein import JamesStein, james_stein

__all__ = [
    "Form",
    "Funnel",
    "Interval",
    "JamesStein",
    "Kind",
    "Limits",
    "Method",
    "OverDispersion",
    "Ranks",
    "Rounded",
    "RoundedFunnel",
    "Shrunk",
    "Transform",
    "Unit",
    "Units",
    "binomial_limits",
    "difference",
    "funnel",
    "james_stein",
    "poisson_limits",
    "ranks",
    "rounded_funnel",
    "share_interval",
    "share_of",
    "shrink",
]
