"""Plans for the same challenge: which of them ends when another comes into force, and which took the place of which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.plans.models import Plan, Update, Version, VersionState
from alongside.plans.queries.said import LastSaid, last_said
from alongside.plans.queries.versions import PlanView, content_of, states_of
from alongside.plans.rules.content import PlanContent
from alongside.plans.rules.due import FINISHED, When, when
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
    """A newer plan for the same challenge: its version, and the assessment that it comes from."""

    plan: Plan
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

    One query where nothing ends, four where something does.
    """
    older = still_going(plan).select_related("order__prioritising__assessment").prefetch_related("versions__states")
    return _all_end(list(older.order_by("-created_at", "pk")), today)


def ends_with_each(plans: Sequence[Plan], among: Iterable[PlanView], today: date) -> dict[UUID, tuple[Ends, ...]]:
    """The same for several plans, by plan; `among` are all plans of their partnership."""
    going = sorted((view.plan for view in among if view.end is None), key=lambda each: each.created_at, reverse=True)
    older = [each for each in going if any(_ends_before(each, plan) for plan in plans)]
    ends = _all_end(older, today)
    return {plan.pk: tuple(each for each in ends if _ends_before(each.plan, plan)) for plan in plans}


def _all_end(older: Sequence[Plan], today: date) -> tuple[Ends, ...]:
    """Each of these plans, read with its versions and their states, as one that ends."""
    if not older:
        return ()
    said, _readings = last_said(Update.objects.filter(plan__in=older))
    return tuple(_ends(each, said, today) for each in older)


def _ends_before(older: Plan, plan: Plan) -> bool:
    """What `still_going` asks of the database, of two plans that were read."""
    frameworks = {each.order.prioritising.assessment.framework for each in (older, plan)}
    return older.item == plan.item and len(frameworks) == 1 and older.created_at < plan.created_at


def replaced_by(view: PlanView) -> Newer | None:
    """The plan that took the place of one that has ended; None where it ended in another way."""
    if view.end is None:
        return None
    # Coming into force and the end of what was there before are one step, in this order: none is in force in between.
    found = _younger(view.plan).filter(state=State.IN_FORCE, at__lte=view.end.at)
    return _newer(found.order_by("-at").first())


def about_to_replace(view: PlanView) -> Newer | None:
    """A newer plan whose newest version is put forward or open, and which ends this one when it comes into force."""
    if view.end is not None:
        return None
    waiting = _younger(view.plan).filter(state__in=(State.PUT_FORWARD, State.OPEN), version__plan__end=None)
    later = VersionState.objects.filter(state__in=(State.TAKEN_BACK, State.IN_FORCE)).values("version")
    return _newer(waiting.exclude(version__in=later).order_by("-at").first())


def _younger(plan: Plan) -> QuerySet[VersionState]:
    plans = same_challenge(plan).filter(created_at__gt=plan.created_at)
    found = VersionState.objects.filter(version__plan__in=plans)
    return found.select_related("version__plan__order__prioritising__assessment")


def _newer(state: VersionState | None) -> Newer | None:
    if state is None:
        return None
    plan = state.version.plan
    return Newer(plan, state.version.number, plan.order.prioritising.assessment.title)


def _ends(plan: Plan, newest: Mapping[UUID, LastSaid], today: date) -> Ends:
    force = _carried_out(plan)
    entered = [each.at for each in states_of(force) if each.state == State.IN_FORCE] if force else []
    overdue, open_goals = _left_undone(content_of(force), newest, today) if force else (0, 0)
    return Ends(plan, entered[-1] if entered else None, plan.order.prioritising.assessment.title, overdue, open_goals)


def _carried_out(plan: Plan) -> Version | None:
    """What `PlanView.in_force` says, for a plan that was read without signatures."""
    newest = sorted(plan.versions.all(), key=lambda each: each.number, reverse=True)
    return next((each for each in newest if any(state.state == State.IN_FORCE for state in states_of(each))), None)


def _left_undone(content: PlanContent, newest: Mapping[UUID, LastSaid], today: date) -> tuple[int, int]:
    """How many actions of a version are overdue, and how many of its goals are open."""
    said = {key: each.progress for key, each in newest.items()}
    late = [each for each in content.actions if when(said.get(each.id, ""), each.due, today) is When.OVERDUE]
    goals = [each for each in content.goals if said.get(each.id) not in FINISHED]
    return len(late), len(goals)
