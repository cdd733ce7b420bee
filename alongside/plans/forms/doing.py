"""Say how something goes, begin a try, and say what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.plans.models import Progress, Study
from alongside.ui.forms import Choice, Date, Form, LongText, Text

PROGRESS = [(each.value, each.label) for each in Progress]


def today() -> date:
    """Which day it is where the partnership is, asked anew for each form."""
    return timezone.localdate()


class UpdateForm(Form):
    """How it goes, in one tap and one line; for a goal also what its measure says now."""

    progress = Choice(_("How does it go?"), choices=PROGRESS, missing=_("Choose how it goes"))
    reading = Text(
        _("What does the measure say now?"),
        hint=_("For example “5 of 10”. Leave it empty if nobody measured since."),
        max_length=120,
    )
    text = Text(_("One line about it"), hint=_("What was done, or what stands in the way."), max_length=280)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_goal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_goal:
            del self.fields["reading"]


class StartCycleForm(Form):
    """A small try: what, what is predicted, and when to look."""

    we_try = LongText(
        _("What will you try?"),
        missing=_("Write down what you will try"),
        hint=_("Something small that a few people can do soon, on one ward or in one week."),
        rows=3,
        max_length=1000,
    )
    we_predict = LongText(
        _("What do you think will happen?"),
        missing=_("Write down what you think will happen"),
        hint=_("It cannot be changed afterwards. Being wrong is how everybody learns."),
        rows=3,
        max_length=1000,
    )
    look_on = Date(
        _("When will you look at what happened?"),
        missing=_("Enter the day on which you will look"),
        hint=_("For example in two or four weeks."),
        earliest=today,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class StudyForm(Form):
    """What came of a try."""

    happened = LongText(_("What happened?"), missing=_("Write down what happened"), rows=4, max_length=1500)
    learned = LongText(_("What did you learn?"), missing=_("Write down what you learned"), rows=4, max_length=1500)
    next = Choice(
        _("What will you do about it?"),
        choices=[(each.value, each.label) for each in Study.Next],
        missing=_("Choose what you will do about it"),
    )
