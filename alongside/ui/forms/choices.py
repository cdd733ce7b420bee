"""Fields for choosing one or several of some answers, each of which may carry its own explanation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _at_once
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms.fields import required

Answers = Iterable[Sequence[Any]]


class Hinted:
    """Takes answers as (value, label) or (value, label, hint), also when they are set later.

    `hints` holds the hint of each value that has one.
    """

    hints: dict[str, Any]
    widget: Any

    @property
    def choices(self) -> Any:
        """The (value, label) pairs."""
        return self._choices

    @choices.setter
    def choices(self, answers: Answers) -> None:
        listed = [tuple(answer) for answer in answers]
        self.hints = {str(answer[0]): answer[2] for answer in listed if len(answer) > 2 and answer[2]}
        self._choices = self.widget.choices = [(answer[0], answer[1]) for answer in listed]


class Choice(Hinted, forms.ChoiceField):
    """One answer out of some, as radios, or as a list to drop down when `drop_down` is true.

    A list may have groups, as Django writes them: `("Name of the group", [(value, words), ...])`.
    `apart` names values that are drawn after the word "or", because they are not part of the same order (for
    example "I can't say"); give them last.
    """

    def __init__(
        self,
        label: Any,
        *,
        choices: Any = (),
        missing: Any = None,
        hint: Any = "",
        apart: Sequence[str] = (),
        drop_down: bool = False,
        **more: Any,
    ) -> None:
        self.apart = tuple(apart)
        self.mark_optional = more.pop("mark_optional", True)
        more.setdefault("widget", forms.Select if drop_down else forms.RadioSelect)
        arguments = required(missing, more)
        arguments["error_messages"].setdefault("invalid_choice", _("Choose one of the answers shown"))
        super().__init__(label=label, help_text=hint, choices=choices, **arguments)


class Choices(Hinted, forms.MultipleChoiceField):
    """Any number of answers, as tick boxes; `at_most` sets an upper limit and its sentence."""

    def __init__(
        self,
        label: Any,
        *,
        choices: Any = (),
        missing: Any = None,
        hint: Any = "",
        at_most: int | None = None,
        **more: Any,
    ) -> None:
        self.at_most = at_most
        self.mark_optional = more.pop("mark_optional", True)
        more.setdefault("widget", forms.CheckboxSelectMultiple)
        arguments = required(missing, more)
        arguments["error_messages"].setdefault("invalid_choice", _("Choose from the answers shown"))
        super().__init__(label=label, help_text=hint, choices=choices, **arguments)

    def validate(self, value: Any) -> None:
        """Known answers only, and no more of them than allowed."""
        super().validate(value)
        if self.at_most is not None and len(value) > self.at_most:
            sentence = _at_once("Choose no more than %(most)d. You have chosen %(chosen)d.")
            counts = {"most": self.at_most, "chosen": len(value)}
            raise ValidationError(sentence, code="too_many", params=counts)
