"""The draft of a plan as the content it would have if it were put forward now."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from alongside.assessments.queries.editions import framework_of
from alongside.people.models import PartnershipOrganisation
from alongside.people.queries import sides
from alongside.plans.models import Action, Goal, Plan, PlanEnd, Signatory
from alongside.plans.rules.content import ActionContent, GoalContent, PlanContent, SignatoryContent

# Stands for "not chosen yet" in a draft; nothing with it is ever put forward.
NO_DATE = date.max


def draft(plan: Plan) -> PlanContent:
    """The draft as content, numbered as the next version. Raises LookupError if the edition is gone."""
    framework = framework_of(plan.order.prioritising.assessment)
    standing = sides(plan.partnership)
    by_organisation = {each.organisation_id: each.side for each in standing}
    actions = Action.objects.select_related("organisation", "person")
    goals = plan.goals.prefetch_related(Prefetch("actions", actions))
    numbers = [version.number for version in plan.versions.all()]
    return PlanContent(
        plan=plan.pk,
        number=max(numbers, default=0) + 1,
        partnership=plan.partnership.name,
        provider=_provider(standing, plan),
        edition=framework.title,
        item=plan.item,
        challenge=framework.item(plan.item).title,
        challenge_number=framework.item_number(plan.item),
        stage=plan.stage,
        stage_name=plan.stage_name,
        described=plan.described,
        goals=tuple(_goal(each, by_organisation) for each in goals),
        evidence_sources=plan.evidence_sources,
        review_on=plan.review_on or NO_DATE,
        signatories=signatories(plan) if plan.signed_by_sides else (),
    )


def _provider(standing: list[PartnershipOrganisation], plan: Plan) -> str:
    """The organisation that is assessed."""
    names = [each.organisation.name for each in standing if each.side == PartnershipOrganisation.Side.PROVIDER]
    return names[0] if names else plan.partnership.name


def signatories(plan: Plan) -> tuple[SignatoryContent, ...]:
    """Who is to sign, in order."""
    return tuple(_signatory(each) for each in plan.signatories.select_related("organisation", "user"))


def action_of(plan: Plan, action_id: UUID) -> Action | None:
    """An action of a draft with its goal, or None where somebody took it out."""
    return Action.objects.select_related("goal").filter(goal__plan=plan, pk=action_id).first()


def has_ended(plan: Plan) -> bool:
    """Whether a plan has ended by now, whatever was read of it before."""
    return PlanEnd.objects.filter(plan=plan).exists()


def _goal(goal: Goal, side: dict[UUID, str]) -> GoalContent:
    return GoalContent(
        id=goal.pk,
        text=goal.text,
        measure=goal.measure,
        baseline=goal.baseline,
        target=goal.target,
        agreed=goal.agreed,
        realistic=goal.realistic,
        by_when=goal.by_when,
        actions=tuple(
            ActionContent(
                id=action.pk,
                text=action.text,
                side=side.get(action.organisation_id, ""),
                organisation=action.organisation.name,
                person=action.person.name if action.person else "",
                person_id=action.person_id,
                due=action.due,
                resources=action.resources,
            )
            for action in goal.actions.all()
        ),
    )


def _signatory(signatory: Signatory) -> SignatoryContent:
    return SignatoryContent(
        id=signatory.pk,
        user_id=signatory.user_id,
        side=signatory.side,
        organisation=signatory.organisation.name,
        name=signatory.user.name,
        post=signatory.post,
        authority=signatory.authority,
    )
