"""Everything that the page of one version shows, for members and for people who took part."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.people.models import User
from alongside.plans.models import Version, VersionState
from alongside.plans.queries.statements import Statements, statements_on
from alongside.plans.queries.versions import PlanView, VersionView, plan_view
from alongside.plans.rules.changes import Change, changes

State = VersionState.State


@dataclass(frozen=True)
class Step:
    """A state a version came into: in words, who, when, why. `who` is empty for somebody who has gone."""

    state: str
    name: str
    who: str
    at: object
    why: str


@dataclass(frozen=True)
class VersionPage:
    """A version among its siblings."""

    plan: PlanView
    shown: VersionView
    steps: tuple[Step, ...]
    statements: Statements
    before: VersionView | None
    changes: tuple[Change, ...]
    newer: VersionView | None

    @property
    def takes_statements(self) -> bool:
        """Whether people who use services and carers can still say what they think."""
        return not self.plan.end and self.shown.state in (State.PUT_FORWARD, State.OPEN)

    @property
    def takes_signatures(self) -> bool:
        """Whether somebody may sign it now."""
        return self.plan.takes_signatures(self.shown)


def version_page(version: Version, found: PlanView | None = None) -> VersionPage:
    """One version with its plan, what changed since the version before, and what was said and done with it.

    `found` is its plan, where that was read already.
    """
    found = found or plan_view(version.plan)
    shown = next(each for each in found.versions if each.version.pk == version.pk)
    before = earlier(found, shown.content.number)
    newest = found.newest
    return VersionPage(
        plan=found,
        shown=shown,
        steps=_steps(shown),
        statements=statements_on(shown),
        before=before,
        changes=tuple(changes(before.content, shown.content)) if before else (),
        newer=newest if newest and newest.content.number > shown.content.number else None,
    )


def earlier(found: PlanView, number: int) -> VersionView | None:
    """The version that one with this number followed: the newest before it that was not taken back."""
    stood = [each for each in found.versions if each.content.number < number and each.state != State.TAKEN_BACK]
    return stood[-1] if stood else None


def _steps(shown: VersionView) -> tuple[Step, ...]:
    states = shown.states
    people = User.objects.filter(pk__in={each.by_id for each in states if each.by_id})
    names: dict[object, str] = dict(people.values_list("pk", "name"))
    return tuple(
        Step(each.state, each.get_state_display(), names.get(each.by_id, ""), each.at, each.why) for each in states
    )
