"""Wording packs: the words of an instrument that ships without them. The format is ``survey-words/1``.

Whoever holds a licence for an instrument writes its words into a pack, outside our content folder. A pack gives
words to items and answers by their keys and can change nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from alongside.catalogue.framework import EDITION, Edition
from alongside.catalogue.grammar import ListOf, Maybe, Path, Reading, Record, read
from alongside.catalogue.keys import known, unique
from alongside.catalogue.scalars import KEY, LANGUAGE, LINE, TEXT
from alongside.catalogue.survey.shapes import AnswerSet, Survey


@dataclass(frozen=True, kw_only=True)
class WordedItem:
    """The words of one question."""

    key: str
    question: str
    plain: str | None = None


@dataclass(frozen=True, kw_only=True)
class WordedOption:
    """The words of one answer of a set."""

    answers: str
    key: str
    label: str
    plain: str | None = None


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one version of an instrument; ``held_under`` says by what licence or permission they are held."""

    survey: Edition
    language: str
    held_under: str
    intro: str | None = None
    plain_intro: str | None = None
    items: tuple[WordedItem, ...]
    options: tuple[WordedOption, ...]


WORDS = Record(
    Words,
    {
        "survey": EDITION,
        "language": LANGUAGE,
        "held_under": TEXT,
        "intro": Maybe(TEXT),
        "plain_intro": Maybe(TEXT),
        "items": ListOf(Record(WordedItem, {"key": KEY, "question": LINE, "plain": Maybe(LINE)}), at_least=1),
        "options": ListOf(
            Record(WordedOption, {"answers": KEY, "key": KEY, "label": LINE, "plain": Maybe(LINE)}), at_least=2
        ),
    },
    format="survey-words/1",
)


def parse_words(text: str, name: str, surveys: Iterable[Survey]) -> Words:
    """The pack a text holds, checked against the survey it is for, which must be among ``surveys``.

    Raises ContentError with every problem found: no such survey, one that brings its own words, another language,
    an item or answer that it does not have, one without words.
    """
    found, reading = read(text, name, WORDS)
    words: Words = found
    by_id = {survey.id: survey for survey in surveys}
    known(words.survey.id, list(by_id), "survey", reading, ("survey",))
    reading.stop_if_broken()
    _check(words, by_id[words.survey.id], reading)
    reading.stop_if_broken()
    return words


def worded(survey: Survey, words: Words) -> Survey:
    """The survey with the words of a pack that ``parse_words`` has checked against it."""
    said = {item.key: item for item in words.items}
    items = (replace(item, question=said[item.key].question, plain=said[item.key].plain) for item in survey.items)
    return replace(
        survey,
        intro=words.intro,
        plain_intro=words.plain_intro,
        items=tuple(items),
        answers=tuple(_labelled(answers, words) for answers in survey.answers),
    )


def _labelled(answers: AnswerSet, words: Words) -> AnswerSet:
    said = {option.key: option for option in words.options if option.answers == answers.key}
    options = (replace(each, label=said[each.key].label, plain=said[each.key].plain) for each in answers.options)
    return replace(answers, options=tuple(options))


def _check(words: Words, survey: Survey, reading: Reading) -> None:
    if not survey.needs_words:
        reading.refuse_at(("survey",), f"{survey.id} has words of its own, or no questions at all")
        return
    if words.language != survey.language:
        reading.refuse_at(("language",), f"{survey.id} is in {survey.language}; a pack must be in the same language")
    unique(words.items, reading, ("items",))
    items = [item.key for item in survey.items]
    for number, item in enumerate(words.items):
        known(item.key, items, "item", reading, ("items", number, "key"))
    for key in items:
        if key not in {item.key for item in words.items}:
            reading.refuse_at(("items",), f"the item '{key}' has no words here")
    _check_options(words, survey, reading)


def _check_options(words: Words, survey: Survey, reading: Reading) -> None:
    wanted = {(answers.key, option.key) for answers in survey.answers for option in answers.options}
    seen: set[tuple[str, str]] = set()
    for number, option in enumerate(words.options):
        path: Path = ("options", number)
        known(option.answers, sorted({answers for answers, _ in wanted}), "set of answers", reading, path)
        keys = [key for answers, key in sorted(wanted) if answers == option.answers]
        if keys:
            known(option.key, keys, "answer", reading, (*path, "key"))
        if (option.answers, option.key) in seen:
            reading.refuse_at(path, f"the answer '{option.key}' of '{option.answers}' is worded twice")
        seen.add((option.answers, option.key))
    for answers, key in sorted(wanted - seen):
        reading.refuse_at(("options",), f"the answer '{key}' of '{answers}' has no words here")
