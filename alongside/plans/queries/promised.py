"""Actions of plans that are carried out, for rooms that name one: which there are to name, and how one goes now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.models import Partnership
from alongside.plans.models import Update
from alongside.plans.queries.doing import HowItGoes
from alongside.plans.queries.said import is_last
from alongside.plans.queries.standing import Named, named_plans
from alongside.plans.rules.content import ActionContent, PlanContent


@dataclass(frozen=True)
class Promised:
    """An action as it was agreed, with its place in its plan: "2.1" is the first action of the second goal."""

    place: str
    action: ActionContent


@dataclass(frozen=True)
class PlanPromises:
    """A plan that is carried out and has not ended: its challenge in words, and its actions goal by goal."""

    challenge: str
    actions: tuple[Promised, ...]


@dataclass(frozen=True)
class ActionNow:
    """How an action goes now, and where its plan is. `goes` is empty once it is part of no plan that is carried out."""

    plan: UUID
    challenge: str
    goes: HowItGoes | None


def promises(partnership: Partnership) -> tuple[PlanPromises, ...]:
    """Every plan of a partnership that is carried out, the newest first; a handful of queries however many."""
    return tuple(
        PlanPromises(challenge_of(each), tuple(_promised(each.view.in_force.content)))
        for each in named_plans(partnership)
        if each.view.in_force and not each.view.end
    )


def promised(partnership: Partnership, action: UUID) -> ActionContent | None:
    """An action of a plan that is carried out now, or nothing."""
    everything = (each.action for plan in promises(partnership) for each in plan.actions)
    return next((each for each in everything if each.id == action), None)


def actions_now(partnership: Partnership, keys: Collection[UUID]) -> dict[UUID, ActionNow]:
    """How these actions go now, by their keys; nothing for those of no plan, and no query where none is asked for."""
    if not keys:
        return {}
    said = Update.objects.filter(plan__partnership=partnership, commitment__in=keys)
    newest = {each.commitment: each for each in said.filter(is_last(said, ())).order_by("at", "id")}
    found = {}
    for plan in named_plans(partnership):
        in_force = plan.view.in_force.content.commitments if plan.view.in_force and not plan.view.end else frozenset()
        ever = {key for version in plan.view.versions for key in version.content.commitments}
        for key in ever.intersection(keys):
            goes = HowItGoes(newest.get(key)) if key in in_force else None
            found[key] = ActionNow(plan.plan.pk, challenge_of(plan), goes)
    return found


def challenge_of(plan: Named) -> str:
    """The challenge of a plan, told apart where two plans have the same one."""
    if not plan.came_from:
        return plan.challenge
    return _("%(challenge)s (from “%(title)s”)") % {"challenge": plan.challenge, "title": plan.came_from}


def _promised(content: PlanContent) -> Iterator[Promised]:
    for number, goal in enumerate(content.goals, start=1):
        for place, action in enumerate(goal.actions, start=1):
            yield Promised(f"{number}.{place}", action)
