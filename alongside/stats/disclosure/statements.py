"""How many whole numbers can stand in each place, given any statements about sums of them?

``audit`` is for counts and their totals. This is for whatever else was published, such as a mean: a statement is a
weighted sum of the unknown numbers that lies between two limits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy import sparse

from alongside.stats.disclosure.feasible import Contradiction, solve
from alongside.stats.disclosure.system import Numbers

TURNS = 8
FAR = 1e6


@dataclass
class Statements:
    """What a reader knows: unknown whole numbers, each within limits of its own, and sums of them within theirs."""

    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    sums: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)

    def unknown(self, least: float = 0, most: float = inf) -> int:
        """Add an unknown whole number and return its place."""
        self.least.append(least)
        self.most.append(most)
        return len(self.least) - 1

    def known(self, weights: Mapping[int, float], low: float = -inf, high: float = inf) -> None:
        """Add that a weighted sum of unknowns lies between two limits, both included."""
        self.sums.append((weights, low, high))


def possible_values(about: Statements, places: Sequence[int], *, values: int = 3, enough: bool = False) -> list[int]:
    """Return for each place how many different whole numbers can stand there, counted up to ``values``.

    Every number counted was reached by a whole solution that fits all statements. With ``enough`` the search ends
    at the first place that has fewer, and the places after it keep what was seen by then.

    Raises ValueError where the statements contradict each other or cannot be solved.
    """
    search = _Search(about, places)
    search.scatter(values)
    for place in places:
        if len(search.seen[place]) < values:
            search.fill(place, values)
        if enough and len(search.seen[place]) < values:
            break
    return [min(values, len(search.seen[place])) for place in places]


class _Search:
    """Solutions found so far, and which numbers they put in each place."""

    def __init__(self, about: Statements, places: Sequence[int]) -> None:
        """Find a first solution, so that a contradiction is noticed at once."""
        size = len(about.least)
        at = [number for number, (weights, _low, _high) in enumerate(about.sums) for _place in weights]
        to = [place for weights, _low, _high in about.sums for place in weights]
        by = [weight for weights, _low, _high in about.sums for weight in weights.values()]
        self.rows = sparse.csr_array((by, (at, to)), shape=(len(about.sums), size))
        self.low = np.array([low for _weights, low, _high in about.sums], dtype=np.float64)
        self.high = np.array([high for _weights, _low, high in about.sums], dtype=np.float64)
        self.least, self.most = np.array(about.least, dtype=np.float64), np.array(about.most, dtype=np.float64)
        self.seen: dict[int, set[int]] = {place: set() for place in places}
        if self.try_for(np.zeros(size), self.least, self.most) is None:
            raise Contradiction

    def scatter(self, values: int) -> None:
        """Push all places up or down at once, some each time: most of them show enough numbers after a few turns."""
        chance = np.random.default_rng(len(self.least))
        for _turn in range(TURNS):
            if all(len(seen) >= values for seen in self.seen.values()):
                return
            aim = np.zeros(len(self.least))
            aim[list(self.seen)] = chance.integers(-4, 5, len(self.seen))
            self.try_for(aim, self.least, np.minimum(self.most, FAR))

    def fill(self, place: int, values: int) -> None:
        """Look for numbers in one place: as low and as high as it can be, then between."""
        ends = [self.end(place, sign) for sign in (1.0, -1.0)]
        low, high = ends[0], ends[1]
        for number in range(low + 1, min(high, low + values)):
            if len(self.seen[place]) >= values:
                return
            if number not in self.seen[place]:
                least, most = self.least.copy(), self.most.copy()
                least[place] = most[place] = number
                self.try_for(np.zeros(len(least)), least, most)

    def end(self, place: int, sign: float) -> int:
        """How low a place can be, or how high for a sign of -1."""
        aim = np.zeros(len(self.least))
        aim[place] = sign
        found = self.try_for(aim, self.least, self.most)
        if found is None:
            raise Contradiction
        return int(found[place])

    def try_for(self, aim: Numbers, least: Numbers, most: Numbers) -> Numbers | None:
        """Solve, and remember every number of the solution."""
        found = solve(aim, self.rows, self.low, self.high, least, most, 1)
        if found is None:
            return None
        whole = np.rint(found)
        for place, seen in self.seen.items():
            seen.add(int(whole[place]))
        return whole
