"""Tell what followed from one assessment: what people put first, the order, the plans, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from alongside.assessments.models import Assessment
from alongside.audit.actor import Actor
from alongside.demo.calendar import day, on
from alongside.demo.telling import plans_told
from alongside.desk import actions as desk
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.people.models import Organisation, Partnership, PartnershipOrganisation, User
from alongside.people.second_proof import Factor, Proof, about
from alongside.plans.actions import choosing, doing, drafting, ordering, reviewing, signing, versions
from alongside.plans.models import Goal, Plan, Prioritising, Version
from alongside.plans.queries.doing import carried_out
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.content import PlanContent
from alongside.plans.rules.reviews import Came, Line

Side = PartnershipOrganisation.Side
Users = Mapping[str, User]
Told = Mapping[str, Any]
SIDES = {"provider": Side.PROVIDER, "board": Side.COMMISSIONER}
POSTS = {
    "amina": (Side.PROVIDER, "Director of recovery", "Delegated by the trust’s board, minute 41 of 2025"),
    "gareth": (Side.COMMISSIONER, "Head of mental-health commissioning", "Scheme of delegation, section 7"),
}


def tell(partnership: Partnership, users: Users) -> None:
    """Priorities and plans after one of the assessments of the story."""
    told = plans_told()
    assessment = Assessment.objects.get(partnership=partnership, title=told["after"])
    prioritising = choose(assessment, told, users)
    decide(prioritising, told, users)
    for each in told["plans"]:
        plan = partnership.plans.get(item=each["item"])
        write(plan, each, users)
        if "from" in each:
            agree(plan, each, users)
        if plan.versions.exists() and carried_out(plan):
            carry_out(plan, each, users)
    share(partnership, told, users)


def share(partnership: Partnership, told: Told, users: Users) -> None:
    """What lies on the commissioner's desk is a copy of some weeks ago."""
    board = of_side(partnership, Side.COMMISSIONER)
    with on(told["shared"]):
        desk.name_reader(organisation=board, email=users["gareth"].email, by=Actor.user(users["sam"].pk))
        desk.share(partnership=partnership, organisation=board, by=Actor.user(users["amina"].pk))


# ── Priorities ──────────────────────────────────────────────────────────────────────────────────


def choose(assessment: Assessment, told: Told, users: Users) -> Prioritising:
    """People of each group choose; then all choices are opened."""
    by = Actor.user(users["priya"].pk)
    with on(told["began"]):
        prioritising = choosing.start(assessment=assessment, by=by)
        for key, wanted in told["choices"].items():
            left = dict(wanted)
            reasons = [each for each in told["reasons"] if each["group"] == key]
            people = list(assessment.participants.filter(group__key=key))
            for person in people:
                mine = [item for item, count in left.items() if count > 0]
                left.update({item: left[item] - 1 for item in mine})
                why = {each["item"]: each["text"] for each in reasons if each["item"] in mine}
                reasons = [each for each in reasons if each["item"] not in why]
                if mine:
                    choosing.choose(
                        prioritising=prioritising,
                        whose=choosing.Whose(participant=person),
                        group=person.group,
                        mode=person.mode,
                        may_show_alone=person.may_show_alone,
                        shares_reasons=bool(why),
                        choices={item: why.get(item, "") for item in mine},
                        by=Actor.participant(person.pk),
                    )
    with on(told["opened"]):
        choosing.open_choices(prioritising=prioritising, by=by)
    return prioritising


def decide(prioritising: Prioritising, told: Told, users: Users) -> None:
    """The lead puts the order forward; people are told what it leaves out; the co-lead stands by it."""
    lead, co_lead = users["amina"], users["joel"]
    with on(told["decided"]):
        order = ordering.put_forward(
            prioritising=prioritising,
            placed=told["order"],
            act_on=len(told["act_on"]),
            reason=told["reason"],
            because=told["left_out"],
            after=0,
            role=DECIDES_AS_LEAD,
            name=lead.name,
            by=Actor.user(lead.pk),
        )
    with on(told["decided"] - 5):
        by = Actor.user(co_lead.pk)
        for voice, text in told["told"].items():
            ordering.write_down_told(order=order, voice=voice, text=text, role=DECIDES_AS_CO_LEAD, by=by)
    with on(told["decided"] - 8):
        ordering.confirm(order=order, role=DECIDES_AS_CO_LEAD, name=co_lead.name, by=by)


# ── A plan, its signatures, and what came of it ─────────────────────────────────────────────────


def write(plan: Plan, told: Told, users: Users) -> None:
    """The draft, a week before it is put forward."""
    by = Actor.user(users["priya"].pk)
    review_on = day(told["review"]) if "review" in told else None
    with on(told.get("from", 0) + 7):
        drafting.describe(
            plan=plan,
            described=told["described"],
            evidence_sources=told.get("evidence_sources", ""),
            review_on=review_on,
            signed_by_sides=True,
            seen=seen(plan),
            by=by,
        )
        for each in told["goals"]:
            answers = {**each, "by_when": day(each["by_when"])}
            actions = answers.pop("actions")
            goal = drafting.write_goal(plan=plan, goal=None, seen=seen(plan), by=by, **answers)
            for action in actions:
                write_action(plan, goal, action, users, by)
        for key, (side, post, authority) in POSTS.items():
            drafting.name_signatory(
                plan=plan,
                side=side,
                organisation_id=of_side(plan.partnership, side).pk,
                user_id=users[key].pk,
                post=post,
                authority=authority,
                seen=seen(plan),
                by=by,
            )


