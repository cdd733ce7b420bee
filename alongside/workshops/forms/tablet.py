"""What is asked where a tablet goes from hand to hand: a word and a number of one's own; later, who has it now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _at_once
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import Choice, Form, Text

# The browser must not offer the next person what the last one typed.
UNREMEMBERED = {"autocomplete": "off", "spellcheck": "false"}
NUMBER = {**UNREMEMBERED, "inputmode": "numeric"}


class PassOnForm(Form):
    """How the device calls somebody, and the number that brings them back."""

    word = Text(
        _("What shall this device call you?"),
        missing=_("Choose a letter, a colour or an animal"),
        hint=_("A letter, a colour or an animal, like K, Blue or Heron. Not your name: others will read it here."),
        max_length=20,
        width=10,
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )
    number = Text(
        _("Choose a number with 4 digits"),
        missing=_("Choose a number with 4 digits"),
        hint=_("With it you come back to your own answers. Turn the screen so that nobody else sees it."),
        width=4,
        widget=forms.TextInput(attrs=NUMBER),
    )

    def __init__(self, *args: Any, taken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {word.casefold() for word in taken}

    def clean_word(self) -> str:
        """A word that nobody else goes by here."""
        word: str = self.cleaned_data["word"]
        if word.casefold() in self.taken:
            raise ValidationError(_at_once("Somebody else is called that on this device. Choose another word"))
        return word

    def clean_number(self) -> str:
        """Four digits, and not the first that anybody would try."""
        number = _digits(self.cleaned_data["number"])
        steps = {int(after) - int(before) for before, after in pairwise(number)}
        if steps in ({0}, {1}, {-1}):
            # No example: the whole table would read it, and some would take it.
            raise ValidationError(_at_once("That number is easy to guess. Choose one that only you would think of"))
        return number


class WhoForm(Form):
    """Who has the tablet now, and the number that only they know."""

    who = Choice(_("Who has the tablet now?"), missing=_("Choose the word you go by, or press “Somebody new”"))
    number = Text(
        _("Your number"),
        missing=_("Enter your number with 4 digits"),
        width=4,
        widget=forms.TextInput(attrs=NUMBER),
    )

    def __init__(self, *args: Any, words: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(str(place), word) for place, word in enumerate(words)]  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        """Four digits."""
        return _digits(self.cleaned_data["number"])

    def forget_number(self) -> None:
        """Draw the form again without what was typed: the next who reads this page may be somebody else."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["number"] = ""
        self.data = sent


def _digits(typed: str) -> str:
    number = "".join(typed.split())
    if len(number) != 4 or not (number.isascii() and number.isdigit()):
        raise ValidationError(_at_once("The number must have 4 digits"))
    return number
