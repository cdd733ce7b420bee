"""Small factories for plans, made the way the product makes them where an action exists.

`cast` → `prioritising` (a closed assessment) → `order` (final) → `plans` (begun) → `filled` (a draft that is complete)
→ `put_forward` → `opened` → `in_force` (signed by everybody).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from alongside.assessments.models import Assessment
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, Role
from alongside.people.actions.organisations import add_organisation
from alongside.people.models import Membership, Organisation, Partnership, PartnershipOrganisation
from alongside.people.second_proof import Factor, Proof, about
from alongside.plans.actions import choosing, drafting, ordering, signing, versions
from alongside.plans.models import (
    Action,
    Goal,
    Plan,
    Prioritising,
    PriorityConfirmation,
    PriorityLine,
    PriorityOrder,
    Version,
)
from tests import makers

Side = PartnershipOrganisation.Side


@dataclass(frozen=True)
class Cast:
    """A partnership with everybody whom a plan needs."""

    partnership: Partnership
    lead: Membership
    co_lead: Membership
    facilitator: Membership
    commissioner: Membership
    contributor: Membership
    provider: Organisation
    board: Organisation


def cast() -> Cast:
    """A partnership with a provider, a commissioning board, and one member in each role; all with a second factor."""
    partnership = makers.partnership()
    provider = partnership.sides.get(side=Side.PROVIDER).organisation
    board = add_organisation(name=f"Integrated care board of {provider.name}", kind="integrated-care-board", by=SYSTEM)
    PartnershipOrganisation.objects.create(partnership=partnership, organisation=board, side=Side.COMMISSIONER)
    people = {
        role: makers.member(partnership, role, group=group)
        for role, group in (
            (Role.LEAD, "staff"),
            (Role.CO_LEAD, "people-who-use-services"),
            (Role.FACILITATOR, "staff"),
            (Role.COMMISSIONER, "commissioners"),
            (Role.CONTRIBUTOR, "carers"),
        )
    }
    return Cast(
        partnership,
        *(people[r] for r in (Role.LEAD, Role.CO_LEAD, Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR)),
        provider=provider,
        board=board,
    )


def closed(
    partnership: Partnership,
    stage: str = "engagement",
    groups: Sequence[str] = ("people-who-use-services", "carers", "staff"),
) -> Assessment:
    """A closed record in which every item was agreed at one stage; five of each of these groups answered."""
    assessment = makers.assessment(partnership)
    for group in groups:
        makers.rate_all(makers.participants(assessment, group, 5), stage)
    makers.reveal_all(assessment)
    for item in framework_of(assessment).items:
        makers.decide(assessment, item.key, stage, reason=f"What we see in {item.short_title}.")
    return makers.close(assessment)


def prioritising(partnership: Partnership, assessment: Assessment | None = None) -> Prioritising:
    """The second part of an assessment, begun."""
    return Prioritising.objects.create(assessment=assessment or closed(partnership))


def choose(
    found: Prioritising,
    group: str,
    people: int,
    items: Sequence[str],
    why: str = "",
    consent: bool = False,
    shares: bool = False,
) -> None:
    """So many people of a group ("" for those who name none) choose these items, on paper."""
    theirs = found.assessment.groups.get(key=group) if group else None
    for _person in range(people):
        choosing.choose(
            prioritising=found,
            whose=choosing.Whose(sheet=uuid4()),
            group=theirs,
            mode="paper",
            may_show_alone=consent,
            shares_reasons=shares,
            choices=dict.fromkeys(items, why),
            by=SYSTEM,
        )


def chosen(found: Prioritising) -> Prioritising:
    """Choices opened: people who use services put risk first, carers training, staff interactions; five of each."""
    for group, first in (("people-who-use-services", "risk"), ("carers", "training"), ("staff", "interactions")):
        choose(found, group, 5, [first, "commitment"], why=f"{group} want {first}", shares=True)
        choose(found, group, 1, [first])
    choosing.open_choices(prioritising=found, by=SYSTEM)
    return found


def propose(
    found: Prioritising, first: Sequence[str], because: str = "", role: Role = Role.LEAD, by: Actor = SYSTEM
) -> PriorityOrder:
    """An order put forward that acts on these items; `because` is the reason for whatever is left out."""
    items = [item.key for item in framework_of(found.assessment).items]
    newest = found.orders.order_by("-sequence").first()
    return ordering.put_forward(
        prioritising=found,
        placed=[*first, *(item for item in items if item not in first)],
        act_on=len(first),
        reason="We begin with what people asked for.",
        because=dict.fromkeys(items, because),
        after=newest.sequence if newest else 0,
        role=role,
        name=role.value,
        by=by,
    )


def order(found: Prioritising, act_on: Sequence[str] = ("interactions", "commitment")) -> PriorityOrder:
    """A final order that acts on these items; the others follow in the order of the edition."""
    items = [item.key for item in framework_of(found.assessment).items]
    made = PriorityOrder.objects.create(prioritising=found, sequence=found.orders.count() + 1)
    placed = [*act_on, *(item for item in items if item not in act_on)]
    PriorityLine.objects.bulk_create(
        PriorityLine(order=made, item=item, place=place, acted_on=item in act_on)
        for place, item in enumerate(placed, start=1)
    )
    for role in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        PriorityConfirmation.objects.create(order=made, role=role, name=role.value)
    return made


def plans(who: Cast, act_on: Sequence[str] = ("interactions", "commitment")) -> list[Plan]:
    """A plan begun for each of these items."""
    return drafting.begin_plans(order=order(prioritising(who.partnership), act_on), by=SYSTEM)


def goal(plan: Plan, text: str = "Everybody is asked what they want from the day", **answers: object) -> Goal:
    """A goal with every question answered."""
    plan.refresh_from_db()
    given = {
        "text": text,
        "measure": "People who say they were asked, in a short question on the ward",
        "baseline": "3 of 10",
        "target": "8 of 10",
        "agreed": "The ward, its community meeting and the commissioner",
        "realistic": "The ward manager frees ten minutes at handover",
        "by_when": timezone.localdate() + timedelta(days=150),
        **answers,
    }
    return drafting.write_goal(plan=plan, goal=None, seen=plan.revision, by=SYSTEM, **given)


def action(
    goal: Goal, organisation: Organisation, text: str = "Put the question on the board", **answers: object
) -> Action:
    """An action of an organisation of the partnership."""
    plan = Plan.objects.get(pk=goal.plan_id)
    given = {
        "text": text,
        "organisation": organisation,
        "person": None,
        "due": timezone.localdate() + timedelta(days=60),
        "resources": "",
        **answers,
    }
    return drafting.write_action(plan=plan, goal=goal, action=None, seen=plan.revision, by=SYSTEM, **given)


def filled(who: Cast, plan: Plan, goals: int = 1, signed: bool = True) -> Plan:
    """A draft with goals, actions of both sides, a review date, and somebody to sign for each side."""
    for place in range(goals):
        made = goal(plan, text=f"Goal {place + 1}: everybody is asked what they want from the day")
        action(made, who.provider, person=who.contributor.user)
        action(made, who.board, text="Pay for the training", resources="£4,000")
    plan.refresh_from_db()
    drafting.describe(
        plan=plan,
        described=plan.described,
        evidence_sources="The ward’s own question, asked monthly",
        review_on=timezone.localdate() + timedelta(days=180),
        signed_by_sides=signed,
        seen=plan.revision,
        by=SYSTEM,
    )
    for side, organisation, member in (
        (Side.PROVIDER, who.provider, who.lead),
        (Side.COMMISSIONER, who.board, who.commissioner),
    ):
        plan.refresh_from_db()
        drafting.name_signatory(
            plan=plan,
            side=side,
            organisation_id=organisation.pk,
            user_id=member.user_id,
            post="Director of recovery",
            authority="Delegated by the board",
            seen=plan.revision,
            by=SYSTEM,
        )
    plan.refresh_from_db()
    return plan


def put_forward(who: Cast, plan: Plan) -> Version:
    """The draft as a version, put forward by the lead."""
    plan.refresh_from_db()
    by = Actor.user(who.lead.user_id)
    return versions.put_forward(plan=plan, seen=plan.revision, role=DECIDES_AS_LEAD, by=by)


def opened(who: Cast, version: Version) -> Version:
    """The same, opened by the co-lead: for signature, or, where nobody signs, in force."""
    by = Actor.user(who.co_lead.user_id)
    versions.open_for_signature(version=version, role=DECIDES_AS_CO_LEAD, by=by)
    return version


def proof(member: Membership, *digests: str) -> Proof:
    """A member's fresh second proof for these contents, as if it had been given."""
    return Proof(person=member.user_id, factor=Factor.TOTP, at=timezone.now(), about=about(digests))


def sign(member: Membership, *found: Version) -> list[Version]:
    """A member signs these versions."""
    seen = {version: version.digest for version in found}
    return signing.sign(versions=seen, comment="", proof=proof(member, *seen.values()), by=Actor.user(member.user_id))


def in_force(who: Cast, plan: Plan | None = None, goals: int = 1, signed: bool = True) -> Version:
    """A version that everybody has signed; with `signed` false, a self-assessment that nobody signs."""
    chosen = plan or plans(who, ["interactions"])[0]
    if not chosen.signatories.exists():
        filled(who, chosen, goals, signed)
    version = opened(who, put_forward(who, chosen))
    if signed:
        sign(who.lead, version)
        sign(who.commissioner, version)
    return version
