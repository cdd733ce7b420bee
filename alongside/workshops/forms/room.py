"""What is asked around a room: who comes in, how many are there, somebody without a phone, what next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments.forms.taking_part import NO_GROUP, ChoiceForm, CodeForm, EnterForm
from alongside.assessments.models import ExpectedGroup
from alongside.ui.forms import Choice, Choices, Form, Whole
from alongside.ui.words import time
from alongside.workshops.models import Attendance, Step, Workshop

MOST_PRESENT = 5000


class LettersForm(CodeForm):
    """The letters on the big screen, a personal code, or a return code: one box for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext("The letters, or your own code")


class GroupForm(Form):
    """One's group; how large it is so far is told afterwards, before the private choice."""

    group = Choice(
        _("Which group do you belong to here?"), missing=_("Choose a group, or “I would rather not name my group”")
    )

    def __init__(
        self, *args: Any, groups: Sequence[ExpectedGroup], only: ExpectedGroup | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in ([only] if only else groups)}
        choices = [(key, group.name) for key, group in self.groups.items()]
        choices.append((NO_GROUP, gettext("I would rather not name my group")))
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def chosen_group(self) -> ExpectedGroup | None:
        """The group, or None for somebody who would rather not name it."""
        return self.groups.get(self.cleaned_data["group"])


class KeyedForm(Form):
    """A form with a key, made when it is drawn: pressing the button twice lets one person in."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def own_key(self) -> UUID | None:
        """The form's own key, if it is one."""
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return None


class AloneForm(KeyedForm, ChoiceForm):
    """The private choice, once somebody knows how large their group is; the group goes along unseen, as does a key."""

    group = forms.CharField(widget=forms.HiddenInput)


class BringInForm(KeyedForm, EnterForm):
    """Somebody without a phone, filled in together with them."""


class MoveForm(Form):
    """Where a room goes next, and what the facilitator saw when they pressed; `sure` only where they were asked."""

    phase = forms.ChoiceField(choices=Step.Phase.choices)
    item = forms.SlugField(required=False)
    after = forms.IntegerField(min_value=1)
    sure = forms.BooleanField(required=False)


class BeginForm(Form):
    """The first challenge, once somebody has looked whether people are looked after; nothing else of it is seen."""

    phase = forms.CharField(widget=forms.HiddenInput)
    item = forms.CharField(widget=forms.HiddenInput)
    after = forms.IntegerField(widget=forms.HiddenInput)
    cared_for = Choices(
        _("Is everybody looked after?"),
        missing=_("Look whether the support person is here and the quiet space is right, then tick the box"),
    )

    def __init__(self, *args: Any, care: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cared_for"].choices = [("yes", cared_for_words(care))]  # type: ignore[attr-defined]


class ExtendForm(Form):
    """More minutes for what is on now."""

    minutes = forms.IntegerField(min_value=1, max_value=60)
    after = forms.IntegerField(min_value=1)


class PresentForm(Form):
    """How many people the facilitators count."""

    present = Whole(
        _("How many people are in the room?"),
        missing=_("Enter how many people you count"),
        hint=_("Count everybody who will answer, also those without a phone. Do not count the two of you."),
        at_least=1,
        at_most=MOST_PRESENT,
        width=4,
    )
    cared_for = Choices(
        _("Before people come in"),
        missing=_("Look whether the support person is here and the quiet space is right, then tick the box"),
    )

    def __init__(self, *args: Any, care: Workshop | None = None, **kwargs: Any) -> None:
        """`care` is how people are looked after where that is asked too: when the room is opened."""
        super().__init__(*args, **kwargs)
        if care is None:
            del self.fields["cared_for"]
            return
        self.fields["cared_for"].choices = [("yes", cared_for_words(care))]  # type: ignore[attr-defined]


class FreeForm(Form):
    """A place at which nobody sits any more."""

    place = Choice(_("Which place is empty?"), missing=_("Choose the place that is empty"))

    def __init__(self, *args: Any, places: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (
                str(each.pk),
                gettext("Table %(table)d, came in at %(time)s") % {"table": each.table, "time": time(each.at)},
            )
            for each in places
        ]


def cared_for_words(care: Workshop) -> str:
    """What somebody confirms who has looked for the support person and at the quiet space."""
    names = {"person": care.support_person, "place": " ".join(care.quiet_space.split()).rstrip(".")}
    if not care.quiet_space.strip():
        return gettext("%(person)s is here, and there is a quiet space") % names
    return gettext("%(person)s is here, and the quiet space (%(place)s) is right for this place") % names
