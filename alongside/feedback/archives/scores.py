"""Scores of scales without Python for each row: the query adds up whole numbers, and a table says which score that is.

What a person scores on a scale depends on two numbers only: how many of its items count, and what they add up to. So
`stats.scoring` is asked once for each pair of these that can be, with answers that make that pair, and its figures go
into the query as a table. No arithmetic with fractions is left to a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from alongside.catalogue.survey import Scale, Survey, instrument
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import SCALE, scored
from alongside.stats.scoring import Instrument

# Answers by item.
Given = dict[str, str]


@dataclass(frozen=True)
class ScoreTable:
    """One scale in the query: `sql` is the place of a person's score among `figures`, from 1, or 0 for no score."""

    name: str
    item: str
    figures: tuple[str, ...]
    sql: str


def tables(survey: Survey, names: Mapping[str, str]) -> tuple[ScoreTable, ...]:
    """The scales of a survey that have items; `names` are the columns that hold the place of each item's answer."""
    if not survey.scales:
        return ()
    scores = instrument(survey)
    with_items = [scale for scale in survey.scales if scale.items]
    return tuple(_table(survey, scores, scale, names, f"s{place}") for place, scale in enumerate(with_items, start=1))


def _table(survey: Survey, scores: Instrument, scale: Scale, names: Mapping[str, str], name: str) -> ScoreTable:
    steps = _steps({key: _points(survey, key, key in scale.reverse) for key in scale.items})
    item = f"{SCALE}{scale.key}"
    found = {
        total: figure
        for total, given in sorted(_reachable(steps).items())
        if (figure := scored(scores, Answer(answers=given)).get(item)) is not None
    }
    figures = tuple(dict.fromkeys(found.values()))
    places = {figure: place for place, figure in enumerate(figures, start=1)}
    added = " + ".join(_worth(survey, key, names[key], steps[key]) for key in scale.items)
    lines = " ".join(f"WHEN {total} THEN {places[figure]}" for total, figure in found.items())
    return ScoreTable(name, item, figures, f"CASE {added} {lines} ELSE 0 END")


def _points(survey: Survey, item: str, turned: bool) -> dict[str, Fraction]:
    """What each option counts for in a scale, turned round where the scale says so."""
    values = {option.key: Fraction(option.value) for option in survey.options(item) if option.value is not None}
    ends = min(values.values()) + max(values.values())
    return {option: ends - value if turned else value for option, value in values.items()}


def _steps(points: Mapping[str, Mapping[str, Fraction]]) -> dict[str, dict[str, int]]:
    """What each answer adds: a step for having answered, larger than all values together, and its value from 0 up."""
    every = [value for values in points.values() for value in values.values()]
    common, least = lcm(*(value.denominator for value in every)), min(every)
    whole = {key: {each: int((value - least) * common) for each, value in of.items()} for key, of in points.items()}
    step = 1 + sum(max(values.values()) for values in whole.values())
    return {key: {option: step + value for option, value in values.items()} for key, values in whole.items()}


def _reachable(steps: Mapping[str, Mapping[str, int]]) -> dict[int, Given]:
    """Every total that answers can make, with some answers that make it."""
    found: dict[int, Given] = {0: {}}
    for key, options in steps.items():
        more = {total + step: {**given, key: each} for total, given in found.items() for each, step in options.items()}
        found = {**more, **found}
    return found


def _worth(survey: Survey, item: str, name: str, steps: Mapping[str, int]) -> str:
    """SQL for what somebody's answer to an item adds: 0 where it is missing or counts for nothing."""
    places = {option.key: place for place, option in enumerate(survey.options(item), start=1)}
    lines = " ".join(f"WHEN {places[option]} THEN {step}" for option, step in steps.items())
    return f"CASE {name} {lines} ELSE 0 END"
