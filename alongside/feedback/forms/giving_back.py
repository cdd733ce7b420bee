"""Reading people's words before the team does, publishing, and replying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.feedback.models import Reply
from alongside.feedback.rules.answers import LONGEST_WORDS
from alongside.plans.queries.promised import PlanPromises
from alongside.plans.rules.content import ActionContent
from alongside.ui.forms import Choice, Form, LongText

PASS_ON, KEEP_BACK = "pass-on", "keep-back"
LOOK, PUBLISH = "look", "publish"
LONGEST = 1500
# So much of an action stands in the list: its number tells it apart from the others of its plan.
SHOWN = 80


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
    """You said, we did: one thing that people said, what came of it, and the action of a plan that it belongs to."""

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
        hint=_(
            "Say when, and which team or job looks after it. Name nobody. If something cannot change, say why, and who "
            "could change it."
        ),
        rows=4,
        max_length=LONGEST,
    )
    # Not "action": a field of that name would hide the address of its form from scripts.
    plan_action = Choice(
        _("Is this an action of a plan?"),
        hint=_(
            "The words of the action will stand in your reply, and nothing else of the plan. If they name somebody, "
            "choose none, and write it in your own words."
        ),
        required=False,
        drop_down=True,
        error_messages={"invalid_choice": _("The plan of this action has changed or ended. Choose again, or none.")},
    )

    def __init__(self, *args: Any, promises: Sequence[PlanPromises], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions: dict[str, ActionContent] = {
            str(each.action.id): each.action for plan in promises for each in plan.actions
        }
        if not promises and not self.data.get("plan_action"):
            # No plan is carried out, and none was when this was written.
            del self.fields["plan_action"]
            return
        named = [
            (
                plan.challenge,
                [(str(each.action.id), f"{each.place} {shortened(each.action.text)}") for each in plan.actions],
            )
            for plan in promises
        ]
        self.fields["plan_action"].choices = [("", gettext("None of our actions")), *named]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ActionContent | None:
        """The action that was chosen, as it was agreed; only of a form that is valid."""
        return self.actions.get(self.cleaned_data.get("plan_action", ""))

    @property
    def key(self) -> UUID | None:
        """Its key."""
        return self.chosen.id if self.chosen else None


class TakeBackForm(Form):
    """Why a reply goes."""

    why = LongText(
        _("Why do you take it back?"),
        missing=_("Write why you take it back"),
        hint=_(
            "For example: the day was wrong. It stands where the reply stood. Do not repeat what nobody should read."
        ),
        rows=3,
        max_length=300,
    )


def shortened(text: str) -> str:
    """The beginning of a text in one line, for a list that is no wider than a phone."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1].rstrip()}…"
