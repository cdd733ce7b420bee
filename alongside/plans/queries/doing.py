"""How a plan is carried out: always read from the content of the version in force, never from the draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from alongside.assessments.queries.editions import edition_of
from alongside.evidence.queries import ItemEvidence, for_item
from alongside.plans.models import Action, Cycle, Goal, Plan, Progress, Review, Study, Update, Version, VersionState
from alongside.plans.queries.drafts import NO_DATE, signatories
from alongside.plans.queries.said import HeldReview, is_last
from alongside.plans.queries.tries import Try, tries_begun
from alongside.plans.queries.versions import PlanView, VersionView, content_of
from alongside.plans.rules.content import ActionContent, GoalContent, PlanContent
from alongside.plans.rules.due import When, next_review, of_day, when

State = VersionState.State
LAST_TRIES = 2


@dataclass(frozen=True)
class HowItGoes:
    """The newest that was said of a goal or an action; `progress` is "not started" before anybody said anything."""

    newest: Update | None

    @property
    def progress(self) -> str:
        """The state."""
        return self.newest.progress if self.newest else Progress.NOT_STARTED

    @property
    def label(self) -> str:
        """The state in words; before anybody said anything, that."""
        return str(self.newest.get_progress_display()) if self.newest else _("No update yet")


@dataclass(frozen=True)
class ActionDoing:
    """An action of the version in force and how it goes."""

    action: ActionContent
    goes: HowItGoes
    when: When


@dataclass(frozen=True)
class GoalDoing:
    """A goal of the version in force: how it goes, its newest reading, its actions and its tries."""

    goal: GoalContent
    goes: HowItGoes
    when: When
    reading: Update | None
    actions: tuple[ActionDoing, ...]
    cycles: tuple[Try, ...]

    @property
    def newest_cycles(self) -> tuple[Try, ...]:
        """The tries that still run, and the last two that were looked at: what there is to go on from."""
        studied = [cycle.pk for cycle in self.cycles if cycle.study][-LAST_TRIES:]
        return tuple(cycle for cycle in self.cycles if not cycle.study or cycle.pk in studied)

    @property
    def overdue(self) -> int:
        """How many actions are overdue."""
        return sum(each.when is When.OVERDUE for each in self.actions)


@dataclass(frozen=True)
class PlanDoing:
    """Everything the page of a plan in force tells."""

    content: PlanContent
    goals: tuple[GoalDoing, ...]
    other_cycles: tuple[Try, ...]
    reviews: tuple[Review, ...]
    review_on: date
    review_when: When
    evidence: ItemEvidence
    draft_changed: bool


def carried_out(plan: Plan) -> Version | None:
    """The version that is carried out: the newest that ever came into force."""
    forced = plan.versions.filter(pk__in=VersionState.objects.filter(state=State.IN_FORCE).values("version"))
    return forced.order_by("-number").first()


def in_force(plan: Plan) -> PlanContent | None:
    """What the version in force says; None before there is one."""
    found = carried_out(plan)
    return content_of(found) if found else None


def plan_doing(found: PlanView, today: date) -> PlanDoing | None:
    """How a plan is carried out, in four queries, or seven where the draft was saved since; None before it is."""
    force = found.in_force
    if force is None:
        return None
    plan, content = found.plan, force.content
    newest, readings = newest_and_readings(plan.updates.all())
    cycles = tries_begun(plan)
    reviews = tuple(plan.reviews.all())
    review_on = next_review(content, next_told(reviews, force.version))
    ours = {goal.id for goal in content.goals}
    return PlanDoing(
        content=content,
        goals=tuple(_goal(goal, newest, readings, cycles, today) for goal in content.goals),
        other_cycles=tuple(cycle for cycle in cycles if cycle.goal not in ours),
        reviews=tuple(reversed(reviews)),
        review_on=review_on,
        review_when=of_day(review_on, today),
        evidence=for_item(plan.partnership, edition_of(plan.order.prioritising.assessment), plan.item),
        draft_changed=draft_differs(plan, found.versions[-1]),
    )


def newest_and_readings(said: QuerySet[Update]) -> tuple[dict[UUID, Update], dict[UUID, Update]]:
    """Of these updates the newest by goal or action, and the newest that gave a reading; one query however many."""
    newest: dict[UUID, Update] = {}
    readings: dict[UUID, Update] = {}
    for each in said.filter(is_last(said)).order_by("at", "id"):
        newest[each.commitment] = each
        if each.reading:
            readings[each.commitment] = each
    return newest, readings


def history(plan: Plan, commitment: UUID) -> QuerySet[Update]:
    """Everything that was ever said of a goal or an action, the newest first."""
    return plan.updates.filter(commitment=commitment).order_by("-at", "-id")


def named(content: PlanContent, commitment: UUID) -> GoalContent | ActionContent | None:
    """The goal or action of a version with this key."""
    both: tuple[GoalContent | ActionContent, ...] = (*content.goals, *content.actions)
    return next((each for each in both if each.id == commitment), None)


def study_of(cycle: Cycle) -> Study | None:
    """What came of a try, as it is written now; None while nothing is."""
    return Study.objects.filter(cycle=cycle).first()


def reviews_of(plan: Plan) -> QuerySet[Review]:
    """The reviews of a plan with all they say, from first to last."""
    return plan.reviews.select_related("version", "by").prefetch_related("lines", "presences")


def draft_differs(plan: Plan, version: VersionView) -> bool:
    """Whether somebody changed the draft since a version was put forward and it says something else now.

    No query while the draft has the revision that was frozen, else three: a change may have been taken back again.
    Names that changed elsewhere (a person's, an organisation's and its side) move no revision and are no change of the
    plan: nobody changed the draft. Once somebody did, a new name of an organisation counts as well, because the next
    version will have it; put forward as it is, it would be another text to sign.
    """
    if version.version.revision == plan.revision:
        return False
    content = version.content
    actions = Action.objects.select_related("organisation")
    goals = plan.goals.prefetch_related(Prefetch("actions", queryset=actions))
    signing = signatories(plan) if plan.signed_by_sides else ()
    now = (
        (plan.described, plan.evidence_sources, plan.review_on or NO_DATE),
        [_goal_text(goal) for goal in goals],
        [replace(each, name="") for each in signing],
    )
    then = (
        (content.described, content.evidence_sources, content.review_on),
        [_goal_said(goal) for goal in content.goals],
        [replace(each, name="") for each in content.signatories],
    )
    return now != then


def next_told(reviews: Iterable[Review | HeldReview], version: Version) -> date | None:
    """The next date as the last review of this very version gave it."""
    told = [each.next_on for each in reviews if each.version_id == version.pk]
    return told[-1] if told else None


def _goal(
    goal: GoalContent, newest: dict[UUID, Update], readings: dict[UUID, Update], cycles: Iterable[Try], today: date
) -> GoalDoing:
    goes = HowItGoes(newest.get(goal.id))
    return GoalDoing(
        goal=goal,
        goes=goes,
        when=when(goes.progress, goal.by_when, today),
        reading=readings.get(goal.id),
        actions=tuple(_action(each, newest, today) for each in goal.actions),
        cycles=tuple(cycle for cycle in cycles if cycle.goal == goal.id),
    )


def _action(action: ActionContent, newest: dict[UUID, Update], today: date) -> ActionDoing:
    goes = HowItGoes(newest.get(action.id))
    return ActionDoing(action, goes, when(goes.progress, action.due, today))


def _goal_text(goal: Goal) -> tuple[object, ...]:
    actions = [(a.pk, a.text, a.organisation.name, a.person_id, a.due, a.resources) for a in goal.actions.all()]
    answers = (goal.text, goal.measure, goal.baseline, goal.target, goal.agreed, goal.realistic, goal.by_when)
    return (goal.pk, *answers, actions)


def _goal_said(goal: GoalContent) -> tuple[object, ...]:
    actions = [(a.id, a.text, a.organisation, a.person_id, a.due, a.resources) for a in goal.actions]
    answers = (goal.text, goal.measure, goal.baseline, goal.target, goal.agreed, goal.realistic, goal.by_when)
    return (goal.id, *answers, actions)
