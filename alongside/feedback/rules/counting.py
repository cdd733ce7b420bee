"""From answers to counts: the only form in which answers are kept.

A cell is (about, group, item, answer). Everybody is in ("", "", "", ""), and in the cell of each answer they gave; once
more under each thing that they said of themselves. Cells with "&" count the people whom two groups have in common: a
release needs them to tell whether one group, taken from another, would leave a few people standing alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

from alongside.catalogue.survey import RATHER_NOT_SAY, Survey
from alongside.catalogue.survey import instrument as scoring_of
from alongside.feedback.rules.answers import Answer
from alongside.stats.scoring import Instrument, score

Cell = tuple[str, str, str, str]
EVERYBODY: Cell = ("", "", "", "")
BOTH = "&"
SCALE = "scale:"


def tally(survey: Survey, answers: Iterable[Answer]) -> Counter[Cell]:
    """How many people are in each cell; adding two tallies gives the tally of both."""
    counts: Counter[Cell] = Counter()
    instrument = scoring_of(survey) if survey.scales else None
    for answer in answers:
        scores = scored(instrument, answer) if instrument else {}
        counts.update(cells_of(answer, scores))
    return counts


def scored(instrument: Instrument, answer: Answer) -> dict[str, str]:
    """A person's score on each scale that has one, as "scale:KEY" and the figure; scores are counted like answers."""
    given = {key: None if value == RATHER_NOT_SAY else value for key, value in answer.answers.items()}
    scores = score(instrument, given).scales
    return {f"{SCALE}{key}": f"{each.value:g}" for key, each in scores.items() if each.value is not None}


def cells_of(answer: Answer, scores: Mapping[str, str]) -> list[Cell]:
    """Every cell that one person is counted in, once each."""
    given = [("", ""), *answer.answers.items(), *scores.items()]
    groups = [("", ""), *answer.about.items()]
    cells = [(about, group, item, option) for about, group in groups for item, option in given]
    pairs = combinations(sorted(answer.about.items()), 2)
    cells += [(first + BOTH + second, one + BOTH + other, "", "") for (first, one), (second, other) in pairs]
    return cells


def in_both(about: str, group: str, other_about: str, other_group: str) -> Cell:
    """The cell of the people whom two groups have in common."""
    (first, one), (second, other) = sorted([(about, group), (other_about, other_group)])
    return (first + BOTH + second, one + BOTH + other, "", "")
