"""Shares of groups with their intervals, and how far each is from the other groups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from alongside.catalogue.survey import Survey
from alongside.comparing.rules.figures import Figures, read
from alongside.comparing.rules.frozen import About, Group, Share, Spread
from alongside.feedback.rules import releasing
from alongside.stats.comparison import Interval, difference, share_interval

_DIGITS = 4


def grouped(survey: Survey, shown: Sequence[releasing.Group], hidden: Collection[str]) -> tuple[About, ...]:
    """The groups of every question about oneself of which one is shown or hidden, in the survey's order."""
    found = []
    for question in survey.group_questions:
        here = [group for group in shown if group.about == question.key]
        if here or question.key in hidden:
            found.append(
                About(question.key, tuple(_group(survey, here, each) for each in here), question.key in hidden)
            )
    return tuple(found)


def _group(survey: Survey, here: Sequence[releasing.Group], one: releasing.Group) -> Group:
    """One group with what it said to each question that has a yes."""
    others = [each for each in here if each is not one]
    shares = (_share(survey, question.item, one, others) for question in one.questions)
    return Group(one.group, one.people, tuple(share for share in shares if share is not None))


def _share(survey: Survey, item: str, one: releasing.Group, others: Sequence[releasing.Group]) -> Share | None:
    yes = survey.item(item).favourable
    mine = _figures(one, item, yes)
    if mine is None:
        return None
    known = [figures for each in others if (figures := _figures(each, item, yes)) is not None]
    own = _interval([mine])
    apart = _spread(difference(own, _interval(known))) if known else None
    return Share(item, _spread(own), apart)


def _figures(group: releasing.Group, item: str, yes: Collection[str]) -> Figures | None:
    return next((read(question, yes) for question in group.questions if question.item == item), None)


def _interval(groups: Sequence[Figures]) -> Interval:
    """The interval of the share of these groups together, from the fewest to the most who can have said yes."""
    people = sum(each.people for each in groups)
    lowest = sum(each.lowest * each.people for each in groups)
    highest = sum(each.highest * each.people for each in groups)
    return share_interval(lowest, min(highest, people), people)


def _spread(interval: Interval) -> Spread:
    values: Iterable[float] = (interval.middle, interval.lower, interval.upper)
    return Spread(*(round(value, _DIGITS) for value in values))
