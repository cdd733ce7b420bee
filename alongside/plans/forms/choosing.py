"""Choose what to act on first: one tick and one box for each challenge, and who may read the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments.forms.taking_part import NO_GROUP
from alongside.assessments.models import ExpectedGroup
from alongside.catalogue.framework import Framework, Item
from alongside.plans.models import Chooser
from alongside.ui.forms import Choice, Form, LongText, Tick

LONGEST_WHY = 1000


@dataclass(frozen=True)
class ItemFields:
    """One challenge with its number and its two bound fields; `has_words` where the box must stand open."""

    item: Item
    number: int
    choose: Any
    why: Any

    @property
    def has_words(self) -> bool:
        """Whether something is written in the box, or wrong with it."""
        return bool(self.why.value() or self.why.errors)


class ChoosingForm(Form):
    """Somebody's own choices, and their two private answers."""

    shares = Choice(
        _("Who may read your reasons?"),
        choices=[
            ("no", _("Only I"), _("We delete them when the choices are opened.")),
            (
                "yes",
                _("Everybody in this partnership, once the choices are opened"),
                _("Without your name. Your group’s name stands beside them only if five or more of it chose."),
            ),
        ],
        missing=_("Choose who may read your reasons"),
        initial="no",
    )
    alone = Choice(
        _("If fewer than five people of your group choose, may its choices be shown on their own?"),
        choices=[
            (
                "no",
                _("No: put our choices together with other groups, or do not show them"),
                _("Your group is named as one that chose."),
            ),
            (
                "yes",
                _("Yes: show them on their own, even if people may guess who we are"),
                _("This happens only if everybody in your group says yes."),
            ),
        ],
        missing=_("Choose yes or no. Nobody else sees what you choose"),
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.limit = framework.items, framework.priorities_limit
        for item in self.items:
            names = {"item": item.short_title}
            self.fields[f"choose_{item.key}"] = Tick(gettext("Choose “%(item)s”") % names)
            self.fields[f"why_{item.key}"] = LongText(
                gettext("Why “%(item)s”?") % names, rows=3, max_length=LONGEST_WHY, mark_optional=False
            )

        # As they stand on the page, so that errors are listed from top to bottom.
        self.order_fields([name for name in self.fields if name not in ("shares", "alone")])

    def each_item(self) -> list[ItemFields]:
        """Every challenge with its fields, for the page."""
        return [
            ItemFields(item, number, self[f"choose_{item.key}"], self[f"why_{item.key}"])
            for number, item in enumerate(self.items, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        """At least one and no more than the limit; words belong to something that was chosen."""
        data = super().clean() or self.cleaned_data
        chosen = [item for item in self.items if data.get(f"choose_{item.key}")]
        for item in self.items:
            if data.get(f"why_{item.key}") and item not in chosen:
                self.add_error(
                    f"choose_{item.key}",
                    gettext("You wrote why for “%(item)s”. Choose it too, or clear the words")
                    % {"item": item.short_title},
                )
        if not chosen and not self.errors:
            self.add_error(f"choose_{self.items[0].key}", gettext("Choose at least one challenge"))
        if len(chosen) > self.limit:
            sentence = ngettext(
                "Choose no more than %(limit)d challenge. You have chosen %(count)d",
                "Choose no more than %(limit)d challenges. You have chosen %(count)d",
                self.limit,
            )
            self.add_error(f"choose_{chosen[0].key}", sentence % {"limit": self.limit, "count": len(chosen)})
        return data

    def choices(self) -> dict[str, str]:
        """What was chosen, each with why."""
        data = self.cleaned_data
        return {item.key: data[f"why_{item.key}"] for item in self.items if data[f"choose_{item.key}"]}

    def answers(self) -> dict[str, Any]:
        """The two private answers and the choices, as the action takes them."""
        data = self.cleaned_data
        return {
            "may_show_alone": data["alone"] == "yes",
            "shares_reasons": data["shares"] == "yes",
            "choices": self.choices(),
        }


class WithGroupForm(ChoosingForm):
    """The same with a group, for somebody of whom the assessment does not know one."""

    group = Choice(
        _("Which group do you belong to here?"), missing=_("Choose a group, or “I would rather not name my group”")
    )

    def __init__(self, *args: Any, groups: Sequence[ExpectedGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        choices = [(key, group.name) for key, group in self.groups.items()]
        choices.append((NO_GROUP, gettext("I would rather not name my group")))
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["once", "group", "alone"])

    def answers(self) -> dict[str, Any]:
        """With the group, or None for somebody who would rather not name it."""
        return {**super().answers(), "group": self.groups.get(self.cleaned_data["group"])}


class MemberChoosingForm(WithGroupForm):
    """A member who did not take part says so: each person is counted once."""

    once = Tick(
        _("I have not chosen on a page of my own that opens with a return code"),
        missing=_("Tick this if you choose only here. Each person is counted once"),
    )


class PaperChoosingForm(WithGroupForm):
    """What somebody wrote on paper. The sheet's own key makes that pressing the button twice stores it once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].label = gettext("Which group do they belong to here?")
        self.fields["alone"].label = gettext(
            "If fewer than five people of their group choose, may its choices be shown on their own?"
        )
        self.fields["shares"].label = gettext("Who may read their reasons?")
        self.fields["shares"].choices = [  # type: ignore[attr-defined]
            ("no", gettext("Only they"), gettext("We delete them when the choices are opened.")),
            (
                "yes",
                gettext("Everybody in this partnership, once the choices are opened"),
                gettext("Without their name. Their group’s name stands beside them only if five or more of it chose."),
            ),
        ]


def chosen_before(chooser: Chooser) -> dict[str, Any]:
    """What somebody chose before, to begin with."""
    initial: dict[str, Any] = {
        "shares": "yes" if chooser.shares_reasons else "no",
        "alone": "yes" if chooser.may_show_alone else "no",
        "group": str(chooser.group_id) if chooser.group_id else NO_GROUP,
    }
    for choice in chooser.choices.all():
        initial |= {f"choose_{choice.item}": True, f"why_{choice.item}": choice.why}
    return initial
