"""Turning comparing on or off, and choosing how old results may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.comparing.rules.deciding import is_a_sentence
from alongside.ui.forms import Choice, Form, LongText, Text

ON, CONFIRM, OFF = "on", "confirm", "off"
LONGEST_REASON = 600
# How many months back results may reach, the usual first.
MONTHS = (12, 6, 24)


class TurnForm(Form):
    """Why teams are compared, or are not any more. `after` is the newest decision that was seen."""

    reason = LongText(
        _("Why do you want to compare teams?"),
        hint=_("Say what you want to find out, and what you will do for a team that needs help. Name nobody."),
        required=False,
        mark_optional=False,
        max_length=LONGEST_REASON,
        rows=4,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, reason_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason_needed = reason_needed

    @property
    def do(self) -> str:
        """Which button was pressed."""
        return str(self.data.get("do", ON))

    def clean(self) -> dict[str, Any]:
        """A reason is needed where the questions were not validated, and then it is a sentence."""
        data = super().clean() or self.cleaned_data
        short = not is_a_sentence(data.get("reason") or "")
        if self.do == ON and self.reason_needed and short and "reason" not in self.errors:
            self.add_error("reason", gettext("Write at least one sentence on why you compare teams"))
        return data


class CompareForm(Form):
    """How old the newest results of a team may be."""

    months = Choice(_("How old may a team’s newest results be?"), missing=_("Choose how old results may be"))

    def __init__(self, *args: Any, waiting: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [  # type: ignore[attr-defined]
            (
                str(months),
                gettext("Up to %(months)d months") % {"months": months},
                gettext("Teams with such results that are in no comparison yet: %(teams)s") % {"teams": f"{teams:,}"},
            )
            for months, teams in sorted(waiting.items())
        ]

    @property
    def since(self) -> int:
        """How many months back."""
        return int(self.cleaned_data["months"])


class FindForm(Form):
    """Find a team by a part of its name."""

    find = Text(_("Find a team by name"), required=False, mark_optional=False, max_length=120, width=20)


def months_back(today: date, months: int) -> date:
    """The first day of the month so many months ago."""
    place = today.year * 12 + today.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
