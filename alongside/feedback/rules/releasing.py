"""What may be published of counts, and in which form. No caller can lower the threshold.

A release is made of people who are in no other release, at least eight of them, so that nothing can be taken from one
release by way of another. Everything is rounded to five; where nine in ten gave one answer, only that is said. A group
is told apart only where it has eight people, where what is left over of its question has none or eight, and where no
group that is told apart already differs from it by fewer than eight people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from alongside.catalogue.survey import RATHER_NOT_SAY, Survey
from alongside.feedback.rules.answers import asked, asked_about
from alongside.feedback.rules.counting import EVERYBODY, Cell, in_both

FEWEST = 8
BASE = 5
NEARLY_ALL = Decimal("0.9")


@dataclass(frozen=True)
class Question:
    """One question: about how many answered it, and either nearly all's one answer or about how many gave each.

    `mean` is on the scale of the options' values, one decimal; None where a question has no values.
    """

    item: str
    people: int
    answers: tuple[tuple[str, int], ...]
    nearly_all: str = ""
    mean: float | None = None


@dataclass(frozen=True)
class Group:
    """People who said the same of themselves, and what they answered."""

    about: str
    group: str
    people: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Result:
    """All that may be read of one release. `hidden` names the questions of which some group is not told apart."""

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
    """The fewest people of whom anything is published: what an installation wants, and never under eight."""
    return max(FEWEST, wanted)


def may_release(new_people: int, wanted: int = FEWEST) -> bool:
    """Whether enough people answered since the last release."""
    return new_people >= threshold(wanted)


def result_of(survey: Survey, counts: Mapping[Cell, int], wanted: int = FEWEST) -> Result:
    """What may be read of the counts of one window. Raises ValueError below the threshold."""
    fewest = threshold(wanted)
    everybody = counts.get(EVERYBODY, 0)
    if everybody < fewest:
        raise ValueError("There are too few answers for a release.")
    shown = told_apart(survey, counts, fewest)
    hidden = {
        about
        for about, groups in asked_about(survey).items()
        for group in groups
        if (about, group) not in shown and counts.get((about, group, "", ""), 0)
    }
    return Result(
        people=rounded(everybody),
        questions=tuple(_question(survey, counts, "", "", item, fewest) for item in asked(survey)),
        groups=tuple(
            Group(
                about,
                group,
                rounded(counts[(about, group, "", "")]),
                tuple(_question(survey, counts, about, group, item, fewest) for item in asked(survey)),
            )
            for about, group in shown
        ),
        hidden=tuple(about for about in asked_about(survey) if about in hidden),
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


def _question(survey: Survey, counts: Mapping[Cell, int], about: str, group: str, item: str, fewest: int) -> Question:
    """One question as it may be read; with too few answers nothing but that."""
    options = survey.options(item)
    given = {option.key: counts.get((about, group, item, option.key), 0) for option in options}
    people = sum(given.values())
    if people < fewest:
        return Question(item, 0, ())
    for key, number in given.items():
        if Decimal(number) >= NEARLY_ALL * people:
            return Question(item, rounded(people), (), nearly_all=key)
    values = {option.key: option.value for option in options}
    return Question(
        item,
        rounded(people),
        tuple((key, rounded(number)) for key, number in given.items()),
        mean=_mean(((values[key], number) for key, number in given.items()), fewest),
    )


def _mean(given: Iterable[tuple[Decimal | None, int]], fewest: int) -> float | None:
    """The mean of the options that have a value; nothing where too few people chose one."""
    rows = [(value, number) for value, number in given if value is not None]
    people = sum(number for _value, number in rows)
    if people < fewest:
        return None
    total = sum((value * number for value, number in rows), Decimal(0))
    return float((total / people).quantize(Decimal("0.1"), ROUND_HALF_UP))


def rounded(people: int) -> int:
    """To the nearest five."""
    return BASE * ((people + BASE // 2) // BASE)


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