def write_action(plan: Plan, goal: Goal, told: Told, users: Users, by: Actor) -> None:
    """One action of a goal."""
    drafting.write_action(
        plan=plan,
        goal=goal,
        action=None,
        seen=seen(plan),
        text=told["text"],
        organisation=whom(plan.partnership, told["who"]),
        person=users[told["person"]] if "person" in told else None,
        due=day(told["due"]),
        resources=told.get("resources", ""),
        by=by,
    )


def agree(plan: Plan, told: Told, users: Users) -> None:
    """The lead puts it forward, the co-lead opens it, and those whom the story names sign it."""
    began = told["from"]
    with on(began):
        by = Actor.user(users["amina"].pk)
        version = versions.put_forward(plan=plan, seen=seen(plan), role=DECIDES_AS_LEAD, by=by)
    with on(began - 3):
        by = Actor.user(users["joel"].pk)
        versions.open_for_signature(version=version, role=DECIDES_AS_CO_LEAD, by=by)
    for later, key in enumerate(told["signed"], start=5):
        with on(began - later):
            sign(version, users[key])


def sign(version: Version, user: User) -> None:
    """Sign as somebody of the story, who needs to prove nothing."""
    proof = Proof(person=user.pk, factor=Factor.TOTP, at=timezone.now(), about=about([version.digest]))
    signing.sign(versions={version: version.digest}, comment="", proof=proof, by=Actor.user(user.pk))


def carry_out(plan: Plan, told: Told, users: Users) -> None:
    """Updates, tries and reviews, each on its day."""
    version = carried_out(plan)
    if version is None:
        return
    content = content_of(version)
    steps = chain(
        _updates(plan, content, told, users["dee"]),
        _tries(plan, content, told, users["dee"]),
        _reviews(plan, content, told, users["priya"]),
    )
    for days_ago, act in sorted(steps, key=lambda step: -step[0]):
        with on(days_ago):
            act()


Step = tuple[int, Callable[[], object]]


def _updates(plan: Plan, content: PlanContent, told: Told, user: User) -> Iterator[Step]:
    for each in told.get("updates", ()):
        goal = content.goals[each["of"][0] - 1]
        given = {
            "plan": plan,
            "commitment": goal.actions[each["of"][1] - 1].id if len(each["of"]) > 1 else goal.id,
            "key": uuid4(),
            "progress": each["progress"],
            "text": each.get("text", ""),
            "reading": each.get("reading", ""),
            "name": user.name,
            "by": Actor.user(user.pk),
        }
        yield each["day"], partial(doing.update, **given)


def _tries(plan: Plan, content: PlanContent, told: Told, user: User) -> Iterator[Step]:
    by = Actor.user(user.pk)
    for each in told.get("cycles", ()):
        key = uuid4()
        begun = {
            "plan": plan,
            "goal": content.goals[each["goal"] - 1].id,
            "key": key,
            "we_try": each["we_try"],
            "we_predict": each["we_predict"],
            "look_on": day(each["studied"]),
            "by": by,
        }
        seen = {name: each[name] for name in ("happened", "learned", "next")}
        yield each["day"], partial(doing.start_cycle, **begun)
        yield each["studied"], partial(_study, plan, key, seen, by)


def _study(plan: Plan, key: UUID, seen: Told, by: Actor) -> None:
    doing.study_cycle(cycle=plan.cycles.get(pk=key), by=by, **seen)


def _reviews(plan: Plan, content: PlanContent, told: Told, user: User) -> Iterator[Step]:
    for each in told.get("reviews", ()):
        yield each["day"], partial(_review, plan, content, each, user)


def _review(plan: Plan, content: PlanContent, told: Told, user: User) -> None:
    newest = {each.commitment: each for each in plan.updates.order_by("at")}
    groups = plan.order.prioritising.assessment.groups.all()
    reviewing.hold_review(
        plan=plan,
        key=uuid4(),
        version=content.number,
        seen=plan.reviews.count(),
        held_on=timezone.localdate(),
        learned=told["learned"],
        changes=told["changes"],
        outcome=told["outcome"],
        next_on=day(told["next"]),
        lines=[
            Line(each, newest[each].progress if each in newest else "not-started", "") for each in content.commitments
        ],
        came=[Came(group.key, group.name, group.voice, told["came"].get(group.key, 0)) for group in groups],
        by=Actor.user(user.pk),
    )


def seen(plan: Plan) -> int:
    """The revision that a page would have shown."""
    plan.refresh_from_db()
    return plan.revision


def whom(partnership: Partnership, who: str) -> Organisation:
    """The provider, the board, or an organisation by its name."""
    if who in SIDES:
        return of_side(partnership, SIDES[who])
    return partnership.sides.get(organisation__name=who).organisation


def of_side(partnership: Partnership, side: str) -> Organisation:
    """The organisation that the story means by a side: the integrated care board for commissioners."""
    found = [each.organisation for each in partnership.sides.filter(side=side).order_by("organisation__name")]
    return next((each for each in found if each.kind == Organisation.Kind.BOARD), found[0])
