"""Plans for the same challenge: which of them ends when another comes into force, and which took the place of which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.plans.models import Plan, VersionState
from alongside.plans.queries.said import finished
from alongside.plans.queries.versions import PlanView, views_of
from alongside.plans.rules.content import PlanContent
from alongside.plans.rules.due import When, of_day
from alongside.ui import words

State = VersionState.State


@dataclass(frozen=True)
class Ends:
    """A plan that ends when a newer one comes into force; counts are of the version that is carried out."""

    plan: Plan
    agreed: datetime | None
    assessment: str
    overdue: int
    open_goals: int

    @property
    def sentence(self) -> str:
        """What is about to end, and what of it is not done."""
        if self.agreed is None:
            return _("When this comes into force, an older draft for the same challenge ends.")
        said = [
            _("When this comes into force, the plan agreed on %(day)s for the same challenge ends.")
            % {"day": words.date(self.agreed)}
        ]
        if self.overdue:
            said.append(
                ngettext("%(n)d action of it is overdue.", "%(n)d actions of it are overdue.", self.overdue)
                % {"n": self.overdue}
            )
        if self.open_goals:
            said.append(
                ngettext("%(n)d goal of it is open.", "%(n)d goals of it are open.", self.open_goals)
                % {"n": self.open_goals}
            )
        if self.overdue or self.open_goals:
            said.append(_("What is still to be done counts only if the new plan says it too."))
        return " ".join(said)


@dataclass(frozen=True)
class Newer:
    """A newer plan for the same challenge: its key, its version, and the assessment that it comes from."""

    plan: UUID
    number: int
    assessment: str


def same_challenge(plan: Plan) -> QuerySet[Plan]:
    """Every other plan of the partnership for the same challenge of the same framework, whatever its edition."""
    return Plan.objects.filter(
        partnership=plan.partnership_id,
        item=plan.item,
        order__prioritising__assessment__framework=plan.order.prioritising.assessment.framework,
    ).exclude(pk=plan.pk)


def still_going(plan: Plan) -> QuerySet[Plan]:
    """The older plans that end when this one comes into force."""
    return same_challenge(plan).filter(created_at__lt=plan.created_at, end=None)


def ends_with(plan: Plan, today: date) -> tuple[Ends, ...]:
    """What ends when this plan comes into force, the newest first; nothing once it is in force or has ended itself.

    One query where nothing ends, five where something does.
    """
    older = still_going(plan).select_related("order__prioritising__assessment").order_by("-created_at", "pk")
    return _all_end(views_of(list(older)), today)


def ends_with_each(plans: Sequence[Plan], among: Iterable[PlanView], today: date) -> dict[UUID, tuple[Ends, ...]]:
    """The same for several plans, by plan; `among` are all plans of their partnership that go on."""
    going = sorted((view for view in among if view.end is None), key=lambda each: each.plan.created_at, reverse=True)
    older = [each for each in going if any(_ends_before(each.plan, plan) for plan in plans)]
    ends = _all_end(older, today)
    return {plan.pk: tuple(each for each in ends if _ends_before(each.plan, plan)) for plan in plans}


def _all_end(older: Sequence[PlanView], today: date) -> tuple[Ends, ...]:
    """Each of these plans as one that ends; one query where there are any."""
    if not older:
        return ()
    promised = {id for each in older if each.in_force for id in each.in_force.content.commitments}
    over = finished(promised, [each.plan.pk for each in older])
    return tuple(_ends(each, over, today) for each in older)


def _ends_before(older: Plan, plan: Plan) -> bool:
    """What `still_going` asks of the database, of two plans that were read."""
    frameworks = {each.order.prioritising.assessment.framework for each in (older, plan)}
    return older.item == plan.item and len(frameworks) == 1 and older.created_at < plan.created_at


def replaced_by(view: PlanView) -> Newer | None:
    """The plan that took the place of one that has ended; None where it ended in another way."""
    if view.end is None:
        return None
    # Coming into force and the end of what was there before are one step, in this order: none is in force in between.
    forced = [each for each in _younger(view.plan) if each.state == State.IN_FORCE and each.at <= view.end.at]
    return _newer(forced)


def about_to_replace(view: PlanView) -> Newer | None:
    """A newer plan whose newest version is put forward or open, and which ends this one when it comes into force."""
    if view.end is not None:
        return None
    states = [each for each in _younger(view.plan) if each.ended is None]
    later = {each.version for each in states if each.state in (State.TAKEN_BACK, State.IN_FORCE)}
    waiting = (State.PUT_FORWARD, State.OPEN)
    return _newer([each for each in states if each.state in waiting and each.version not in later])


class _State(NamedTuple):
    """A state of a version of a younger plan for the same challenge."""

    state: str
    at: datetime
    version: UUID
    number: int
    plan: UUID
    title: str
    ended: datetime | None


@cache
def _younger_ones() -> Any:
    # Put together once: which of them counts is found here, where in the database it would cost two sub-queries.
    plan, assessment = "version__plan", "version__plan__order__prioritising__assessment"
    facts = ("state", "at", "version", "version__number", plan, f"{assessment}__title", f"{plan}__end__at")
    return VersionState.objects.order_by("at").values_list(*facts)


def _younger(plan: Plan) -> list[_State]:
    """The states of every younger plan for the same challenge, from first to last; one query."""
    assessment = plan.order.prioritising.assessment
    rows = _younger_ones().filter(
        version__plan__partnership=plan.partnership_id,
        version__plan__item=plan.item,
        version__plan__order__prioritising__assessment__framework=assessment.framework,
        version__plan__created_at__gt=plan.created_at,
    )
    return [_State(*row) for row in rows]


def _newer(states: Sequence[_State]) -> Newer | None:
    """The plan of the last of these states."""
    return Newer(states[-1].plan, states[-1].number, states[-1].title) if states else None


def _ends(view: PlanView, over: Collection[UUID], today: date) -> Ends:
    force = view.in_force
    overdue, open_goals = _left_undone(force.content, over, today) if force else (0, 0)
    agreed = force.in_force_since if force else None
    return Ends(view.plan, agreed, view.assessment.title, overdue, open_goals)


def _left_undone(content: PlanContent, over: Collection[UUID], today: date) -> tuple[int, int]:
    """How many actions of a version are overdue, and how many of its goals are open; `over` are those finished."""
    late = [each for each in content.actions if each.id not in over and of_day(each.due, today) is When.OVERDUE]
    return len(late), sum(each.id not in over for each in content.goals)
