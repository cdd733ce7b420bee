"""The pages of a survey in their order, and the form of each, in the usual words or in short, plain ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.catalogue.survey import RATHER_NOT_SAY, GroupQuestion, Item, Survey
from alongside.feedback.rules.answers import LONGEST_WORDS, Answer
from alongside.feedback.tickets import looks_like_card
from alongside.ui.forms import Choice, Form, LongText, Text

START, QUESTION, WORDS, ABOUT, SEND = "start", "question", "words", "about", "send"


class CodeForm(Form):
    """The twelve letters of a card."""

    code = Text(
        _("The letters and numbers on your card"),
        hint=_("For example ABCD-EFGH-JKMN. Capitals and spaces do not matter."),
        missing=_("Enter the letters and numbers on your card"),
        max_length=40,
        width=20,
    )

    def clean_code(self) -> str:
        """Refuse what cannot be the code of a card."""
        code: str = self.cleaned_data["code"]
        if not looks_like_card(code):
            self.add_error(
                "code", _("A card has 12 letters and numbers, and no I, L, O, 0 or 1. Check what you entered.")
            )
        return code


@dataclass(frozen=True)
class Step:
    """One page. It has an item, or the questions about the person, or neither."""

    kind: str
    item: Item | None = None
    about: tuple[GroupQuestion, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields on this page."""
        if self.item:
            return (f"{'words' if self.item.free_text else 'answer'}-{self.item.key}",)
        return tuple(f"about-{question.key}" for question in self.about)


def steps(survey: Survey) -> tuple[Step, ...]:
    """The start, each question in the order of the survey, what is asked about the person, and the sending."""
    asked = [Step(WORDS if item.free_text else QUESTION, item) for item in survey.items]
    about = [Step(ABOUT, about=survey.group_questions)] if survey.group_questions else []
    return (Step(START), *asked, *about, Step(SEND))


class StepForm(Form):
    """The questions of one page; every one may be left out."""

    def __init__(self, *args: Any, survey: Survey, step: Step, plain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_fields(survey, step, plain))


class SheetForm(Form):
    """A whole sheet of paper on one screen: every question, in the order in which they are printed."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in steps(survey):
            self.fields.update(_fields(survey, step, plain=False))


def typed(survey: Survey, data: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in so far, by the names of the fields; whatever else was sent is left behind."""
    names = [name for step in steps(survey) for name in step.names]
    return {name: data[name] for name in names if data.get(name)}


def answer_of(survey: Survey, cleaned: Mapping[str, str]) -> Answer:
    """The answer that the forms of all pages make together."""
    kinds: dict[str, dict[str, str]] = {"answer": {}, "about": {}, "words": {}}
    for name, value in cleaned.items():
        kind, _dash, key = name.partition("-")
        kinds[kind][key] = value
    return Answer(answers=kinds["answer"], about=kinds["about"], words=kinds["words"])


def _fields(survey: Survey, step: Step, plain: bool) -> dict[str, Choice | LongText]:
    """What one page asks, by the names of its fields."""
    if step.item:
        one = _words(step.item, plain) if step.item.free_text else _question(survey, step.item, plain)
        return {step.names[0]: one}
    return {name: _about(survey, question, plain) for name, question in zip(step.names, step.about, strict=True)}


def _question(survey: Survey, item: Item, plain: bool) -> Choice:
    options = survey.options(item.key)
    return Choice(
        _said(item, plain),
        choices=[(option.key, (plain and option.plain) or option.label) for option in options],
        hint="" if plain or not item.note else item.note.strip(),
        apart=(RATHER_NOT_SAY,),
        required=False,
        mark_optional=False,
    )


def _words(item: Item, plain: bool) -> LongText:
    sentence = _(
        "Use %(limit_value)d characters or fewer. You have used %(show_value)d. Nothing is lost: make it shorter."
    )
    return LongText(
        _said(item, plain),
        hint=(item.note or "").strip(),
        max_length=LONGEST_WORDS,
        rows=6,
        required=False,
        mark_optional=False,
        error_messages={"max_length": sentence},
    )


def _about(survey: Survey, question: GroupQuestion, plain: bool) -> Choice:
    options = survey.group_options(question.key)
    return Choice(
        question.plain if plain else question.question,
        choices=[(option.key, (plain and option.plain) or option.label) for option in options],
        apart=(RATHER_NOT_SAY,),
        required=False,
        mark_optional=False,
    )


def _said(item: Item, plain: bool) -> str:
    """The question in the words that were chosen. A survey without words is never asked."""
    return (plain and item.plain) or item.question or item.title
