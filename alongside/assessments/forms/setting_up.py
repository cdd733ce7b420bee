"""Start an assessment and say whom it expects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models import ExpectedGroup
from alongside.assessments.rules.expected import Wanted
from alongside.catalogue.framework import Framework
from alongside.catalogue.stakeholders import Group
from alongside.ui.forms import Choice, Choices, Email, Form, LongText, Text, Tick, Whole

MOST_INVITED = 100_000


def looks_at_field() -> Text:
    """Which team or part of the service is looked at; asked in the same words wherever it is asked."""
    return Text(
        _("What does this assessment look at?"),
        hint=_("For example one team, a ward, or the whole provider. People read it before they join."),
        max_length=200,
    )


class StartForm(Form):
    """What it is called, which edition, whom to expect, and what people are told."""

    title = Text(
        _("What do you want to call this assessment?"),
        missing=_("Enter a name for this assessment, like “Spring 2027”"),
        hint=_("People see this name when they join. A season and a year work well."),
        max_length=120,
    )
    looks_at = looks_at_field()
    edition = Choice(_("Which edition of the challenges will you use?"), missing=_("Choose an edition"))
    groups = Choices(
        _("Whose views do you hope to hear?"),
        missing=_("Choose at least one group"),
        hint=_("The record will say which of these were not in the room. You can change this later."),
    )
    more_groups = LongText(
        _("Other groups that matter here"),
        hint=_("One on each line, like “Parents with a mental health problem”."),
        rows=3,
        max_length=600,
    )
    told = LongText(
        _("What will you tell people will happen with what they say?"),
        missing=_("Tell people what will happen with what they say"),
        hint=_("Everybody reads this before they join, and it stands in the record. Promise only what you can keep."),
        rows=5,
    )

    def __init__(self, *args: Any, editions: Sequence[Framework], groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {group.key: group for group in groups}
        self.editions = {framework.id: framework for framework in editions}
        self.fields["edition"].choices = [(f.id, f.title, f.endorsement) for f in editions]  # type: ignore[attr-defined]
        self.fields["groups"].choices = [(g.key, g.name, g.plain) for g in groups]  # type: ignore[attr-defined]

    def wanted(self) -> list[Wanted]:
        """The groups that were chosen, then those written in."""
        chosen = [self.offered[key] for key in self.cleaned_data["groups"]]
        return [Wanted(group.key, group.name, group.voice) for group in chosen] + local_groups(
            self.cleaned_data["more_groups"]
        )


def local_groups(text: str) -> list[Wanted]:
    """Groups written in, one to a line; their keys cannot meet those of the shipped ones."""
    found: dict[str, Wanted] = {}
    for line in text.splitlines():
        name = line.strip()[:120]
        if name:
            key = f"local-{slugify(name, allow_unicode=True)[:50] or len(found) + 1}"
            found.setdefault(key, Wanted(key, name, "partners"))
    return list(found.values())


class SetUpForm(Form):
    """The name, what people are told, and for each group how many were asked and what they are offered."""

    title = Text(_("Name"), missing=_("Enter a name for this assessment"), max_length=120)
    looks_at = looks_at_field()
    told = LongText(
        _("What people are told will happen"),
        missing=_("Tell people what will happen with what they say"),
        rows=5,
    )

    def __init__(self, *args: Any, groups: Sequence[ExpectedGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = list(groups)
        for group in self.expected:
            self._add_group(group)

    def _add_group(self, group: ExpectedGroup) -> None:
        names = {"name": group.name}
        self.fields[f"invited_{group.key}"] = Whole(
            gettext("How many people were asked"),
            hint=gettext("Leave empty if nobody counted."),
            at_most=MOST_INVITED,
            initial=group.invited,
            mark_optional=False,
            required=False,
            error_messages={"invalid": gettext("%(name)s: enter a whole number, like 12") % names},
        )
        self.fields[f"support_{group.key}"] = LongText(
            gettext("Support offered"),
            hint=gettext("For example somebody to talk to before and after, travel, an interpreter, a quiet room."),
            rows=2,
            max_length=500,
            initial=group.support,
            mark_optional=False,
        )
        self.fields[f"payment_{group.key}"] = LongText(
            gettext("Payment and expenses offered"),
            rows=2,
            max_length=500,
            initial=group.payment,
            mark_optional=False,
        )

    def group_fields(self) -> list[tuple[ExpectedGroup, list[Any]]]:
        """Each group with its three bound fields, for the page."""
        names = ("invited", "support", "payment")
        return [(group, [self[f"{name}_{group.key}"] for name in names]) for group in self.expected]

    def wanted(self) -> list[Wanted]:
        """The groups with what was filled in."""
        data = self.cleaned_data
        return [
            Wanted(
                group.key,
                group.name,
                group.voice,
                data[f"invited_{group.key}"],
                data[f"support_{group.key}"],
                data[f"payment_{group.key}"],
            )
            for group in self.expected
        ]


class ChangeGroupsForm(Form):
    """Whom to expect, once an assessment exists."""

    groups = Choices(_("Whose views do you hope to hear?"), missing=_("Choose at least one group"))
    more_groups = LongText(_("Add other groups"), hint=_("One on each line."), rows=3, max_length=600)

    def __init__(self, *args: Any, offered: Sequence[Group], expected: Sequence[ExpectedGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shipped = {group.key: Wanted(group.key, group.name, group.voice) for group in offered}
        now = {g.key: Wanted(g.key, g.name, g.voice, g.invited, g.support, g.payment) for g in expected}
        self.known = {**shipped, **now}
        self.fields["groups"].choices = [(key, wanted.name) for key, wanted in self.known.items()]  # type: ignore[attr-defined]
        self.fields["groups"].initial = list(now)

    def wanted(self) -> list[Wanted]:
        """The groups that are expected from now on."""
        kept = [self.known[key] for key in self.cleaned_data["groups"]]
        keys = {wanted.key for wanted in kept}
        return kept + [w for w in local_groups(self.cleaned_data["more_groups"]) if w.key not in keys]


ANYBODY = "anybody"


class InviteForm(Form):
    """A way in for a group, for everybody, or for one person."""

    group = Choice(_("Who is it for?"), missing=_("Choose who it is for"))
    kind = Choice(
        _("How will they get it?"),
        choices=[
            ("open", _("A link and a code that many people may use"), _("For a poster, a meeting or a newsletter.")),
            ("personal", _("A link and a code for one person"), _("Works once. You hand it over yourself.")),
            ("email", _("By email to one person"), _("Works once. We send the link.")),
        ],
        missing=_("Choose how they will get it"),
    )
    email = Email(
        _("Their email address"), hint=_("Only if you chose email. We delete the text of the email once it is sent.")
    )

    def __init__(self, *args: Any, groups: Sequence[ExpectedGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        choices = [(key, group.name) for key, group in self.groups.items()]
        choices.append((ANYBODY, gettext("Anybody: they choose their group, or rather not say")))
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An address goes with e-mail only."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == "email" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Enter the email address to send it to"))
        return data

    def chosen_group(self) -> ExpectedGroup | None:
        """The group the way in is for; None for anybody."""
        return self.groups.get(self.cleaned_data["group"])


class AbsencesForm(Form):
    """What it means that nobody came from a group."""

    def __init__(self, *args: Any, absent: Sequence[ExpectedGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.absent = list(absent)
        for group in self.absent:
            self.fields[str(group.pk)] = LongText(
                gettext("%(name)s: what does it mean that nobody took part?") % {"name": group.name},
                missing=gettext("%(name)s: write what their absence means") % {"name": group.name},
                initial=group.absence_means,
                rows=3,
                max_length=1000,
            )


class CloseForm(Form):
    """Agree that the record stands."""

    agree = Tick(
        _("I have read the record and agree that it can close as it stands"),
        missing=_("Tick the box if you agree, or go back and change the record"),
    )
    seen = forms.CharField(widget=forms.HiddenInput)
