"""What changed from one version of a plan to another, goal by goal and action by action, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.people.models import PartnershipOrganisation
from alongside.plans.rules.content import ActionContent, GoalContent, PlanContent, SignatoryContent
from alongside.ui import words

Side = PartnershipOrganisation.Side
# Lazy, so that only the one that is asked for is translated.
_SIDES = {
    Side.PROVIDER.value: _lazy("provider"),
    Side.COMMISSIONER.value: _lazy("commissioner"),
    Side.PARTNER.value: _lazy("partner"),
}


@dataclass(frozen=True)
class Line:
    """One answer that changed: its name, what it said and what it says. Empty where nothing stood."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """Something that was added, taken out or changed, as a sentence; its lines say what in it."""

    sentence: str
    lines: tuple[Line, ...] = ()


def changes(before: PlanContent, after: PlanContent) -> list[Change]:
    """Everything that differs, in the order in which a plan is read; empty for the same plan."""
    if replace(before, number=after.number) == after:
        return []
    return [
        *_of_plan(before, after),
        *_of_goals(before, after),
        *_of_actions(before, after),
        *_of_signatories(before, after),
    ]


def side_name(side: str) -> str:
    """The side for which somebody acts or signs, in words; empty for none."""
    return str(_SIDES.get(side, ""))


def _of_plan(before: PlanContent, after: PlanContent) -> list[Change]:
    lines = _lines(
        before,
        after,
        {
            "partnership": _("Partnership"),
            "provider": _("Provider"),
            "challenge": _("Challenge"),
            "stage_name": _("Current standard"),
            "described": _("How things are now"),
            "evidence_sources": _("What we will look at"),
            "review_on": _("Review"),
        },
    )
    return [Change(_("The plan itself changed."), lines)] if lines else []


def _of_goals(before: PlanContent, after: PlanContent) -> list[Change]:
    names = {
        "text": _("What will be different"),
        "measure": _("Measure"),
        "baseline": _("Where it is now"),
        "target": _("Target"),
        "agreed": _("Who has agreed"),
        "realistic": _("What makes it possible"),
        "by_when": _("By when"),
    }
    return _of_rows(
        before.goals,
        after.goals,
        lambda goal: goal.text,
        names,
        (_("New goal: “%(what)s”"), _("Goal taken out: “%(what)s”"), _("Goal changed: “%(what)s”")),
    )


def _of_actions(before: PlanContent, after: PlanContent) -> list[Change]:
    names = {
        "text": _("Action"),
        "organisation": _("Who does it"),
        "person": _("Person"),
        "due": _("By when"),
        "resources": _("What it needs"),
    }
    return _of_rows(
        before.actions,
        after.actions,
        _named_action,
        names,
        (_("New action: “%(what)s”"), _("Action taken out: “%(what)s”"), _("Action changed: “%(what)s”")),
    )


def _of_signatories(before: PlanContent, after: PlanContent) -> list[Change]:
    names = {
        "name": _("Name"),
        "organisation": _("Organisation"),
        "post": _("Post"),
        "authority": _("Authority"),
        "side": _("Side"),
    }
    sentences = (_("Signs now: %(what)s"), _("No longer signs: %(what)s"), _("Signs otherwise: %(what)s"))
    return _of_rows(before.signatories, after.signatories, lambda who: who.name, names, sentences)


def _named_action(action: ActionContent) -> str:
    return f"{action.text} ({action.organisation})"


def _of_rows(
    before: Sequence[Any], after: Sequence[Any], named: Any, names: dict[str, str], sentences: tuple[str, str, str]
) -> list[Change]:
    """Rows by their key: added, taken out, changed."""
    added, removed, changed = sentences
    old: dict[UUID, GoalContent | ActionContent | SignatoryContent] = {each.id: each for each in before}
    found = []
    for row in after:
        if row.id not in old:
            found.append(Change(added % {"what": named(row)}, _lines(None, row, names)))
        elif lines := _lines(old[row.id], row, names):
            found.append(Change(changed % {"what": named(row)}, lines))
    kept = {row.id for row in after}
    return found + [Change(removed % {"what": named(row)}) for row in before if row.id not in kept]


def _lines(before: Any, after: Any, names: dict[str, str]) -> tuple[Line, ...]:
    return tuple(_differing(before, after, names))


def _differing(before: Any, after: Any, names: dict[str, str]) -> Iterable[Line]:
    for field, name in names.items():
        was, now = getattr(before, field, ""), getattr(after, field)
        if was != now and (was := _shown(was)) != (now := _shown(now)):
            yield Line(name, was, now)


def _shown(value: Any) -> str:
    """A text as it is, a day in words; the day that stands for none is empty, and a side is named."""
    if isinstance(value, date):
        return "" if value == date.max else words.date(value)
    return side_name(value) if value in Side.values else str(value)
