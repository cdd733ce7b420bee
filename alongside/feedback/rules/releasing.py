"""What may be published of counts, and in which form. No caller can lower the threshold.

A release is made of people who are in no other release, at least eight of them, so that nothing can be taken from one
release by way of another. Everything is rounded to five, and everything else that is said of everybody (averages, what
most said, whether a question is shown at all) is worked out from the rounded numbers, so that it gives away no more
than they do: `rules.rounded_figures` says when even these would. A group is told apart only where it has eight people,
where what is left over of its question has none or eight, and where no group that is told apart already differs from it
by fewer than eight people; of what it answered only an average to the nearest half point is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from alongside.catalogue.survey import RATHER_NOT_SAY, Survey
from alongside.feedback.rules.answers import asked, asked_about
from alongside.feedback.rules.averages import Valued, average_of_group, average_of_rounded
from alongside.feedback.rules.counting import EVERYBODY, Cell, in_both
from alongside.feedback.rules.rounded_figures import (
    BASE,
    FEWEST,
    Sizes,
    leaves_enough,
    may_be_told,
    of_one_mind,
    rounded,
)

__all__ = ["BASE", "FEWEST", "Group", "Question", "Result", "may_release", "result_of", "rounded", "threshold"]


@dataclass(frozen=True)
class Question:
    """One question: about how many answered it, and either what nearly all said or about how many gave each answer.

    No `people` stands for fewer than eight. `mean` is on the scale of the options' values: worked out from the rounded
    numbers for everybody, to the nearest half point for a group, of which nothing else is told. With people, but
    without answers, the numbers together would have given one of them away.
    """

    item: str
    people: int
    answers: tuple[tuple[str, int], ...]
    nearly_all: str = ""
    mean: float | None = None


@dataclass(frozen=True)
class Group:
    """People who said the same of themselves, and what they answered. No `people` stands for eight or more."""

    about: str
    group: str
    people: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Result:
    """All that may be read of one release. `hidden` names the questions of which not every group is told apart."""

    people: int
    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()
    hidden: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is frozen."""
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> Result:
        """As it was frozen."""
        return cls(
            people=frozen["people"],
            questions=_questions(frozen["questions"]),
            groups=tuple(
                Group(each["about"], each["group"], each["people"], _questions(each["questions"]))
                for each in frozen["groups"]
            ),
            hidden=tuple(frozen["hidden"]),
        )


def threshold(wanted: int) -> int:
    """The fewest people of whom anything is published: what an installation wants, and never under eight.

    It is lifted to where a rounded number begins (8, 13, 18 …): "at least 12" and "about 10" would say exactly 12.
    """
    least = max(FEWEST, wanted)
    return least + (FEWEST - least) % BASE


def may_release(new_people: int, wanted: int = FEWEST) -> bool:
    """Whether enough people answered since the last release."""
    return new_people >= threshold(wanted)


def result_of(survey: Survey, counts: Mapping[Cell, int], wanted: int = FEWEST) -> Result:
    """What may be read of the counts of one window. Raises ValueError below the threshold.

    Counts of groups are not in it: beside the counts of everybody, two groups of 3 people, and both together about 5,
    would be 3 or 4 each.
    """
    fewest = threshold(wanted)
    everybody = counts.get(EVERYBODY, 0)
    if everybody < fewest:
        raise ValueError("There are too few answers for a release.")
    questions = tuple(_question(survey, counts, item, fewest) for item in asked(survey))
    sizes = Sizes.of(everybody, [(each.people, [number for _key, number in each.answers]) for each in questions])
    groups = _groups(survey, counts, fewest, sizes)
    shown = {(each.about, each.group) for each in groups}
    return Result(
        people=rounded(everybody),
        questions=questions,
        groups=groups,
        hidden=tuple(
            about
            for about, options in asked_about(survey).items()
            if any((about, group) not in shown for group in options if group != RATHER_NOT_SAY)
        ),
    )


