"""A partnership with two closed records, and between them a plan: signed, tried, stuck, learned from, reviewed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from alongside.assessments.models import Assessment
from alongside.assessments.rules.expected import Wanted
from alongside.audit.actor import SYSTEM
from alongside.plans.actions import drafting
from alongside.plans.models import ChoicesOpened, Cycle, Plan, Review, Signature, Statement, Study, Update, Version
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.choices import ChoiceCell, Named, OpenedChoices
from alongside.plans.rules.content import digest, to_text
from tests import makers, plan_makers

PEOPLE = "people-who-use-services"
GROUPS = (PEOPLE, "carers", "staff", "commissioners", Wanted("local-1", "Night staff", "staff", 9))
STUCK = "The rota leaves nobody free on Fridays."
LEARNED = "People say more when a peer worker asks."
SAID = "It is a start. Come back and ask us in spring."
PLACES = ("interactions", "training", "education-centre", "commitment", "personalisation", "risk", "involvement",
          "workforce", "staff-support")  # fmt: skip
PROGRESS = ("not-started", "under-way", "stuck", "done", "stopped")
LEFT_OUT = "Housing is with the council until May."


@dataclass
class Story:
    """Everything, in the order in which it happened."""

    who: plan_makers.Cast
    then: Assessment
    plan: Plan
    version: Version
    draft: Plan
    now: Assessment


def record(
    who: plan_makers.Cast,
    stages: dict[str, str],
    sizes: dict[str, int],
    edition: str = "2026",
    otherwise: str = "engagement",
) -> Assessment:
    """A closed record: these outcomes by item, these numbers of people by group; "local-1" answers one stage lower."""
    made = makers.assessment(who.partnership, version=edition, groups=GROUPS, title=f"Assessment {edition}")
    for group, size in sizes.items():
        makers.rate_all(makers.participants(made, group, size), "not_there_yet" if group == "local-1" else otherwise)
    makers.reveal_all(made)
    for item, outcome in stages.items():
        makers.decide(made, item, outcome, reason=f"Why {outcome} for {item}.")
    return makers.close(made)


def story(edition: str = "2026") -> Story:
    """The whole of it. The first record is of `edition`, the second of 2026."""
    who = plan_makers.cast()
    sizes = {PEOPLE: 6, "carers": 5, "staff": 7, "local-1": 5}
    outcomes = {
        "interactions": "engagement",
        "commitment": "development",
        "training": "not_agreed",
        "risk": "engagement",
    }
    then = record(who, outcomes, sizes, edition)
    prioritising = plan_makers.prioritising(who.partnership, then)
    ChoicesOpened.objects.create(prioritising=prioritising, cells=choices().as_json())
    order = plan_makers.order(prioritising)
    order.lines.filter(item="beyond-illness").update(left_out_because=LEFT_OUT)
    first, second = drafting.begin_plans(order=order, by=SYSTEM)
    version = plan_makers.put_forward(who, plan_makers.filled(who, first, goals=2))
    Statement.objects.create(version=version, kind="states", voice=PEOPLE, group_name="", text=SAID)
    plan_makers.opened(who, version)
    plan_makers.sign(who.lead, version)
    plan_makers.sign(who.commissioner, version)
    carry_out(version)
    outcomes = {
        "interactions": "development",
        "commitment": "engagement",
        "training": "engagement",
        "risk": "engagement",
    }
    now = record(who, outcomes, {PEOPLE: 8, "carers": 3, "staff": 5}, otherwise="development")
    return Story(who, then, first, version, second, now)


def choices() -> OpenedChoices:
    """What was opened: people who use services on their own, carers put together with peer workers."""
    people = Named(PEOPLE, "People who use services", PEOPLE)
    carers, peers = (
        Named("carers", "Carers, family and friends", "carers"),
        Named("peer-workers", "Peer workers", "staff"),
    )
    return OpenedChoices(
        cells=(
            ChoiceCell((people,), 6, {"interactions": 5, "beyond-illness": 5, "risk": 1}),
            ChoiceCell((carers, peers), 5, {"involvement": 4}),
        )
    )


def carry_out(version: Version) -> None:
    """Updates, a cycle and a review of the version in force."""
    plan, content = version.plan, content_of(version)
    goal, other = content.goals
    Update.objects.create(plan=plan, commitment=goal.id, progress="under-way", reading="5 of 10", name="Ann")
    Update.objects.create(plan=plan, commitment=goal.actions[0].id, progress="done", name="Ann")
    Update.objects.create(plan=plan, commitment=goal.actions[1].id, progress="done", name="Ann")
    Update.objects.create(plan=plan, commitment=goal.actions[1].id, progress="stuck", text=STUCK, name="Ann")
    Update.objects.create(plan=plan, commitment=other.id, progress="stuck", text="Nobody leads it.", name="Ann")
    cycle = Cycle.objects.create(
        plan=plan, goal=goal.id, number=1, we_try="Ask at breakfast", we_predict="Half will answer"
    )
    Study.objects.create(cycle=cycle, happened="All answered", learned=LEARNED, next=Study.Next.ADAPT)
    Review.objects.create(
        plan=plan,
        version=version,
        sequence=1,
        held_on=timezone.localdate(),
        learned="Small steps hold.",
        outcome=Review.Outcome.CARRY_ON,
        next_on=timezone.localdate() + timedelta(days=90),
    )


def declined(found: Story) -> None:
    """The commissioner of the story takes the signature back, with a word to it."""
    place = next(each for each in content_of(found.version).signatories if each.side == "commissioner")
    Signature.objects.create(
        version=found.version,
        signatory=place.id,
        sequence=9,
        act=Signature.Act.WITHDREW,
        comment="The money is not there this year.",
        name=place.name,
        post=place.post,
        authority=place.authority,
        digest=found.version.digest,
    )
    found.version.states.create(sequence=9, state="unsigned")


def much(found: Story) -> None:
    """Ten plans in force with three goals of ten actions each, and five years of updates on each of them."""
    content = content_of(found.version)
    goal = content.goals[0]
    for place in range(9):
        plan = Plan.objects.create(
            partnership=found.who.partnership,
            order=plan_makers.order(found.plan.order.prioritising),
            item=list(PLACES)[place],
            stage="engagement",
            stage_name="Engagement",
        )
        goals = tuple(
            replace(goal, id=uuid4(), actions=tuple(replace(goal.actions[each % 2], id=uuid4()) for each in range(10)))
            for _ in range(3)
        )
        text = to_text(replace(content, plan=plan.pk, goals=goals))
        version = Version.objects.create(
            plan=plan, number=1, content=text, digest=digest(text), revision=1, role="lead"
        )
        version.states.create(sequence=1, state="in-force")
        keys = [each.id for each in goals] + [action.id for each in goals for action in each.actions]
        Update.objects.bulk_create(
            Update(plan=plan, commitment=key, progress=PROGRESS[month % 5], text=STUCK, reading="4 of 10", name="Ann")
            for key in keys
            for month in range(60)
        )
