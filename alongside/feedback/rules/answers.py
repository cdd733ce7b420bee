"""One person's answer: what belongs in it, and how it travels from the form to the opening."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.catalogue.survey import RATHER_NOT_SAY, Survey
from alongside.ui.refusals import Refused

LONGEST_WORDS = 2000
# How many sheets of paper are typed in and sent together.
MOST_SHEETS = 40


@dataclass(frozen=True)
class Answer:
    """What one person answered: option keys by question, what they said of themselves, and words by question."""

    answers: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As it is sealed."""
        told = {"answers": dict(self.answers), "about": dict(self.about), "words": dict(self.words)}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, sealed: bytes) -> Answer:
        """As it was sealed."""
        return cls(**json.loads(sealed))


def checked(survey: Survey, answer: Answer) -> Answer:
    """The answer without what was left empty. Raises Refused where something in it is not part of the survey.

    Whoever answers nothing at all has still answered: that too is counted.
    """
    found = Answer(
        answers={key: value for key, value in answer.answers.items() if value},
        about={key: value for key, value in answer.about.items() if value},
        words={key: found for key, value in answer.words.items() if (found := _tidy(value))},
    )
    if not (_all_in(found.answers, asked(survey)) and _all_in(found.about, asked_about(survey))):
        raise Refused(_("Part of this answer does not belong to these questions. Start again from your link or card."))
    if not set(found.words) <= {item.key for item in survey.items if item.free_text}:
        raise Refused(_("Part of this answer does not belong to these questions. Start again from your link or card."))
    if any(len(text) > LONGEST_WORDS for text in found.words.values()):
        sentence = _("Your words are longer than %(most)d characters. Make them a little shorter.")
        raise Refused(sentence % {"most": LONGEST_WORDS})
    return found


def _tidy(text: str) -> str:
    """One line of printable characters: a database must take it when it is opened, and nobody is there to be asked."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def asked(survey: Survey) -> dict[str, list[str]]:
    """The questions with options, and the keys of these; *I'd rather not say* is the last of them."""
    return {item.key: [option.key for option in survey.options(item.key)] for item in survey.items if item.answers}


def asked_about(survey: Survey) -> dict[str, list[str]]:
    """What people are asked about themselves, in the same way."""
    questions = survey.about_you.questions if survey.about_you else ()
    return {each.key: [*(option.key for option in each.options), RATHER_NOT_SAY] for each in questions}


def _all_in(given: Mapping[str, str], known: Mapping[str, list[str]]) -> bool:
    return all(value in known.get(key, ()) for key, value in given.items())
