"""Which groups of people may be shown for all compared teams together, so that no subtraction leaves a few alone.

What is published of a team may be taken from the whole. So a group of the whole is shown only where what is then left
of it is nobody, or eight people or more whom nothing that was published of their teams singles out. What is left over
of a question (people who said nothing, or whose group is hidden) is held to the same rule, because it too can be had by
subtraction. Each group then gets rounded figures as a release has them; and where the figures of groups and those of
teams add up to the same, they are shown only if each still stands for three numbers or more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from alongside.catalogue.survey import RATHER_NOT_SAY, Survey
from alongside.comparing.rules.figures import Range, ends
from alongside.feedback.rules import releasing
from alongside.feedback.rules.answers import asked, asked_about
from alongside.feedback.rules.counting import EVERYBODY, Cell, in_both
from alongside.feedback.rules.releasing import Group, Question, Result, result_of
from alongside.feedback.rules.rounded_figures import FEWEST, ROOM, rounded

Key = tuple[str, str]
# What a team leaves to be had by subtraction: how many people of a group that it does not tell apart, how many of them
# are in no other group that it does, and how many more people are in the smallest published crowd around them.
Left = tuple[int, int, int]
NOBODY: Left = (0, 0, 0)


@dataclass(frozen=True)
class Team:
    """One compared team: how many people are in each (about, group, item), overlaps too, and what was published."""

    people: Mapping[tuple[str, str, str], int]
    published: Result

    @property
    def everybody(self) -> int:
        """How many people answered."""
        return self.people.get(("", "", ""), 0)

    @property
    def told(self) -> tuple[Key, ...]:
        """The groups that its own release tells apart."""
        return tuple((each.about, each.group) for each in self.published.groups)

    def size(self, key: Key, item: str = "") -> int:
        """How many people are in a group, or how many of them answered a question."""
        return self.people.get((*key, item), 0)

    def shared(self, one: Key, other: Key) -> int:
        """How many people are in both groups."""
        if one[0] == other[0]:
            return self.size(one) if one == other else 0
        about, group, _item, _answer = in_both(*one, *other)
        return self.people.get((about, group, ""), 0)


def told_apart(survey: Survey, whole: Mapping[Cell, int], teams: Sequence[Team]) -> tuple[tuple[Group, ...], set[str]]:
    """The groups of the whole that may be shown, in the survey's order, and the questions of which some are hidden."""
    if whole.get(EVERYBODY, 0) < FEWEST:
        return (), set()
    shown: list[Group] = []
    for about, keys in groupby(releasing.told_apart(survey, whole, FEWEST), key=lambda key: key[0]):
        safe = _safe(about, [group for _about, group in keys], teams)
        kept = [_group(survey, whole, about, group) for group in safe]
        left_over = whole[EVERYBODY] - sum(whole[about, each.group, "", ""] for each in kept)
        items = [item for item in asked(survey) if left_over or _still_open(item, kept, teams)]
        shown += [_with_only(each, items) for each in kept]
    return tuple(shown), _hidden(survey, {(each.about, each.group) for each in shown})


def _hidden(survey: Survey, shown: Collection[Key]) -> set[str]:
    """The questions of which not every group is shown; whether anybody is in such a group is not told."""
    return {
        about
        for about, groups in asked_about(survey).items()
        if any((about, group) not in shown for group in groups if group != RATHER_NOT_SAY)
    }


def _group(survey: Survey, whole: Mapping[Cell, int], about: str, group: str) -> Group:
    """What people of one group said to each question, rounded as if they were everybody."""
    own = {("", "", *cell[2:]): people for cell, people in whole.items() if cell[:2] == (about, group)}
    return Group(about, group, rounded(own[EVERYBODY]), result_of(survey, own).questions)


def _safe(about: str, groups: Sequence[str], teams: Sequence[Team]) -> list[str]:
    """These groups of one question, less those that would leave a few people alone, and what would give those away."""
    left = list(groups)
    whole = {group: sum(team.size((about, group)) for team in teams) for group in groups}
    while left:
        bad = [group for group in left if not _may_be_shown(teams, (about, group))]
        if not bad and _may_be_had(_left_over(team, about, left) for team in teams):
            break
        # Where only what is left over is too small, the smallest group joins it.
        gone = bad or [min(left, key=lambda group: whole[group])]
        left = [group for group in left if group not in gone]
    return left


