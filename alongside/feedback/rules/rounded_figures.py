"""What rounded numbers give away beside each other, for a reader who knows how they were rounded.

"About 10" is 8 to 12 people. Beside other numbers it can be fewer: where the least that four answers can add up to is
12, and the total is about 10, every one of them is known exactly. So a number is published only where every number
behind it, also the total, can still be three different ones. All this is decided from the rounded numbers alone:
whoever sees that something is left out learns nothing that they do not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from alongside.stats.rounding import round_to

FEWEST = 8
BASE = 5
AWAY = BASE // 2
NEARLY_ALL = Decimal("0.9")
FEWEST_OF_ONE_MIND = 20
# Three possible values at least: two steps from the lowest to the highest.
ROOM = 2


def rounded(people: int) -> int:
    """To the nearest five."""
    return round_to([people], BASE)[0]


def least(shown: int) -> int:
    """The fewest people that a rounded number can stand for."""
    return max(0, shown - AWAY)


def most(shown: int) -> int:
    """The most people that a rounded number can stand for."""
    return shown + AWAY


def in_steps(people: int) -> int:
    """The start of the step of ten in which a number lies: 8, 18, 28, and 0 below.

    Each step is two of the ranges that rounded numbers stand for. Steps of eight would cut through them: "at least 32",
    beside a release of "about 30", would be 32.
    """
    return people - (people - FEWEST) % (2 * BASE) if people >= FEWEST else 0


def of_one_mind(shown: Mapping[str, int], people: int) -> str:
    """The answer that nearly everybody gave, as far as rounded numbers can tell; empty where there is none."""
    return next((key for key, number in shown.items() if number >= _nearly(people)), "")


def may_be_told(people: int) -> bool:
    """Whether enough answered for it to be told what nearly everybody said.

    "About 10 of about 10" would be everybody, for a reader who counted 8 people at the door, and so would be 13 of 13.
    From about 20 on, what is called most is anything from six in ten to all.
    """
    return people >= FEWEST_OF_ONE_MIND


def fewest_of_most(people: int) -> int:
    """The fewest people who gave the answer of nearly everybody, where so many answered, rounded."""
    return least(BASE * ceil(_nearly(people) / BASE))


def _nearly(people: int) -> Decimal:
    """From how many on it is nearly everybody: nine in ten, or all but one step of rounding where that is less."""
    return min(NEARLY_ALL * people, Decimal(people - BASE)) if may_be_told(people) else Decimal(people)


def leaves_enough(parts: Sequence[int], people: int, everybody: int) -> bool:
    """Whether each of these parts, and what they add up to, can be three different numbers.

    The parts add up to the people who answered a question, who are at least eight and at most everybody.
    """
    lowest, highest = sum(map(least, parts)), sum(map(most, parts))
    total = max(FEWEST, least(people)), min(most(people), most(everybody))
    return total[1] - lowest >= ROOM and highest - total[0] >= ROOM and total[1] - total[0] >= ROOM


@dataclass(frozen=True)
class Sizes:
    """How many people may have answered, going by all that is told of everybody and of the groups so far.

    `lowest` are the least that groups of one question can add up to, and `highest` the most that they can where nobody
    is left over.
    """

    low: int
    high: int
    lowest: tuple[int, ...] = ()
    highest: tuple[int, ...] = ()

    @classmethod
    def of(cls, everybody: int, questions: Iterable[tuple[int, Sequence[int]]]) -> Sizes:
        """What the release itself tells: everybody, and the people and answers of each question."""
        told = list(questions)
        lowest = tuple(max(least(people), sum(map(least, parts))) for people, parts in told)
        shown = rounded(everybody)
        return cls(max(FEWEST, least(shown), *lowest), most(shown), lowest)

    def beside(self, groups: Sequence[int]) -> Sizes | None:
        """The same with these groups of one question told as well, or None where that tells too much.

        A group without a number is told as eight or more. Who is in none of them are nobody, or eight people or more.
        """
        lowest = sum(max(FEWEST, least(size)) for size in groups)
        highest = sum(most(size) if size else self.high for size in groups)
        if highest < self.low:  # Somebody is in none of them, so eight are.
            lowest += FEWEST
        nobody_left = lowest + FEWEST > self.high
        found = replace(
            self,
            low=max(self.low, lowest),
            high=min(self.high, highest) if nobody_left else self.high,
            lowest=(*self.lowest, lowest),
            highest=(*self.highest, highest) if nobody_left else self.highest,
        )
        return found if found.leave_enough else None

    @property
    def leave_enough(self) -> bool:
        """Whether everybody, and each group, can be three different numbers."""
        return (
            self.high - self.low >= ROOM
            and all(self.high - each >= ROOM for each in self.lowest)
            and all(each - self.low >= ROOM for each in self.highest)
        )
