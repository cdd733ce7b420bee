"""The curious reader of a release, who asks of every number that nobody told: which numbers can stand there?

The reader knows the rules: how numbers are rounded, that a group has eight people, and that nobody or eight are in none
of the groups. Releases share no people, so each is a riddle of its own, and so is each question in it: questions share
only how many people there are. This file reads SciPy, which takes a second; whoever publishes reads it then, and no
page does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby

from alongside.catalogue.survey import Survey
from alongside.feedback.rules.averages import HALF
from alongside.feedback.rules.releasing import FEWEST, Group, Question, Result
from alongside.feedback.rules.rounded_figures import fewest_of_most, least, most
from alongside.stats.disclosure.statements import Statements, possible_values

MANY = 10_000
# Strictly below, for averages of whole numbers of people.
JUST = 1e-6
# Each number that is hidden must leave so many possible.
ENOUGH = 3


def guarded(survey: Survey, result: Result) -> Result:
    """The release without the averages of groups on each question where they would leave a number too few values.

    Which are left out follows from what would be published and from nothing else, so it tells nothing more.
    """
    for at, question in enumerate(result.questions):
        if any(group.questions[at].mean is not None for group in result.groups) and leaks(survey, result, at):
            without = Question(question.item, 0, ())
            result = replace(
                result,
                groups=tuple(
                    replace(group, questions=(*group.questions[:at], without, *group.questions[at + 1 :]))
                    for group in result.groups
                ),
            )
    return result


def leaks(survey: Survey, result: Result, at: int) -> bool:
    """Whether some number that stands behind one question can be fewer than three different ones."""
    return min(Riddle(survey, result, at).solve()) < ENOUGH


@dataclass
class Riddle:
    """What the reader knows of one question in one release, and the places that must stay unknown."""

    survey: Survey
    result: Result
    at: int
    about: Statements = field(default_factory=Statements)
    places: list[int] = field(default_factory=list)

    def solve(self) -> list[int]:
        """How many numbers are possible in each place, up to three; it ends at the first with fewer."""
        said = self.result.questions[self.at]
        everybody = self.hidden(max(self.fewest(), FEWEST), most(self.result.people))
        answers = self.answers(said, everybody)
        for _about, groups in groupby(self.result.groups, key=lambda group: group.about):
            self.groups(list(groups), answers, everybody)
        return possible_values(self.about, self.places, values=ENOUGH, enough=True)

    def fewest(self) -> int:
        """What the other questions say of how many people there are at least."""
        lows = [least(each.people) for each in self.result.questions]
        sums = [sum(least(number) for _key, number in each.answers) for each in self.result.questions]
        return max([least(self.result.people), *lows, *sums])

    def hidden(self, low: float = 0, high: float = MANY) -> int:
        """A number that nobody told, and that nobody should find out."""
        place = self.about.unknown(low, high)
        self.places.append(place)
        return place

    def answers(self, said: Question, everybody: int) -> list[int]:
        """How many gave each answer, one place for each option."""
        options = self.survey.options(said.item)
        if said.answers:
            found = [self.hidden(least(number), most(number)) for _key, number in said.answers]
        else:
            top = FEWEST - 1 if not said.people else most(said.people)
            found = [self.hidden(0, top) for _option in options]
        low, high = (max(FEWEST, least(said.people)), most(said.people)) if said.people else (0, FEWEST - 1)
        self.about.known(dict.fromkeys(found, 1), low, high)
        self.about.known({everybody: 1, **dict.fromkeys(found, -1)}, 0)
        if said.nearly_all:
            place = found[[option.key for option in options].index(said.nearly_all)]
            self.about.known({place: 1}, fewest_of_most(said.people))
        return found

    def groups(self, groups: list[Group], answers: list[int], everybody: int) -> None:
        """The groups of one question about oneself, and whoever is in none of them: nobody, or eight or more."""
        rest, some = self.about.unknown(0, MANY), self.about.unknown(0, 1)
        self.about.known({rest: 1, some: -FEWEST}, 0)
        self.about.known({rest: -1, some: MANY}, 0)
        sizes = [self.size(each.people) for each in groups]
        self.about.known({everybody: 1, rest: -1, **dict.fromkeys(sizes, -1)}, 0, 0)
        parts = [self.of_group(group, size) for group, size in zip(groups, sizes, strict=True)]
        left = [self.about.unknown() for _answer in answers]
        self.about.known({rest: 1, **dict.fromkeys(left, -1)}, 0)
        for at, whole in enumerate(answers):
            self.about.known({whole: 1, left[at]: -1, **{part[at]: -1 for part in parts}}, 0, 0)

    def size(self, people: int) -> int:
        """How many a group has: about so many, or eight or more."""
        return self.hidden(max(FEWEST, least(people)), most(people)) if people else self.hidden(FEWEST)

    def of_group(self, group: Group, size: int) -> list[int]:
        """How many of a group gave each answer: only their average is known, to the nearest half."""
        said = group.questions[self.at]
        options = self.survey.options(said.item)
        found = [self.hidden() for _option in options]
        self.about.known({size: 1, **dict.fromkeys(found, -1)}, 0)
        valued = {place: option.value for place, option in zip(found, options, strict=True) if option.value is not None}
        if said.mean is None:  # Too few of them answered, or it would have told too much: nobody knows which.
            return found
        self.about.known(dict.fromkeys(valued, 1), FEWEST)
        low, high = float(min(valued.values())), float(max(valued.values()))
        if said.mean > low + float(HALF):
            self.about.known({place: float(value) - said.mean + 0.25 for place, value in valued.items()}, 0)
        if said.mean < high - float(HALF):
            self.about.known({place: float(value) - said.mean - 0.25 for place, value in valued.items()}, -1e9, -JUST)
        return found
