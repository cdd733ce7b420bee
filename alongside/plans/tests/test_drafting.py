"""Writing a plan: each part has an action, and each action its refusals."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.plans.actions import drafting
from alongside.plans.models import PlanEnd
from alongside.plans.queries.drafts import draft
from alongside.plans.queries.readiness import readiness_of
from alongside.plans.tests import carried
from alongside.ui.refusals import Conflict, Refused
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def plan(who):
    return plan_makers.plans(who, ["interactions"])[0]


def fresh(plan):
    plan.refresh_from_db()
    return {"plan": plan, "seen": plan.revision, "by": SYSTEM}


def missing(plan):
    plan.refresh_from_db()
    return " ".join(readiness_of(plan, draft(plan)).missing)


def test_plan_begins_with_what_the_record_says(plan):
    assert (plan.stage, plan.stage_name) == ("engagement", "Engagement")
    assert plan.described.startswith("What we see in")
    assert plan.signed_by_sides


def test_a_second_order_of_the_same_assessment_lets_the_plan_go_on(who, plan):
    again = plan_makers.order(plan.order.prioritising, ["interactions", "risk"])
    assert [each.item for each in drafting.begin_plans(order=again, by=SYSTEM)] == ["risk"]


def test_each_change_counts_and_is_recorded_without_words(plan):
    goal = plan_makers.goal(plan, text="A secret goal")
    plan.refresh_from_db()
    assert plan.revision == 2
    entry = Entry.objects.filter(target_type="plan").latest("pk") if Entry.objects.filter(target_type="plan") else None
    assert entry is None or "secret" not in str(vars(entry))
    drafting.remove_goal(**fresh(plan), goal=goal)
    plan.refresh_from_db()
    assert plan.revision == 3


@pytest.mark.parametrize("act", ["describe", "goal", "action", "signatory", "remove"])
def test_somebody_elses_change_is_a_conflict_and_changes_nothing(who, plan, act):
    goal = plan_makers.goal(plan)
    plan.refresh_from_db()
    old = {"plan": plan, "seen": plan.revision - 1, "by": SYSTEM}
    day = timezone.localdate() + timedelta(days=9)
    acts = {
        "describe": lambda: drafting.describe(
            **old, described="x", evidence_sources="", review_on=None, signed_by_sides=True
        ),
        "goal": lambda: drafting.write_goal(**old, goal=goal, text="x"),
        "action": lambda: drafting.write_action(
            **old, goal=goal, action=None, text="x", organisation=who.provider, due=day
        ),
        "signatory": lambda: drafting.name_signatory(
            **old, side="provider", organisation_id=who.provider.pk, user_id=who.lead.user_id, post="p", authority="a"
        ),
        "remove": lambda: drafting.remove_goal(**old, goal=goal),
    }
    with pytest.raises(Conflict):
        acts[act]()
    plan.refresh_from_db()
    assert plan.revision == 2
    assert plan.goals.get().text == goal.text


def test_a_fourth_goal_is_refused(plan):
    for place in range(3):
        plan_makers.goal(plan, text=f"Goal {place}")
    with pytest.raises(Refused, match="at most 3"):
        plan_makers.goal(plan, text="One more")


def test_a_goal_that_is_gone_is_a_conflict(plan):
    goal = plan_makers.goal(plan)
    drafting.remove_goal(**fresh(plan), goal=goal)
    with pytest.raises(Conflict, match="removed this"):
        drafting.write_goal(**fresh(plan), goal=goal, text="x")


def test_an_action_needs_an_organisation_and_a_person_of_the_partnership(who, plan):
    goal = plan_makers.goal(plan)
    elsewhere = makers.member(makers.partnership("Hillside"))
    other = elsewhere.partnership.sides.get().organisation
    with pytest.raises(Refused, match="organisation of this partnership"):
        plan_makers.action(goal, other)
    with pytest.raises(Refused, match="member of this partnership"):
        plan_makers.action(goal, who.provider, person=elsewhere.user)


def test_an_action_of_another_goal_or_plan_is_not_there(who, plan):
    goal, another = plan_makers.goal(plan), plan_makers.goal(plan, text="Another")
    action = plan_makers.action(another, who.provider)
    answers = {"text": "x", "organisation": who.provider, "person": None, "due": action.due, "resources": ""}
    with pytest.raises(Conflict):
        drafting.write_action(**fresh(plan), goal=goal, action=action, **answers)
    other_plan = plan_makers.plans(plan_makers.cast(), ["risk"])[0]
    with pytest.raises(Conflict):
        drafting.remove_action(**fresh(other_plan), action=action)


@pytest.mark.parametrize(
    ("side", "organisation", "person", "sentence"),
    [
        ("commissioner", "provider", "lead", "stands on this side"),
        ("partner", "provider", "lead", "stands on this side"),
        ("provider", "provider", "stranger", "member here"),
        ("provider", "provider", "observer", "does more than observe"),
        ("commissioner", "board", "contributor", "is a commissioner here"),
        ("commissioner", "board", "lead", "is a commissioner here"),
        ("provider", "provider", "commissioner", "not for the provider"),
    ],
)
def test_who_cannot_sign_is_not_named(who, plan, side, organisation, person, sentence):
    people = {
        "lead": who.lead,
        "commissioner": who.commissioner,
        "contributor": who.contributor,
        "stranger": makers.member(makers.partnership("Hillside")),
        "observer": makers.member(who.partnership, Role.OBSERVER),
    }
    with pytest.raises(Refused, match=sentence):
        drafting.name_signatory(
            **fresh(plan), side=side, organisation_id=getattr(who, organisation).pk, user_id=people[person].user_id,
            post="p", authority="a",
        )  # fmt: skip


def test_nobody_signs_twice(who, plan):
    plan_makers.filled(who, plan)
    with pytest.raises(Refused, match="signs already"):
        drafting.name_signatory(
            **fresh(plan), side="commissioner", organisation_id=who.board.pk, user_id=who.lead.user_id, post="p",
            authority="a",
        )  # fmt: skip


def test_an_ended_plan_does_not_change(who, plan):
    PlanEnd.objects.create(plan=plan)
    with pytest.raises(Refused, match="has ended"):
        plan_makers.goal(plan)


def test_readiness_names_everything_that_is_missing(plan):
    said = missing(plan)
    for words in ("no goal", "when the plan will be reviewed", "signs for the provider and for the commissioner"):
        assert words in said
    plan_makers.goal(plan)
    assert "anything to do yet for goal 1" in missing(plan)


def test_a_complete_draft_lacks_nothing(who, plan):
    assert missing(plan_makers.filled(who, plan)) == ""


def test_a_day_that_is_past_is_named_unless_it_is_done(who):
    version = plan_makers.in_force(who)
    goal = version.plan.goals.get()
    goal.actions.update(due=timezone.localdate() - timedelta(days=1))
    first, second = goal.actions.all()
    assert first.text in missing(version.plan) and second.text in missing(version.plan)
    carried.say(who.lead, version, first.pk, progress="done")
    assert first.text not in missing(version.plan) and second.text in missing(version.plan)


def test_readiness_tells_who_has_gone(who, plan):
    plan_makers.filled(who, plan)
    who.contributor.delete()
    who.commissioner.role = Role.OBSERVER
    who.commissioner.save()
    said = missing(plan)
    assert f"{who.contributor.user.name} is named for an action" in said
    assert f"{who.commissioner.user.name} cannot sign" in said


def test_a_provider_view_can_be_planned_but_not_signed(who):
    found = plan_makers.closed(who.partnership, groups=["staff"])
    order = plan_makers.order(plan_makers.prioritising(who.partnership, found), ["risk"])
    plan = drafting.begin_plans(order=order, by=SYSTEM)[0]
    assert "provider’s view, incomplete" in missing(plan_makers.filled(who, plan))
    drafting.describe(
        **fresh(plan), described="d", evidence_sources="", review_on=plan.review_on, signed_by_sides=False
    )
    assert missing(plan) == ""


def test_open_questions_do_not_stand_in_the_way(who, plan):
    plan_makers.filled(who, plan)
    goal = plan.goals.get()
    answers = {"text": "t", "measure": "m", "baseline": "", "target": "8", "agreed": "", "realistic": ""}
    drafting.write_goal(**fresh(plan), goal=goal, by_when=goal.by_when, **answers)
    ready = readiness_of(plan, draft(plan))
    assert ready.missing == ()
    assert ready.unanswered == (
        "Goal 1: where the measure is now; who has agreed, and who sees it differently; "
        "what makes it possible, and what could get in the way.",
    )


def test_who_is_no_commissioner_any_more_stops_the_plan_from_being_put_forward(who, plan):
    plan_makers.filled(who, plan)
    assert "no commissioner here" not in missing(plan)
    who.commissioner.role = Role.CONTRIBUTOR
    who.commissioner.save()
    assert f"{who.commissioner.user.name} cannot sign for a commissioner" in missing(plan)


def test_who_became_a_commissioner_no_longer_signs_for_the_provider(who, plan):
    plan_makers.filled(who, plan)
    who.lead.role = Role.COMMISSIONER
    who.lead.save()
    assert f"{who.lead.user.name} is a commissioner here, so cannot sign for the provider" in missing(plan)
