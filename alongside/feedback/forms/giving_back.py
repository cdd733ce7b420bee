"""Reading people's words before the team does, publishing, and replying."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.feedback.models import Reply
from alongside.feedback.rules.answers import LONGEST_WORDS
from alongside.ui.forms import Choice, Form, LongText

PASS_ON, KEEP_BACK = "pass-on", "keep-back"
LOOK, PUBLISH = "look", "publish"
LONGEST = 1500


class WordsForm(Form):
    """One comment without what could show who wrote it."""

    comment = forms.UUIDField(widget=forms.HiddenInput)
    text = LongText(
        _("What the team may read"),
        hint=_("Take out names, places, dates and anything else that could show who wrote this. Change nothing else."),
        required=False,
        mark_optional=False,
        max_length=LONGEST_WORDS,
        rows=6,
    )

    def clean(self) -> dict[str, Any]:
        """What is passed on has words; what is kept back needs none."""
        data = super().clean() or self.cleaned_data
        if self.data.get("do") != KEEP_BACK and not data.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Write what the team may read, or keep it back"))
        return data

    def passed_on(self) -> str:
        """What goes to the team; nothing where the words are kept back."""
        return "" if self.data.get("do") == KEEP_BACK else str(self.cleaned_data["text"])


class ReplyForm(Form):
    """You said, we did: one thing that people said, and what came of it."""

    kind = Choice(
        _("What came of it?"), missing=_("Choose what came of it"), choices=[(each, each.label) for each in Reply.Kind]
    )
    said = LongText(
        _("What did people say?"),
        missing=_("Write what people said"),
        hint=_("One thing, in your own words. Quote nobody: somebody could be recognised."),
        rows=3,
        max_length=LONGEST,
    )
    did = LongText(
        _("What did you do, what are you doing, or why can you not?"),
        missing=_("Write what you did, what you are doing, or why you cannot"),
        hint=_("Say when, and who is responsible. If something cannot change, say why, and who could change it."),
        rows=4,
        max_length=LONGEST,
    )
