"""Surveys: what is asked, with which answers, how it is scored and what may be said about the results.

The format is ``survey/1``; ``survey-words/1`` is the wording pack of an instrument whose questions may not ship.
Both are described field by field in docs/reference/content.md. ``parse`` reads a survey, ``words`` a pack, and
``scoring`` turns a survey into what ``stats.scoring`` needs.

Whether a person may keep an answer to themselves is not left to the file: every question with answers gets
``RATHER_NOT_SAY`` as its last one, in the words of the survey.
"""

from alongside.catalogue.survey.schema import SURVEY, parse
from alongside.catalogue.survey.scoring import instrument
from alongside.catalogue.survey.shapes import (
    RATHER_NOT_SAY,
    AboutYou,
    AnswerSet,
    GroupOption,
    GroupQuestion,
    Item,
    Licence,
    Option,
    Scale,
    Survey,
    Validation,
)
from alongside.catalogue.survey.words import WORDS, Words, parse_words, worded

__all__ = [
    "RATHER_NOT_SAY",
    "SURVEY",
    "WORDS",
    "AboutYou",
    "AnswerSet",
    "GroupOption",
    "GroupQuestion",
    "Item",
    "Licence",
    "Option",
    "Scale",
    "Survey",
    "Validation",
    "Words",
    "instrument",
    "parse",
    "parse_words",
    "worded",
]
