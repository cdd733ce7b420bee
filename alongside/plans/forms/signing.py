"""What people say of a version, and how it is signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alongside.people.forms.second_proof import SecondProofForm
from alongside.plans.models import Statement
from alongside.ui.forms import Choice, Choices, Form, LongText

Kind = Statement.Kind
NAMED, UNNAMED = "named", "unnamed"


class StateForm(Form):
    """Whether people stand behind a plan, in their own words."""

    kind = Choice(
        _("Do you stand behind this plan?"),
        missing=_("Choose what fits best"),
        choices=[
            (Kind.ENDORSES.value, _("Yes, we stand behind it")),
            (Kind.STATES.value, _("I want to say what we think, without a yes or a no")),
            (Kind.DOES_NOT.value, _("No, we do not stand behind it"), _("Say why, so that it can be put right.")),
        ],
    )
    text = LongText(
        _("In your own words"), hint=_("They stand beside the plan as you write them."), rows=5, max_length=1500
    )
    name_group = Choice(
        _("May your group be named beside it?"),
        missing=_("Choose whether your group may be named"),
        choices=[(NAMED, ""), (UNNAMED, "")],
    )

    def __init__(self, *args: Any, group_name: str, voice_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named, unnamed = _("Yes: %(group)s"), _("No, only: %(voice)s")
        self.fields["name_group"].choices = [  # type: ignore[attr-defined]
            (NAMED, str(named) % {"group": group_name}),
            (UNNAMED, str(unnamed) % {"voice": voice_name}),
        ]

    def clean(self) -> dict[str, Any]:
        """Words are wanted with everything but a plain yes."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") and data["kind"] != Kind.ENDORSES and not data.get("text") and "text" not in self.errors:
            self.add_error("text", str(_("Write what you think of the plan")))
        return data

    def names_group(self) -> bool:
        """Whether the writer lets their group be named."""
        return bool(self.cleaned_data["name_group"] == NAMED)


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
