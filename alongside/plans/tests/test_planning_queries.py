"""Pages of plans ask the database little: ten plans, thirty goals, three hundred actions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.actions.participation import come_back
from alongside.assessments.doors import COOKIE
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import Actor
from alongside.plans.models import Action, Goal
from alongside.plans.tests.planning_pages import with_code
from tests import plan_makers

pytestmark = pytest.mark.django_db
ENOUGH = 15


@pytest.fixture
def full():
    """A plan for every challenge, each with three goals of ten actions and a version that waits for signatures."""
    who = plan_makers.cast()
    found = plan_makers.prioritising(who.partnership)
    items = [item.key for item in framework_of(found.assessment).items]
    plans = plan_makers.drafting.begin_plans(order=plan_makers.order(found, items), by=plan_makers.SYSTEM)
    day = timezone.localdate() + timedelta(days=60)
    for plan in plans:
        plan_makers.filled(who, plan)
        goals = [
            Goal(plan=plan, position=place, text=f"Goal {place}", measure="m", target="8", by_when=day)
            for place in (2, 3)
        ]
        Goal.objects.bulk_create(goals)
        Action.objects.bulk_create(
            Action(goal=goal, position=place, text=f"Action {place}", organisation=who.board, due=day)
            for goal in plan.goals.all()
            for place in range(3, 13 if goal.position > 1 else 11)
        )
        plan_makers.opened(who, plan_makers.put_forward(who, plan))
    return who, plans


def test_pages_ask_little(full, django_assert_max_num_queries):
    who, plans = full
    plan = plans[0]
    assert Action.objects.count() == 300
    goal = plan.goals.first()
    keys = [who.partnership.pk, plan.pk]
    pages = [
        reverse("plans", args=keys[:1]),
        reverse("sign-plans", args=keys[:1]),
        reverse("sign-plans", args=keys[:1]) + "?" + "&".join(f"version={each.versions.get().pk}" for each in plans),
        *(
            reverse(name, args=keys)
            for name in ("plan-draft", "describe-plan", "add-goal", "add-signatory", "put-forward")
        ),
        reverse("change-goal", args=[*keys, goal.pk]),
        reverse("add-action", args=[*keys, goal.pk]),
        reverse("change-action", args=[*keys, goal.actions.first().pk]),
        *(
            reverse(name, args=[*keys, 1])
            for name in ("plan-version", "plan-version-text", "take-back-version", "state-on-plan", "decline-plan")
        ),
    ]
    lead = with_code(who.lead)
    for page in pages:
        with django_assert_max_num_queries(ENOUGH, info=page):
            assert lead.get(page).status_code == 200, page


def test_pages_of_people_who_took_part_ask_little(full, django_assert_max_num_queries):
    _who, plans = full
    assessment = plans[0].order.prioritising.assessment
    person = assessment.participants.filter(group__key="carers").first()
    phone = Client()
    phone.cookies[COOKIE] = come_back(participant=person, by=Actor.participant(person.pk)).secret
    for page in (
        reverse("my-plans", args=[assessment.pk]),
        reverse("my-plan-version", args=[assessment.pk, plans[0].pk, 1]),
    ):
        with django_assert_max_num_queries(ENOUGH, info=page):
            assert phone.get(page).status_code == 200
