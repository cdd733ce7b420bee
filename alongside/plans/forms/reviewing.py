"""Write down a review: who took part, how each goal and action went, what was learned, and how it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.people.groups import stakeholder_groups
from alongside.plans.forms.doing import PROGRESS, today
from alongside.plans.queries.reviewing import Said
from alongside.plans.rules.content import ActionContent, GoalContent, PlanContent
from alongside.plans.rules.reviews import NOT_NAMED, Came, Line, Outcome
from alongside.ui.forms import Choice, Date, Form, LongText, Whole

MOST_PEOPLE = 10_000


@dataclass(frozen=True)
class LineFields:
    """A goal or an action with its two boxes."""

    said: GoalContent | ActionContent
    progress: BoundField
    happened: BoundField

    @property
    def wrong(self) -> bool:
        """Whether one of them has to be put right."""
        return bool(self.progress.errors or self.happened.errors)


@dataclass(frozen=True)
class GoalFields:
    """A goal with its boxes, and its actions with theirs."""

    goal: LineFields
    actions: tuple[LineFields, ...]

    @property
    def wrong(self) -> bool:
        """Whether something among the actions has to be put right."""
        return any(each.wrong for each in self.actions)

    @property
    def to_choose(self) -> bool:
        """Whether an answer is still to be chosen among the actions."""
        return any(not each.progress.value() for each in self.actions)


def in_order(content: PlanContent) -> list[UUID]:
    """Every goal, each followed by its actions."""
    return [id for goal in content.goals for id in (goal.id, *(action.id for action in goal.actions))]


def numbered(content: PlanContent) -> dict[str, UUID]:
    """The same with the place of each in words, so that every fault of a long form says where it is."""
    found = {}
    of_goal, of_action = gettext("goal %(goal)d"), gettext("goal %(goal)d, action %(action)d")
    for place, goal in enumerate(content.goals, start=1):
        found[of_goal % {"goal": place}] = goal.id
        for number, action in enumerate(goal.actions, start=1):
            found[of_action % {"goal": place, "action": number}] = action.id
    return found


class ReviewForm(Form):
    """A review of the version in force."""

    held_on = Date(_("When was the review?"), missing=_("Enter the day of the review"), latest=today)
    learned = LongText(
        _("What did you learn?"),
        missing=_("Write down what you learned"),
        hint=_("What helped, what did not, and what surprised you."),
        max_length=3000,
    )
    changes = LongText(_("What changes from now on?"), max_length=3000)
    outcome = Choice(
        _("How does the plan go on?"),
        choices=[
            (Outcome.CARRY_ON, Outcome.CARRY_ON.label),
            (
                Outcome.CHANGE,
                Outcome.CHANGE.label,
                _("You change the draft next. Until the new version is signed, the one in force goes on."),
            ),
            (Outcome.END, Outcome.END.label, _("Nothing in it can be changed any more. Everybody can still read it.")),
        ],
        missing=_("Choose how the plan goes on"),
    )
    next_on = Date(
        _("When is the plan looked at next?"),
        hint=_("Leave it empty only if the plan ends."),
        mark_optional=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, content: PlanContent, newest: Mapping[UUID, Said], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = content
        self._add_groups()
        self._add_lines(newest)

    def _add_groups(self) -> None:
        not_whole = gettext("%(name)s: enter a whole number, like 3")
        names = {group.key: group.name for group in stakeholder_groups().values()}
        for key, name in (names | {NOT_NAMED: gettext("People who would rather not name their group")}).items():
            self.fields[f"people_{key}"] = Whole(
                name,
                at_most=MOST_PEOPLE,
                width=3,
                mark_optional=False,
                required=False,
                error_messages={"invalid": not_whole % {"name": name}},
            )

    def _add_lines(self, newest: Mapping[UUID, Said]) -> None:
        missing = gettext("Choose how it went: %(number)s")
        # Nothing is chosen beforehand where nothing was said: a review records no answer that nobody gave.
        answers = [("", gettext("Choose one")), *((value, str(label)) for value, label in PROGRESS)]
        how = Choice(gettext("How did it go?"), choices=answers, missing=missing, drop_down=True)
        what = LongText(gettext("What happened"), rows=2, max_length=1000, mark_optional=False)
        nothing = Said("", "")
        for number, id in numbered(self.content).items():
            said = newest.get(id, nothing)
            # The same two boxes for each goal and action: only what was said and the fault that names the place differ.
            self.fields[f"progress_{id}"] = progress = copy(how)
            progress.error_messages = {**how.error_messages, "required": missing % {"number": number}}
            self.fields[f"happened_{id}"] = happened = copy(what)
            progress.initial, happened.initial = said.progress, said.text

    def clean_next_on(self) -> Any:
        """A day that is still to come."""
        day = self.cleaned_data["next_on"]
        if day is not None and day <= today():
            raise forms.ValidationError(gettext("The next day must still be to come"))
        return day

    def clean(self) -> dict[str, Any]:
        """A next day unless the plan ends; words where it is to change."""
        data = super().clean() or self.cleaned_data
        outcome = data.get("outcome")
        if outcome in (Outcome.CARRY_ON, Outcome.CHANGE) and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", gettext("Enter the day on which the plan is looked at next"))
        if outcome == Outcome.CHANGE and not data.get("changes") and "changes" not in self.errors:
            self.add_error("changes", gettext("Write down what is to change"))
        if not self.errors and not any(each.people for each in self.came()):
            first = next(iter(stakeholder_groups()))
            self.add_error(f"people_{first}", gettext("Enter how many people took part"))
        return data

    def groups(self) -> list[BoundField]:
        """The boxes for how many people came."""
        return [self[name] for name in self.fields if name.startswith("people_")]

    def goals(self) -> list[GoalFields]:
        """The goals and their actions with their boxes."""
        return [
            GoalFields(self._line(goal), tuple(self._line(action) for action in goal.actions))
            for goal in self.content.goals
        ]

    def _line(self, said: GoalContent | ActionContent) -> LineFields:
        return LineFields(said, self[f"progress_{said.id}"], self[f"happened_{said.id}"])

    def came(self) -> list[Came]:
        """How many of each group took part."""
        data = self.cleaned_data
        found = [
            Came(group.key, group.name, group.voice, data.get(f"people_{group.key}") or 0)
            for group in stakeholder_groups().values()
        ]
        not_named = data.get(f"people_{NOT_NAMED}") or 0
        return [*found, Came(NOT_NAMED, gettext("Would rather not name their group"), "", not_named)]

    def lines(self) -> list[Line]:
        """What happened to each goal and action."""
        data = self.cleaned_data
        return [Line(id, data[f"progress_{id}"], data[f"happened_{id}"]) for id in in_order(self.content)]

    def said(self) -> dict[str, Any]:
        """What the action takes, without who and where."""
        names = ("key", "version", "seen", "held_on", "learned", "changes", "outcome", "next_on")
        return {name: self.cleaned_data[name] for name in names} | {"lines": self.lines(), "came": self.came()}