def told_apart(survey: Survey, counts: Mapping[Cell, int], fewest: int) -> tuple[tuple[str, str], ...]:
    """The groups that may be told apart, in the survey's order."""
    everybody = counts.get(EVERYBODY, 0)
    shown: list[tuple[str, str]] = []
    for about, groups in asked_about(survey).items():
        sizes = {group: counts.get((about, group, "", ""), 0) for group in groups if group != RATHER_NOT_SAY}
        mine: list[tuple[str, str]] = []
        for group in _of_one_question(sizes, everybody, fewest):
            if all(_far_apart(counts, (about, group), other, fewest) for other in shown):
                mine.append((about, group))
        left = everybody - sum(sizes[group] for _about, group in mine)
        shown += mine if left == 0 or left >= fewest else []
    return tuple(shown)


def _of_one_question(sizes: Mapping[str, int], everybody: int, fewest: int) -> list[str]:
    """The groups large enough, less the smallest of them until what is left over is nobody or enough."""
    large = [group for group, people in sizes.items() if people >= fewest]
    while large and 0 < everybody - sum(sizes[group] for group in large) < fewest:
        large.remove(min(large, key=lambda group: sizes[group]))
    return large if len(large) > 1 or (large and everybody > sizes[large[0]]) else []


def _far_apart(counts: Mapping[Cell, int], one: tuple[str, str], other: tuple[str, str], fewest: int) -> bool:
    """Whether each of two groups, taken from the other, leaves nobody or enough people, and so does what they share."""
    shared = counts.get(in_both(*one, *other), 0)
    left = (counts[(*one, "", "")] - shared, counts[(*other, "", "")] - shared, shared)
    return all(people == 0 or people >= fewest for people in left)


def _groups(survey: Survey, counts: Mapping[Cell, int], fewest: int, sizes: Sizes) -> tuple[Group, ...]:
    """The groups that may be told apart, with their sizes where these fit beside what is told already."""
    told = told_apart(survey, counts, fewest)
    found: list[Group] = []
    for about in asked_about(survey):
        people = {group: counts[(about, group, "", "")] for of, group in told if of == about}
        with_sizes = sizes.beside([rounded(each) for each in people.values()])
        known = with_sizes or sizes.beside([0] * len(people))
        if people and known:
            sizes = known
            found += (
                Group(
                    about,
                    group,
                    rounded(size) if with_sizes else 0,
                    tuple(_average_only(survey, counts, about, group, item, fewest) for item in asked(survey)),
                )
                for group, size in people.items()
            )
    return tuple(found)


def _average_only(
    survey: Survey, counts: Mapping[Cell, int], about: str, group: str, item: str, fewest: int
) -> Question:
    """What a group answered to one question: an average, and no counts."""
    return Question(item, 0, (), mean=average_of_group(_valued(survey, counts, about, group, item), fewest))


def _question(survey: Survey, counts: Mapping[Cell, int], item: str, fewest: int) -> Question:
    """One question as it may be read of everybody; with too few answers nothing but that."""
    given = {option.key: counts.get(("", "", item, option.key), 0) for option in survey.options(item)}
    people = sum(given.values())
    if people < fewest:
        return Question(item, 0, ())
    shown = {key: rounded(number) for key, number in given.items()}
    one_mind = of_one_mind(shown, rounded(people))
    if one_mind or not leaves_enough(list(shown.values()), rounded(people), rounded(counts[EVERYBODY])):
        return Question(item, rounded(people), (), nearly_all=one_mind if may_be_told(rounded(people)) else "")
    valued = [(value, rounded(number)) for value, number in _valued(survey, counts, "", "", item)]
    return Question(item, rounded(people), tuple(shown.items()), mean=average_of_rounded(valued))


def _valued(survey: Survey, counts: Mapping[Cell, int], about: str, group: str, item: str) -> list[Valued]:
    """How many people gave each answer that has a value."""
    return [
        (option.value, counts.get((about, group, item, option.key), 0))
        for option in survey.options(item)
        if option.value is not None
    ]


def _questions(frozen: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(
        Question(
            each["item"],
            each["people"],
            tuple((key, number) for key, number in each["answers"]),
            each["nearly_all"],
            each["mean"],
        )
        for each in frozen
    )
