"""Decide, and park what cannot be decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models import Withholding
from alongside.assessments.rules.answers import NOT_AGREED, NOT_THERE_YET
from alongside.catalogue.framework import Framework, Item
from alongside.ui.forms import Choice, Form, LongText


class DecideForm(Form):
    """An outcome, its reason, and its dissent in its own words."""

    outcome = Choice(_("What was agreed?"), missing=_("Choose what was agreed. “We did not agree” is an answer too"))
    reason = LongText(
        _("Why?"),
        missing=_("Write down the reason, so that somebody who was not there understands it"),
        hint=_("This stands in the record and in the comments of Template A."),
        rows=4,
        max_length=1500,
    )
    dissent = LongText(
        _("Who sees it differently, and what do they say?"),
        hint=_("In their own words, without names. It stands beside the decision."),
        rows=4,
        max_length=1500,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, framework: Framework, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (
                NOT_THERE_YET,
                gettext("Not there yet"),
                gettext("None of the descriptions fits yet. Template A gets no tick."),
            ),
            *[(stage.key, stage.name, item.stages[stage.key]) for stage in framework.stages],
            (NOT_AGREED, gettext("We did not agree"), gettext("A valid result. Say why, so that the talk can go on.")),
        ]
        self.fields["outcome"].apart = (NOT_AGREED,)  # type: ignore[attr-defined]


class WithholdForm(Form):
    """Why a shared reason must go: one of two causes, and no other."""

    cause = Choice(
        _("Why must it go?"),
        choices=Withholding.Cause.choices,
        missing=_("Choose why. For any other cause it stays"),
    )


class ParkForm(Form):
    """A question for later."""

    text = LongText(
        _("A question to come back to"),
        missing=_("Write down the question"),
        rows=2,
        max_length=500,
    )
