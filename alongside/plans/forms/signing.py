"""What people say of a version, and how it is signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alongside.people.forms.second_proof import SecondProofForm
from alongside.plans.models import Statement
from alongside.plans.rules.voices import voice_name
from alongside.ui.forms import Choice, Choices, Form, LongText, Text, Whole

Kind = Statement.Kind
NAMED, UNNAMED = "named", "unnamed"
MINE, OURS = "mine", "ours"


class Speaks(NamedTuple):
    """Whether the group may be named, how many speak, and who they are where it is more than one."""

    names_group: bool
    people: int
    asked: str


class StateForm(Form):
    """Whether somebody stands behind a plan, in their own words, and whether others speak with them.

    Whose voice it is always stands there. Only of a group that says more than the voice is asked whether it may, too.
    """

    kind = Choice(
        _("Do you stand behind this plan?"),
        missing=_("Choose what fits best"),
        choices=[
            (Kind.ENDORSES.value, _("Yes")),
            (Kind.STATES.value, _("I want to say what I think, without a yes or a no")),
            (Kind.DOES_NOT.value, _("No"), _("Say why, so that it can be put right.")),
        ],
    )
    text = LongText(
        _("In your own words"),
        hint=_("With a plain yes you may leave this empty. Your words stand beside the plan as you write them."),
        rows=5,
        max_length=1500,
        mark_optional=False,
    )
    whose = Choice(
        _("Who says this?"),
        missing=_("Choose whether you speak for yourself"),
        choices=[
            (MINE, _("I do, for myself")),
            (OURS, _("Several of us do: we met about it, or each of us was asked")),
        ],
    )
    asked = Text(
        _("If several of you: who met, or who was asked?"),
        hint=_("No names. For example: the Tuesday group at the college"),
        mark_optional=False,
    )
    people = Whole(_("If several of you: how many, with you?"), at_least=1, at_most=2000, width=4, mark_optional=False)
    name_group = Choice(_("May your group be named too?"), missing=_("Choose whether your group may be named"))

    def __init__(self, *args: Any, group_name: str, voice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group_name.casefold() == voice_name(voice).casefold():
            del self.fields["name_group"]
            return
        named, unnamed = _("Yes, name “%(group)s”"), _("No, say only that it is of %(voice)s")
        self.fields["name_group"].choices = [  # type: ignore[attr-defined]
            (NAMED, str(named) % {"group": group_name}),
            (UNNAMED, str(unnamed) % {"voice": voice_name(voice)}),
        ]

    def clean(self) -> dict[str, Any]:
        """Words are wanted with everything but a plain yes; who and how many, where several speak, and only there."""
        data = super().clean() or self.cleaned_data
        if data.get("whose") == MINE:
            self.errors.pop("asked", None)
            self.errors.pop("people", None)
        wanted = (
            {"text": _("Write what you think of the plan")} if data.get("kind") not in (None, Kind.ENDORSES) else {}
        )
        if data.get("whose") == OURS:
            wanted |= {
                "asked": _("Write who met, or who was asked"),
                "people": _("Enter how many of you there were"),
            }
            if data.get("people") == 1:
                self.add_error("people", str(_("Several are two or more. For one, choose “I do, for myself”")))
        for name, sentence in wanted.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, str(sentence))
        return data

    def speaks(self) -> Speaks:
        """Who says it, as it is kept: of the boxes for several, nothing counts where one speaks."""
        data = self.cleaned_data
        if data["whose"] == OURS:
            return Speaks(data.get("name_group") == NAMED, data["people"], data["asked"])
        return Speaks(data.get("name_group") == NAMED, 1, "")


class WhyForm(Form):
    """One sentence that everybody reads: why a version is taken back, not signed, or a signature withdrawn."""

    comment = LongText(
        _("Why?"),
        missing=_("Write a sentence, so that everybody understands"),
        rows=3,
        max_length=1000,
    )


class CommentForm(WhyForm):
    """Something beside one's own place."""

    comment = LongText(_("Your comment"), missing=_("Write your comment"), rows=3, max_length=1000)


class ChooseForm(Form):
    """Which of the versions that wait are signed together."""

    version = Choices(
        _("Which plans do you want to sign?"),
        missing=_("Tick at least one plan that you have read and want to sign"),
    )

    def __init__(self, *args: Any, waiting: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = list(waiting)  # type: ignore[attr-defined]


class SignForm(SecondProofForm):
    """One comment, and one fresh second proof for everything that the page shows.

    Which versions that is, and the SHA-256 that was shown of each, is no field: see `versions_in` and `shown_in`.
    """

    comment = LongText(_("Comment"), hint=_("It stands beside your signature, for everybody."), rows=3, max_length=1000)
    field_order = ("comment", "code")


def versions_in(sent: QueryDict) -> list[str]:
    """The keys of the versions that somebody ticked, each once."""
    return list(dict.fromkeys(sent.getlist("version")))


def shown_in(sent: QueryDict, key: object) -> str:
    """The SHA-256 that the page showed of a version; it is compared and never trusted."""
    return str(sent.get(f"digest_{key}", ""))
