"""What do the answers to a questionnaire come to, and is a change in them more than chance?

``score`` turns the answers of one questionnaire into one figure for each of its scales, ``from_totals`` takes
totals that were worked out elsewhere, and ``reliable_change`` and ``cut_off`` say whether two figures differ by
more than the measure's own error. What an instrument is made of is described by ``Instrument``, ``Item``,
``Option``, ``Scale`` and ``Band``; where that description comes from is nothing this package knows.

A score is a number or it is none with a reason. Nothing is ever filled in silently: where the rule of an
instrument allows the mean of a person's other answers to stand for a missing one, the score says how often that
was done.

These figures are for counting how a service does. They describe no person: measurement error alone moves one
person's score by several points.
"""

from alongside.stats.scoring.change import Change, Verdict, cut_off, reliable_change
from alongside.stats.scoring.instrument import Band, Instrument, Item, Method, Option, Scale
from alongside.stats.scoring.numbers import Number
from alongside.stats.scoring.scores import Answers, Score, Scores, from_totals, score

__all__ = [
    "Answers",
    "Band",
    "Change",
    "Instrument",
    "Item",
    "Method",
    "Number",
    "Option",
    "Scale",
    "Score",
    "Scores",
    "Verdict",
    "cut_off",
    "from_totals",
    "reliable_change",
    "score",
]
