"""A plan of a furnished partnership that is in force, carried out and reviewed, beside a draft that goes on."""

from __future__ import annotations

from alongside.assessments.models import Assessment
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.people.models import Membership, PartnershipOrganisation
from alongside.people.tokens import link_secret
from alongside.plans.actions import doing, drafting
from alongside.plans.tests import carried
from tests import makers, plan_makers

Side = PartnershipOrganisation.Side


def carried_out(assessment: Assessment, item: str, writer: Membership, lead: Membership) -> dict[str, object]:
    """One of everything below a plan; the writer stands in for the co-lead."""
    partnership = assessment.partnership
    sides = {each.side: each.organisation for each in partnership.sides.select_related("organisation")}
    who = plan_makers.Cast(
        partnership,
        lead=lead,
        co_lead=writer,
        facilitator=lead,
        # Nobody else signs for a commissioner.
        commissioner=makers.member(partnership, Role.COMMISSIONER, "Gwen, who signs", group="commissioners"),
        contributor=writer,
        provider=sides[Side.PROVIDER],
        board=sides[Side.COMMISSIONER],
    )
    other = next(each.key for each in framework_of(assessment).items if each.key != item)
    order = plan_makers.order(assessment.prioritising, [item, other])
    plan, ended = drafting.begin_plans(order=order, by=SYSTEM)
    for each in (plan, ended):
        each.described = "The gate sticks."
        each.save()
    carried.review(lead, plan_makers.in_force(who, ended), "end")
    version = plan_makers.in_force(who, plan)
    said = {"group_name": "Carers of the allotment", "text": "We wrote it together."}
    version.statements.create(kind="states", voice="carers", people=6, asked="Carers of the ward", **said)
    goal, action = carried.goal_of(version), carried.action_of(version)
    carried.say(writer, version, goal, reading="4 of 10")
    carried.say(writer, version, action)
    doing.study_cycle(
        cycle=carried.try_out(writer, version), happened="Two came", learned="Ask again", next="adapt", by=SYSTEM
    )
    cycle = carried.try_out(writer, version)
    review = carried.review(lead, version)
    return {
        "plans/<uuid:plan_id>": plan.pk,
        "versions/<int:number>": version.number,
        "goals/<uuid:goal_id>": goal,
        "actions/<uuid:action_id>": action,
        "signatories/<uuid:signatory_id>": plan.signatories.values_list("pk", flat=True)[0],
        "updates/<uuid:commitment>": action,
        "cycles/<uuid:cycle_id>": cycle.pk,
        "reviews/<int:sequence>": review.sequence,
        "weekly-mail-off/<uuid:user_id>": lead.user_id,
        "weekly-mail-off/<uuid:user_id>/<str:secret>": link_secret("weekly-mail", lead.user_id),
    }
