"""The base form and the fields for words and numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Overrides can make somebody else's page read backwards; nothing that people type needs them.
_OVERRIDES = {"\u202d", "\u202e"}
_KEPT = {"\n"}


class Form(forms.Form):
    """A form in the style of the service manual: no colons after labels, no pop-ups of the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def required(missing: Any, more: dict[str, Any]) -> dict[str, Any]:
    """Arguments that say whether a field must be filled in, and with which sentence it asks.

    Raises TypeError for a required field without its sentence: "This field is required" helps nobody.
    """
    wanted = more.pop("required", missing is not None)
    if wanted and missing is None:
        raise TypeError("A required field needs missing=, the sentence that asks for it.")
    messages = {**more.pop("error_messages", {})}
    if missing is not None:
        messages["required"] = missing
    return {**more, "required": wanted, "error_messages": messages}


def checked_text(value: str, *, lines: bool) -> str:
    """The text with plain line ends; raises ValidationError for characters that cannot be kept or shown.

    In a single line, tabs and line ends become spaces.
    """
    value = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", value).replace("\t", " ")
    if not lines:
        value = value.replace("\n", " ")
    for character in value:
        if character in _KEPT:
            continue
        if unicodedata.category(character) in {"Cc", "Cs"} or character in _OVERRIDES:
            raise ValidationError(
                _("This has a hidden character that cannot be kept. Type the words instead of pasting them."),
                code="control",
            )
    return value


class Text(forms.CharField):
    """One line of words.

    `width` (2, 3, 4, 5, 10, 20 or 30 characters) suits the box to the answer; `suffix` is a unit after it.
    """

    lines = False

    def __init__(
        self,
        label: Any,
        *,
        missing: Any = None,
        hint: Any = "",
        max_length: int = 200,
        width: int | None = None,
        suffix: Any = "",
        **more: Any,
    ) -> None:
        self.width, self.suffix = width, suffix
        self.mark_optional = more.pop("mark_optional", True)
        arguments = required(missing, more)
        arguments["error_messages"].setdefault(
            "max_length", _("Use %(limit_value)d characters or fewer. You have used %(show_value)d.")
        )
        super().__init__(label=label, help_text=hint, max_length=max_length, **arguments)

    def to_python(self, value: Any) -> str:
        """The words, trimmed, with plain line ends."""
        text = "" if value in self.empty_values else str(value)
        text = checked_text(text, lines=self.lines)
        return text.strip() if self.strip else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: a browser would silently cut what somebody pastes."""
        return {}


class LongText(Text):
    """Several lines of words, with a count of the characters left.

    `max_length` counts characters. Put `free_text_notice` beside it wherever somebody may write freely.
    """

    lines = True

    def __init__(self, label: Any, *, max_length: int = 2000, rows: int = 5, **more: Any) -> None:
        self.rows = rows
        more.setdefault("widget", forms.Textarea)
        super().__init__(label, max_length=max_length, **more)


class Email(forms.EmailField):
    """An e-mail address."""

    def __init__(self, label: Any, *, missing: Any = None, hint: Any = "", **more: Any) -> None:
        self.mark_optional = more.pop("mark_optional", True)
        arguments = required(missing, more)
        arguments["error_messages"].setdefault(
            "invalid", _("Enter an email address in the correct format, like name@example.org")
        )
        super().__init__(label=label, help_text=hint, max_length=254, **arguments)

    def to_python(self, value: Any) -> str:
        """The address, trimmed."""
        return checked_text(super().to_python(value) or "", lines=False)


class Whole(forms.IntegerField):
    """A whole number, typed in a text box as the service manual asks."""

    def __init__(
        self,
        label: Any,
        *,
        missing: Any = None,
        hint: Any = "",
        at_least: int = 0,
        at_most: int = 2_000_000_000,
        width: int = 5,
        suffix: Any = "",
        **more: Any,
    ) -> None:
        self.width, self.suffix = width, suffix
        self.mark_optional = more.pop("mark_optional", True)
        arguments = required(missing, more)
        arguments["error_messages"] = {
            "invalid": _("Enter a whole number, like 12"),
            "min_value": _("Enter a number that is %(limit_value)s or more"),
            "max_value": _("Enter a number that is %(limit_value)s or less"),
            **arguments["error_messages"],
        }
        super().__init__(label=label, help_text=hint, min_value=at_least, max_value=at_most, **arguments)


class Tick(forms.BooleanField):
    """One box to tick, such as agreeing to something; `missing` makes ticking it necessary."""

    def __init__(self, label: Any, *, missing: Any = None, hint: Any = "", **more: Any) -> None:
        super().__init__(label=label, help_text=hint, **required(missing, more))
