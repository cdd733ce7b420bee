"""A plan that ends because another comes into force: said beforehand to whoever acts, and afterwards on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.plans.models import Plan, PlanEnd
from alongside.plans.queries.replacing import about_to_replace, ends_with, replaced_by
from alongside.plans.queries.standing import named_plans
from alongside.plans.queries.versions import plan_view
from alongside.plans.queries.waiting import waiting_for
from alongside.plans.tests.planning_pages import address, of_version, text_of
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
ENDS = "for the same challenge ends. 1 goal of it is open."


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def older(who) -> Plan:
    """A plan that is carried out."""
    return plan_makers.in_force(who).plan


@pytest.fixture
def newer(who, older) -> Plan:
    """A later assessment's draft for the same challenge, ready to be put forward."""
    return plan_makers.filled(who, plan_makers.plans(who, ["interactions"])[0])


def test_what_ends_says_how_much_is_overdue_and_open(newer, older):
    today = timezone.localdate()
    (ends,) = ends_with(newer, today)
    assert (ends.plan, ends.overdue, ends.open_goals) == (older, 0, 1)
    (late,) = ends_with(newer, today + timedelta(days=61))
    assert (late.overdue, late.open_goals) == (2, 1)
    assert "2 actions of it are overdue. 1 goal of it is open." in late.sentence
    assert ends_with(older, today) == ()


def test_what_is_done_is_neither_overdue_nor_open(who, newer, older):
    content = plan_view(older).in_force.content
    for commitment in (content.goals[0].id, *(each.id for each in content.actions)):
        older.updates.create(commitment=commitment, progress="done", name="Ann")
    (ends,) = ends_with(newer, timezone.localdate() + timedelta(days=400))
    assert (ends.overdue, ends.open_goals) == (0, 0)
    assert ends.sentence.endswith("for the same challenge ends.")


def test_another_challenge_and_another_partnership_end_nothing(who, older):
    other = plan_makers.plans(who, ["risk"])[0]
    strangers = plan_makers.plans(plan_makers.cast(), ["interactions"])[0]
    assert ends_with(other, timezone.localdate()) == ends_with(strangers, timezone.localdate()) == ()


def test_whoever_puts_forward_opens_or_signs_is_warned(who, newer, older):
    assert ENDS in text_of(makers.signed_in(who.lead).get(address("put-forward", newer)))
    version = plan_makers.put_forward(who, newer)
    assert ENDS in text_of(makers.signed_in(who.co_lead).get(of_version("plan-version", version)))
    plan_makers.opened(who, version)
    sign = reverse("sign-plans", args=[who.partnership.pk]) + f"?version={version.pk}"
    assert ENDS in text_of(makers.signed_in(who.commissioner).get(sign))
    # A first plan for a challenge ends nothing.
    assert "same challenge ends" not in text_of(
        makers.signed_in(who.lead).get(of_version("plan-version", _first(older)))
    )


def test_the_old_plan_tells_its_signatories_before_and_after(who, newer, older):
    gareth = makers.signed_in(who.commissioner)
    assert "A newer plan for this challenge" not in text_of(gareth.get(address("plan", older)))
    version = plan_makers.opened(who, plan_makers.put_forward(who, newer))
    assert about_to_replace(plan_view(older)).plan == newer.pk
    assert about_to_replace(plan_view(newer)) is None
    before = text_of(gareth.get(address("plan", older)))
    assert "A newer plan for this challenge" in before and "When it comes into force, this plan ends." in before
    plan_makers.sign(who.lead, version)
    plan_makers.sign(who.commissioner, version)
    ended = gareth.get(address("plan", older))
    assert "It was replaced on" in text_of(ended)
    assert f'href="{address("plan", newer)}"' in ended.content.decode()
    assert replaced_by(plan_view(older)).plan == newer.pk
    assert about_to_replace(plan_view(older)) is None


def test_a_version_that_was_taken_back_announces_nothing(who, newer, older):
    version = plan_makers.put_forward(who, newer)
    version.states.create(sequence=2, state="taken-back", why="No.")
    assert about_to_replace(plan_view(older)) is None


def test_a_plan_that_ended_by_itself_names_no_other(who, older):
    PlanEnd.objects.create(plan=older, why="Done.")
    plan_makers.in_force(who)
    assert replaced_by(plan_view(older)) is None


def test_a_draft_is_replaced_as_well_and_says_so(who):
    draft = plan_makers.plans(who, ["interactions"])[0]
    newer = plan_makers.in_force(who).plan
    page = text_of(makers.signed_in(who.lead).get(address("plan", draft)))
    assert "It was replaced on" in page
    assert replaced_by(plan_view(draft)).plan == newer.pk


def test_plans_with_one_title_say_which_assessment_they_come_from(who, newer, older):
    titles = {each.came_from for each in named_plans(who.partnership)}
    assert titles == {plan.order.prioritising.assessment.title for plan in (newer, older)}
    page = text_of(makers.signed_in(who.lead).get(reverse("plans", args=[who.partnership.pk])))
    assert page.count("From “") == 2
    plan_makers.plans(who, ["risk"])
    alone = next(each for each in named_plans(who.partnership) if each.plan.item == "risk")
    assert alone.came_from == ""


def _first(plan):
    return plan.versions.get()


def test_what_waits_says_which_of_two_plans_with_one_title(who, newer, older):
    plan_makers.opened(who, plan_makers.put_forward(who, newer))
    title = newer.order.prioritising.assessment.title
    names = {each.about for each in waiting_for(who.commissioner.user, [who.partnership.pk])}
    assert any(name.endswith(f"(from “{title}”)") for name in names)
