"""The draft of a plan as the content it would have if it were put forward now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Max

from alongside.assessments.queries.editions import framework_of
from alongside.people.models import PartnershipOrganisation
from alongside.people.queries import sides
from alongside.plans.models import Action, Goal, Plan, PlanEnd, Signatory
from alongside.plans.rules.content import ActionContent, GoalContent, PlanContent, SignatoryContent

# Stands for "not chosen yet" in a draft; nothing with it is ever put forward.
NO_DATE = date.max
# What is said of a signatory, and where it is read.
SIGNING = {
    "id": "id",
    "user_id": "user_id",
    "side": "side",
    "organisation": "organisation__name",
    "name": "user__name",
    "post": "post",
    "authority": "authority",
}


def draft(plan: Plan, number: int | None = None) -> PlanContent:
    """The draft as content. Raises LookupError if the edition is gone.

    `number` is the next version's, for who has read all versions; it is looked up where it is not given.
    """
    framework = framework_of(plan.order.prioritising.assessment)
    standing = sides(plan.partnership)
    by_organisation = {each.organisation_id: each.side for each in standing}
    actions: dict[UUID, list[ActionContent]] = {}
    for goal, *said in _actions().filter(goal__plan=plan):
        actions.setdefault(goal, []).append(_action(by_organisation, *said))
    return PlanContent(
        plan=plan.pk,
        number=number or next_number(plan),
        partnership=plan.partnership.name,
        provider=_provider(standing, plan),
        edition=framework.title,
        item=plan.item,
        challenge=framework.item(plan.item).title,
        challenge_number=framework.item_number(plan.item),
        stage=plan.stage,
        stage_name=plan.stage_name,
        described=plan.described,
        goals=tuple(_goal(each, tuple(actions.get(each.pk, ()))) for each in plan.goals.all()),
        evidence_sources=plan.evidence_sources,
        review_on=plan.review_on or NO_DATE,
        signatories=signatories(plan) if plan.signed_by_sides else (),
    )


def next_number(plan: Plan) -> int:
    """The number that the next version of a plan would have."""
    return (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _provider(standing: list[PartnershipOrganisation], plan: Plan) -> str:
    """The organisation that is assessed."""
    names = [each.organisation.name for each in standing if each.side == PartnershipOrganisation.Side.PROVIDER]
    return names[0] if names else plan.partnership.name


def signatories(plan: Plan) -> tuple[SignatoryContent, ...]:
    """Who is to sign, in order."""
    return tuple(SignatoryContent(**dict(zip(SIGNING, row, strict=True))) for row in _signatories().filter(plan=plan))


def action_of(plan: Plan, action_id: UUID) -> Action | None:
    """An action of a draft with its goal, or None where somebody took it out."""
    return Action.objects.select_related("goal").filter(goal__plan=plan, pk=action_id).first()


def has_ended(plan: Plan) -> bool:
    """Whether a plan has ended by now, whatever was read of it before."""
    return PlanEnd.objects.filter(plan=plan).exists()


# Put together once, and read as values: a page of a draft needs names of organisations and people, and no more of them.
@cache
def _actions() -> Any:
    said = ("id", "text", "organisation_id", "organisation__name", "person__name", "person_id", "due", "resources")
    return Action.objects.order_by("position", "id").values_list("goal_id", *said)


@cache
def _signatories() -> Any:
    return Signatory.objects.order_by("position", "id").values_list(*SIGNING.values())


def _goal(goal: Goal, actions: tuple[ActionContent, ...]) -> GoalContent:
    return GoalContent(
        id=goal.pk,
        text=goal.text,
        measure=goal.measure,
        baseline=goal.baseline,
        target=goal.target,
        agreed=goal.agreed,
        realistic=goal.realistic,
        by_when=goal.by_when,
        actions=actions,
    )


def _action(
    side: Mapping[UUID, str],
    id: UUID,
    text: str,
    organisation_id: UUID,
    organisation: str,
    person: str | None,
    person_id: UUID | None,
    due: date,
    resources: str,
) -> ActionContent:
    return ActionContent(
        id=id,
        text=text,
        side=side.get(organisation_id, ""),
        organisation=organisation,
        person=person or "",
        person_id=person_id,
        due=due,
        resources=resources,
    )
