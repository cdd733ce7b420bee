"""Template B in small parts: how things are, a goal, an action, and who signs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Membership, PartnershipOrganisation
from alongside.plans.models import Action, Goal, Plan
from alongside.plans.rules.changes import side_name
from alongside.ui.forms import Choice, Date, Form, LongText, Text

SIGNED, NOT_SIGNED = "signed", "not-signed"


class PartForm(Form):
    """Part of a draft. `seen` is the revision of the draft that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return {"seen": self.cleaned_data["seen"]}

    def not_past(self, name: str) -> date:
        """A day that is past stays as it is, and none is chosen anew: what was promised for it may be done."""
        day: date = self.cleaned_data[name]
        if day < timezone.localdate() and day != self.initial.get(name):
            raise forms.ValidationError(gettext("This day is past. Choose today or a later day."))
        return day

    def show_newest(self, revision: int) -> None:
        """After a conflict: what is saved now stands on the page, so saving again is meant for it."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["seen"] = str(revision)
        self.data = sent


class DescribeForm(PartForm):
    """What stands around the goals."""

    described = LongText(
        _("How are things now?"),
        missing=_("Describe how things are now"),
        hint=_(
            "This came over from the record. You may add to it. Example: on the ward most people have a plan, "
            "but few wrote it themselves."
        ),
        rows=6,
        max_length=3000,
    )
    evidence_sources = LongText(
        _("What will you look at to see how it goes?"),
        hint=_("Example: the question on the ward’s board, the audit each spring, what the carers’ group tells us."),
        rows=4,
        max_length=2000,
    )
    review_on = Date(
        _("When will you look back at this plan together?"),
        hint=_(
            "Half a year from now is common. You can leave it until you put the plan forward. For example, 27 3 2027."
        ),
        required=False,
        earliest=timezone.localdate,
    )
    signing = Choice(
        _("Is this plan signed?"),
        missing=_("Say whether the plan is signed"),
        choices=[
            (SIGNED, _("Yes, by the provider and the commissioner")),
            (
                NOT_SIGNED,
                _("No, it is a self-assessment that nobody signs"),
                _("It is in force as soon as lead and lived-experience co-lead have both agreed to it."),
            ),
        ],
    )

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = {name: self.cleaned_data[name] for name in ("described", "evidence_sources", "review_on", "seen")}
        return {**given, "signed_by_sides": self.cleaned_data["signing"] == SIGNED}


def described(plan: Plan) -> dict[str, Any]:
    """What the form shows of a plan at first."""
    return {
        "seen": plan.revision,
        "described": plan.described,
        "evidence_sources": plan.evidence_sources,
        "review_on": plan.review_on,
        "signing": SIGNED if plan.signed_by_sides else NOT_SIGNED,
    }


class GoalForm(PartForm):
    """The five questions: specific, measurable, agreed, realistic, by when."""

    text = LongText(
        _("What will be different, and for whom?"),
        missing=_("Say what will be different, and for whom"),
        hint=_("Example: everybody on Willow ward chooses how their own day is spent, from the first week on."),
        rows=3,
        max_length=600,
    )
    measure = LongText(
        _("How will you know?"),
        missing=_("Say what you will count, ask or look at"),
        hint=_("Example: how many of ten people, asked each month, say that they chose what they did yesterday."),
        rows=3,
        max_length=600,
    )
    baseline = Text(_("Where is it now?"), hint=_("Example: 3 of 10. “We do not know yet” is an answer too."))
    target = Text(
        _("Where do you want it to be?"), missing=_("Say where you want it to be"), hint=_("Example: 8 of 10")
    )
    agreed = LongText(
        _("Who has agreed to this, and who sees it differently?"),
        hint=_("Example: the ward, its community meeting and the board agree. Two carers would start with evenings."),
        rows=3,
        max_length=1000,
    )
    realistic = LongText(
        _("What makes it possible, and what could get in the way?"),
        hint=_("Example: ten minutes at each handover are freed. Holidays in summer could get in the way."),
        rows=3,
        max_length=1000,
    )
    by_when = Date(_("By when?"), missing=_("Say by when"), hint=_("For example, 30 6 2027"))

    def clean_by_when(self) -> date:
        """No new day that is past."""
        return self.not_past("by_when")

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in (*GOAL_FIELDS, "seen")}


GOAL_FIELDS = ("text", "measure", "baseline", "target", "agreed", "realistic", "by_when")


def goal_as_it_is(goal: Goal | None, revision: int) -> dict[str, Any]:
    """What the form shows of a goal at first."""
    return {"seen": revision, **({name: getattr(goal, name) for name in GOAL_FIELDS} if goal else {})}


class ActionForm(PartForm):
    """What somebody will do, which organisation owns it, and by when."""

    text = LongText(
        _("What will be done?"),
        missing=_("Say what will be done"),
        hint=_("Example: write the question on the board of each ward, and ask it on the first Monday of the month."),
        rows=3,
        max_length=600,
    )
    organisation = Choice(
        _("Which organisation owns it?"),
        missing=_("Choose the organisation that owns it"),
        hint=_("An organisation answers for it, not one person."),
    )
    person = Choice(
        _("Does one person look after it?"),
        hint=_("They see it among their own tasks. They should know and agree."),
        required=False,
        drop_down=True,
    )
    due = Date(_("By when?"), missing=_("Say by when it will be done"), hint=_("For example, 30 4 2027"))
    resources = LongText(
        _("What does it need?"), hint=_("Example: £400 for a trainer, and a room."), rows=2, max_length=600
    )

    def __init__(
        self, *args: Any, sides: Iterable[PartnershipOrganisation], members: Iterable[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        sides = list(sides)
        self.organisations = {str(each.organisation_id): each.organisation for each in sides}
        self.people = {str(each.user_id): each.user for each in members}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (str(each.organisation_id), each.organisation.name, side_name(each.side)) for each in sides
        ]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Nobody in particular")),
            *((key, user.name) for key, user in self.people.items()),
        ]

    def clean_due(self) -> date:
        """No new day that is past."""
        return self.not_past("due")

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = {name: self.cleaned_data[name] for name in ("text", "due", "resources", "seen")}
        return {
            **given,
            "organisation": self.organisations[self.cleaned_data["organisation"]],
            "person": self.people.get(self.cleaned_data["person"]),
        }


def action_as_it_is(action: Action | None, revision: int) -> dict[str, Any]:
    """What the form shows of an action at first."""
    if action is None:
        return {"seen": revision}
    return {
        "seen": revision,
        "text": action.text,
        "organisation": str(action.organisation_id),
        "person": str(action.person_id or ""),
        "due": action.due,
        "resources": action.resources,
    }


class EndForm(PartForm):
    """Why nobody goes on with a plan, meant for the draft as it was read."""

    why = LongText(
        _("Why does it not go on?"),
        missing=_("Say why, so that those who asked for this plan understand"),
        hint=_("Example: the ward moves in spring, so we plan this together with the new ward."),
        rows=3,
        max_length=1000,
    )

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return {**super().answers(), "why": self.cleaned_data["why"]}


class SeenForm(PartForm):
    """A press of a button that is meant for the draft as it was read."""
