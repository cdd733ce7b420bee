"""Come in, answer, share, and put a card beside an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models import ExpectedGroup, Participant
from alongside.assessments.rules.answers import CANNOT_SAY, MISSES_THE_POINT, NOT_THERE_YET
from alongside.catalogue.framework import Framework, Item
from alongside.evidence.models import Card
from alongside.ui.forms import Choice, Form, LongText, Text

NO_GROUP = "none"
PLAIN, LONG, BOTH = "plain", "long", "both"
LONGEST_REASON = 2000


class CodeForm(Form):
    """A code to join with, or to come back with."""

    code = Text(
        _("Your code"),
        missing=_("Enter the code you were given"),
        hint=_("Eight letters and numbers, like ABCD-EFGH. It does not matter if you use capital letters."),
        width=10,
        max_length=40,
    )


class ChoiceForm(Form):
    """The private choice about a small group."""

    alone = Choice(
        _("If fewer than five people of your group answer, may your group’s answers be shown on their own?"),
        choices=[
            (
                "no",
                _("No: put our answers together with other groups, or do not show them"),
                _("Your voice counts and your group is named as present."),
            ),
            (
                "yes",
                _("Yes: show them on their own, even if people may guess who we are"),
                _(
                    "This happens only if everybody in your group says yes. They stand in the record, which a lead may "
                    "share with people outside once it is closed."
                ),
            ),
        ],
        missing=_("Choose yes or no. Nobody else sees what you choose"),
    )

    def may_show_alone(self) -> bool:
        """The private choice."""
        return bool(self.cleaned_data["alone"] == "yes")


class JoinForm(ChoiceForm):
    """One's group and one's private choice."""

    field_order = ("group", "alone")

    group = Choice(
        _("Which group do you belong to here?"), missing=_("Choose a group, or “I would rather not name my group”")
    )

    def __init__(self, *args: Any, groups: Sequence[ExpectedGroup], fixed: ExpectedGroup | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        self.fixed = fixed
        if fixed is not None:
            choices = [
                (str(fixed.pk), fixed.name),
                (NO_GROUP, gettext("I would rather not name my group")),
            ]
        else:
            choices = [(key, group.name) for key, group in self.groups.items()]
            choices.append((NO_GROUP, gettext("I would rather not name my group")))
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def chosen_group(self) -> ExpectedGroup | None:
        """The group, or None for somebody who would rather not name it."""
        return self.groups.get(self.cleaned_data["group"])


class EnteredForm(JoinForm):
    """The same about somebody else, who sits beside us or wrote on paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].label = gettext("Which group do they belong to here?")
        self.fields["alone"].label = gettext(
            "If fewer than five people of their group answer, may its answers be shown on their own?"
        )


class EnterForm(EnteredForm):
    """Filled in by a helper together with the person."""

    mode = Choice(
        _("How do they take part?"),
        choices=[
            (Participant.Mode.HELPER, _("I enter what they tell me")),
            (Participant.Mode.SHARED, _("They use this device themselves")),
        ],
        missing=_("Choose how they take part"),
    )