def _may_be_shown(teams: Sequence[Team], key: Key) -> bool:
    """Whether a group is more than one team's, and what is left of it by subtraction is nobody or enough.

    Of a group in one team only averages are published. So its figures must not be those of one team and a few others;
    unless everybody in that team is in the group, and they are what it published of everybody.
    """
    whole = sum(team.size(key) for team in teams)
    one_team = any(whole - team.size(key) < FEWEST and team.size(key) != team.everybody for team in teams)
    return not one_team and _may_be_had(_left_of(team, key) for team in teams)


def _may_be_had(left: Iterable[Left]) -> bool:
    """Whether what subtraction leaves, from either side, is nobody, or eight people or more."""
    rows = list(left)
    people, apart, around = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0)
    return people == 0 or (apart >= FEWEST and (around == 0 or around >= FEWEST))


def _left_of(team: Team, key: Key) -> Left:
    """What is left of a group in one team."""
    size = team.size(key)
    mine = [other for other in team.told if other[0] == key[0]]
    rest = team.everybody - sum(team.size(other) for other in mine)
    if not size or key in mine or size == rest:
        return NOBODY
    others = [other for other in team.told if other[0] != key[0]]
    return size, size - _most_taken(team, others, lambda other: team.shared(key, other)), rest - size


def _left_over(team: Team, about: str, groups: Collection[str]) -> Left:
    """The same for everybody who is in none of the shown groups of a question."""
    shown = [(about, group) for group in groups]
    size = team.everybody - sum(team.size(key) for key in shown)
    rest = team.everybody - sum(team.size(key) for key in shown if key in team.told)
    if not size or size == rest:
        return NOBODY
    others = [other for other in team.told if other not in shown]

    def shared(other: Key) -> int:
        return team.size(other) - sum(team.shared(key, other) for key in shown)

    return size, size - _most_taken(team, others, shared), rest - size


def _most_taken(team: Team, others: Iterable[Key], shared: Callable[[Key], int]) -> int:
    """The most people of a group whom the published groups of one other question hold nearly without anybody else."""
    taken: dict[str, int] = {}
    for other in others:
        both = shared(other)
        if team.size(other) - both < FEWEST:
            taken[other[0]] = taken.get(other[0], 0) + both
    return max(taken.values(), default=0)


# ── One question asked ──────────────────────────────────────────────────────────────────────────


def _still_open(item: str, groups: Sequence[Group], teams: Sequence[Team]) -> bool:
    """Whether every figure of groups and of teams stands for three numbers or more, though both add up to the same.

    Only where every group and every team has figures: one without leaves everything open.
    """
    ours = [_question(each.questions, item) for each in groups]
    theirs = [_question(team.published.questions, item) for team in teams]
    if not all(each.answers for each in (*ours, *theirs)):
        return True
    columns = [([each.people for each in ours], [each.people for each in theirs])]
    for key, _number in ours[0].answers:
        columns.append(
            ([dict(each.answers)[key] for each in ours], [dict(each.answers).get(key, 0) for each in theirs])
        )
    return all(
        _open(_sum(others), own)
        for one, other in columns
        for own, others in (([ends(each) for each in one], [ends(each) for each in other]),
                            ([ends(each) for each in other], [ends(each) for each in one]))
    )  # fmt: skip


def _question(questions: Iterable[Question], item: str) -> Question:
    return next(each for each in questions if each.item == item)


def _of(answer: str, question: Question) -> int:
    return dict(question.answers).get(answer, 0)


def _sum(ranges: Sequence[Range]) -> Range:
    return sum(low for low, _high in ranges), sum(high for _low, high in ranges)


def _open(total: Range, parts: Sequence[Range]) -> bool:
    """Whether each part can be three numbers, all of them together being somewhere in the total."""
    lowest, highest = _sum(parts)
    return all(
        min(high, total[1] - (lowest - low)) - max(low, total[0] - (highest - high)) >= ROOM for low, high in parts
    )


def _with_only(group: Group, items: Collection[str]) -> Group:
    """A group without what it said to the questions that may not be shown."""
    shown = (each if each.item in items else Question(each.item, 0, ()) for each in group.questions)
    return replace(group, questions=tuple(shown))
