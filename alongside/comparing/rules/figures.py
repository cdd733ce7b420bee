"""What the figures of a release can stand for.

Each figure is rounded to the nearest five, so the number it stands for is up to two away; where nine in ten gave one
answer, going by the rounded figures, only that is known. A share is of everybody who answered the question, those who
would rather not say among them: so it agrees with what the team's own page says, and needs no figure that was rounded
once more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from alongside.catalogue.survey import RATHER_NOT_SAY
from alongside.feedback.rules.releasing import Question
from alongside.feedback.rules.rounded_figures import FEWEST, fewest_of_most, least, most

# Below, rounding alone could move a share by more than a fifth either way: four people of twenty, with two answers.
FEWEST_COMPARED = 20
# Two teams are not compared with each other, and fewer than five say nothing of what is usual.
FEWEST_TEAMS = 5

Range = tuple[int, int]
Possible = tuple[int, int, int]


@dataclass(frozen=True)
class Figures:
    """About how many people, the share as a page shows it, and what it can stand for.

    The share is that of the rounded figures, or the nearest one that is possible where they do not add up.

    `parts` are the lowest and the highest number for each answer that counts as a yes; none where nearly all said the
    same, and `nearly` is then "most" or "few". `possible` has the lowest and the highest number of yes for each number
    of people that there can have been.
    """

    people: int
    share: float
    nearly: str
    parts: tuple[Range, ...]
    possible: tuple[Possible, ...]

    @property
    def lowest(self) -> float:
        """The smallest share that is possible."""
        return min(low / people for people, low, _high in self.possible)

    @property
    def highest(self) -> float:
        """The largest share that is possible."""
        return max(high / people for people, _low, high in self.possible)


def read(question: Question, yes: Collection[str]) -> Figures | None:
    """The figures of one question with these answers as a yes; None where nothing is known of it.

    Nor is anything where nearly all would rather not say: that is no "no".
    """
    if not question.people or not yes or question.nearly_all == RATHER_NOT_SAY:
        return None
    people = range(max(FEWEST, least(question.people)), most(question.people) + 1)
    if question.nearly_all:
        return _nearly(question.people, people, question.nearly_all in yes)
    chosen = [ends(number) for key, number in question.answers if key in yes]
    others = [ends(number) for key, number in question.answers if key not in yes]
    possible = tuple(each for n in people if (each := _possible(n, chosen, others)))
    if not question.answers or not possible:
        return None
    share = sum(number for key, number in question.answers if key in yes) / question.people
    found = Figures(question.people, share, "", tuple(chosen), possible)
    return replace(found, share=min(max(share, found.lowest), found.highest))


def ends(figure: int) -> Range:
    """The lowest and the highest number that a figure stands for."""
    return least(figure), most(figure)


def _nearly(shown: int, people: range, most_said_yes: bool) -> Figures:
    """What is known where one answer, rounded, was that of nine in ten; drawn in the middle of what is possible."""
    fewest = fewest_of_most(shown)
    possible = tuple((n, min(fewest, n), n) if most_said_yes else (n, 0, max(0, n - fewest)) for n in people)
    found = Figures(shown, 0.0, "most" if most_said_yes else "few", (), possible)
    return replace(found, share=(found.lowest + found.highest) / 2)


def _possible(people: int, chosen: Sequence[Range], others: Sequence[Range]) -> Possible | None:
    """The lowest and the highest number of yes among exactly so many people; None where they cannot add up."""
    low = max(sum(low for low, _high in chosen), people - sum(high for _low, high in others))
    high = min(sum(high for _low, high in chosen), people - sum(low for low, _high in others))
    return (people, low, high) if low <= high else None
