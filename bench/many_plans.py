"""Ten plans with thirty goals, three hundred actions and five years of history, put straight into the tables."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from alongside.assessments.models import Assessment
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import SYSTEM
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.people.models import Membership, Partnership, PartnershipOrganisation
from alongside.people.queries import sides
from alongside.plans.actions.drafting import begin_plans
from alongside.plans.models import (
    Action,
    Cycle,
    Goal,
    Plan,
    Prioritising,
    PriorityConfirmation,
    PriorityLine,
    PriorityOrder,
    Progress,
    Review,
    ReviewLine,
    ReviewPresence,
    Signatory,
    Signature,
    Study,
    Update,
    Version,
    VersionState,
)
from alongside.plans.queries.drafts import draft
from alongside.plans.rules.content import PlanContent, digest, to_text

Side = PartnershipOrganisation.Side
YEARS, GOALS, ACTIONS = 5, 3, 10


def ten_plans(partnership: Partnership) -> list[Plan]:
    """A plan in force for each challenge, with updates every quarter, cycles and reviews twice a year."""
    began = timezone.now() - timedelta(days=365 * YEARS)
    plans = begin_plans(order=_order(partnership), by=SYSTEM)
    for plan in plans:
        _write(plan)
        content = draft(plan)
        version = _in_force(plan, content)
        _history(plan, content, version)
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(created_at=began)
    return plans


def _order(partnership: Partnership) -> PriorityOrder:
    """All challenges are acted on: more than any partnership should, so that the measure is hard."""
    closed = Assessment.objects.filter(partnership=partnership, prioritising=None, states__state="closed")
    assessment = closed.order_by("created_at")[0]
    prioritising = Prioritising.objects.create(assessment=assessment)
    order = PriorityOrder.objects.create(prioritising=prioritising, sequence=1)
    PriorityLine.objects.bulk_create(
        PriorityLine(order=order, item=item.key, place=place, acted_on=True)
        for place, item in enumerate(framework_of(assessment).items, start=1)
    )
    for role in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        PriorityConfirmation.objects.create(order=order, role=role, name=role.value)
    return order


def _write(plan: Plan) -> None:
    organisations = [each.organisation for each in sides(plan.partnership)]
    people = [each.user for each in Membership.objects.filter(partnership=plan.partnership).select_related("user")]
    soon = timezone.localdate() + timedelta(days=20)
    Plan.objects.filter(pk=plan.pk).update(described="How things are now.", review_on=soon)
    plan.refresh_from_db()
    for place in range(1, GOALS + 1):
        goal = Goal.objects.create(
            plan=plan,
            position=place,
            text="Everybody is asked what they want from the day, on every ward and in every team",
            measure="People who say they were asked",
            baseline="3 of 10",
            target="8 of 10",
            by_when=soon,
        )
        Action.objects.bulk_create(
            Action(
                goal=goal,
                position=number,
                text="Put the question on the sheet that goes from one shift to the next",
                organisation=organisations[number % len(organisations)],
                person=people[number % len(people)],
                due=soon + timedelta(days=number - 15),
            )
            for number in range(1, ACTIONS + 1)
        )
    names = {Side.PROVIDER: "lead", Side.COMMISSIONER: "commissioner"}
    for place, (side, role) in enumerate(names.items(), start=1):
        Signatory.objects.create(
            plan=plan,
            position=place,
            side=side,
            organisation=next(each.organisation for each in sides(plan.partnership) if each.side == side),
            user=plan.partnership.memberships.get(role=role).user,
            post="Director",
            authority="By delegation of the board",
        )


def _in_force(plan: Plan, content: PlanContent) -> Version:
    text = to_text(content)
    version = Version.objects.create(
        plan=plan, number=content.number, content=text, digest=digest(text), revision=plan.revision, role="lead"
    )
    states = (VersionState.State.PUT_FORWARD, VersionState.State.OPEN, VersionState.State.IN_FORCE)
    for sequence, state in enumerate(states, start=1):
        VersionState.objects.create(version=version, sequence=sequence, state=state)
    for who in content.signatories:
        Signature.objects.create(
            version=version,
            signatory=who.id,
            sequence=1,
            act=Signature.Act.SIGNED,
            name=who.name,
            post=who.post,
            authority=who.authority,
            digest=version.digest,
            factor="totp",
            by_id=who.user_id,
        )
    return version


def _history(plan: Plan, content: PlanContent, version: Version) -> None:
    """Five years: an update a quarter for each commitment, a cycle a half year for each goal, two reviews a year."""
    Update.objects.bulk_create(
        Update(id=uuid4(), plan=plan, commitment=each, progress=Progress.UNDER_WAY, text="It goes on.", name="Dee")
        for each in sorted(content.commitments)
        for _quarter in range(4 * YEARS)
    )
    cycles = [
        Cycle(plan=plan, goal=goal.id, number=number, we_try="We ask at breakfast.", we_predict="Most will like it.")
        for goal in content.goals
        for number in range(1, 2 * YEARS + 1)
    ]
    Cycle.objects.bulk_create(cycles)
    Study.objects.bulk_create(
        Study(cycle=cycle, happened="Most liked it.", learned="Ask alone.", next=Study.Next.ADAPT) for cycle in cycles
    )
    for sequence in range(1, 2 * YEARS + 1):
        held = timezone.localdate() - timedelta(days=182 * (2 * YEARS - sequence) + 10)
        review = Review.objects.create(
            plan=plan,
            version=version,
            sequence=sequence,
            held_on=held,
            learned="Asking alone works.",
            outcome=Review.Outcome.CARRY_ON,
            next_on=held + timedelta(days=182),
        )
        ReviewPresence.objects.create(
            review=review, position=1, key="staff", name="Staff", voice="staff", people=sequence
        )
        ReviewLine.objects.bulk_create(
            ReviewLine(review=review, commitment=each, progress=Progress.UNDER_WAY)
            for each in sorted(content.commitments)
        )