class HelpForm(EnterForm):
    """The same with a key of its own: pressing the button twice lets one person take part."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def answer_choices(framework: Framework, item: Item, words: str = LONG) -> list[tuple[str, str, str]]:
    """Every answer in words: the stages highest last, so that people read them in order, then the others.

    A stage is told as the item describes it, in the framework's one short sentence, or both ways for a page on which
    each reader has chosen (`words`).
    """
    stages = [(stage.key, stage.name, _told(stage.short, item.stages[stage.key], words)) for stage in framework.stages]
    return [
        (NOT_THERE_YET, gettext("Not there yet"), gettext("None of the descriptions below fits what I see today.")),
        *stages,
        (CANNOT_SAY, gettext("I can’t say"), gettext("I do not know enough about this.")),
        (MISSES_THE_POINT, gettext("This question misses the point"), gettext("Something else matters more here.")),
    ]


def _told(short: str, long: str, words: str) -> str:
    if words == BOTH:
        both = '<span data-words="long">{}</span><span data-words="plain">{}</span>'
        return format_html(both, long, short)
    return short if words == PLAIN else long


class AnswerForm(Form):
    """One answer to one question, with what one has seen."""

    answer = Choice(_("Which comes closest to what you see?"), missing=_("Choose an answer. “I can’t say” is one too"))
    reason = LongText(
        _("What have you seen that makes you say so?"),
        hint=_("Only you can read this, unless you choose to share it."),
        rows=4,
        max_length=LONGEST_REASON,
    )
    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, framework: Framework, item: Item, words: str = LONG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework, self.item = framework, item
        self.fields["answer"].choices = answer_choices(framework, item, words)  # type: ignore[attr-defined]
        self.fields["answer"].apart = (CANNOT_SAY, MISSES_THE_POINT)  # type: ignore[attr-defined]


class CardForm(Form):
    """An evidence card; a document or figure needs a source and a date, an opinion cannot fill its place."""

    kind = Choice(
        _("What is it?"),
        choices=[
            (Card.Kind.DOCUMENT, _("A document"), _("A policy, a leaflet, minutes: something others can look up.")),
            (Card.Kind.READING, _("A figure"), _("A number from a survey, an audit or a report.")),
            (Card.Kind.OBSERVATION, _("Something I have seen"), _("What you saw yourself. It does not need proof.")),
            (
                Card.Kind.STORY,
                _("Somebody’s account"),
                _("What somebody told, with their consent and without their name."),
            ),
        ],
        missing=_("Choose what it is"),
    )
    title = Text(_("A short title"), missing=_("Enter a short title"), max_length=120)
    shows = LongText(_("What does it show?"), missing=_("Say what it shows"), rows=4, max_length=1500)
    does_not_show = LongText(_("What does it not show?"), rows=3, max_length=1500)
    source = Text(
        _("Where can others find it?"),
        hint=_("Needed for a document or a figure."),
        max_length=250,
    )
    dated = Text(
        _("What is its date?"), hint=_("A year or a month is enough, like “May 2026”."), max_length=60, width=20
    )


class PaperForm(EnteredForm):
    """A whole sheet typed in at once: one answer and one reason for each question.

    Its own key goes with it, so that pressing the button twice stores it once.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = framework.items
        for number, item in enumerate(framework.items, start=1):
            self.fields[f"answer_{item.key}"] = Choice(
                f"{number}. {item.short_title}",
                choices=[("", gettext("Left empty")), *[each[:2] for each in answer_choices(framework, item)]],
                drop_down=True,
                mark_optional=False,
            )
            self.fields[f"reason_{item.key}"] = LongText(
                gettext("What they wrote"), rows=2, max_length=LONGEST_REASON, mark_optional=False
            )
            self.fields[f"share_{item.key}"] = forms.BooleanField(
                label=gettext("They ticked that this may be shared"), required=False
            )

    def sheet(self) -> list[tuple[Any, Any, Any]]:
        """The three bound fields of each question."""
        keys = [item.key for item in self.items]
        return [(self[f"answer_{key}"], self[f"reason_{key}"], self[f"share_{key}"]) for key in keys]

    def clean(self) -> dict[str, Any]:
        """A sheet without any answer is a slip."""
        data = super().clean() or self.cleaned_data
        for item in self.items:
            if data.get(f"reason_{item.key}") and not data.get(f"answer_{item.key}"):
                self.add_error(
                    f"answer_{item.key}",
                    gettext("%(item)s: choose the answer that was ticked, or “I can’t say” if none was")
                    % {"item": item.short_title},
                )
        if not any(data.get(f"answer_{item.key}") for item in self.items) and not self.errors:
            self.add_error(None, gettext("This sheet has no answers yet. Choose at least one."))
        return data

    def answers(self) -> list[tuple[str, str, str, bool]]:
        """(item, answer, reason, may be shared) for each question that was answered."""
        data = self.cleaned_data
        return [
            (item.key, data[f"answer_{item.key}"], data[f"reason_{item.key}"], data[f"share_{item.key}"])
            for item in self.items
            if data[f"answer_{item.key}"]
        ]
