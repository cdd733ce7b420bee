"""A piece that was drawn before is drawn anew as soon as one word of it is another."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from alongside.audit.actor import Actor
from alongside.plans.actions import doing
from alongside.plans.drawing import goal_in_draft, goal_in_force, plan_content
from alongside.plans.queries.doing import plan_doing
from alongside.plans.queries.drafts import draft
from alongside.plans.queries.versions import view_of
from alongside.plans.tests import carried
from alongside.plans.tests.reading import words
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    return plan_makers.in_force(who)


def drawn(version, may_say=True):
    """The first goal of a plan in force, as it goes now."""
    plan = version.plan
    goal = plan_doing(view_of(type(plan).objects.get(pk=plan.pk)), timezone.localdate()).goals[0]
    return goal_in_force(goal, 1, plan, may_say)


def test_the_same_is_drawn_once(version):
    assert drawn(version) is drawn(version)


def test_what_is_said_done_and_tried_is_seen_at_once(who, version):
    before = drawn(version)
    carried.say(who.lead, version, carried.action_of(version), progress="stuck", text="No room is free")
    said = drawn(version)
    assert "No room is free" in said and "No room is free" not in before
    cycle = carried.try_out(who.lead, version)
    tried = drawn(version)
    assert cycle.we_try in tried and cycle.we_try not in said
    doing.study_cycle(
        cycle=cycle, happened="Most did", learned="Ask earlier", next="adopt", by=Actor.user(who.lead.user_id)
    )
    assert "Most did" in drawn(version) and "Most did" not in tried


def test_who_may_only_read_never_gets_the_piece_of_who_may_write(version):
    assert "/updates/" in drawn(version, may_say=True)
    assert not re.search(r'href="[^"]*/updates/[^/]*/"', drawn(version, may_say=False))


def test_days_are_told_in_the_time_zone_of_the_reader(who, version):
    carried.say(who.lead, version, carried.goal_of(version), progress="done")
    with timezone.override("Pacific/Kiritimati"):
        far = drawn(version)
    with timezone.override("Pacific/Pago_Pago"):
        assert drawn(version) != far


def test_a_draft_is_drawn_anew_after_each_change(who):
    plan = plan_makers.filled(who, plan_makers.plans(who)[0])
    goal = draft(plan).goals[0]
    first = goal_in_draft(goal, 1, plan, True)
    assert goal_in_draft(draft(plan).goals[0], 1, plan, True) is first
    plan.goals.update(by_when=goal.by_when + timedelta(days=1))
    assert goal_in_draft(draft(plan).goals[0], 1, plan, True) != first
    assert "change" not in goal_in_draft(goal, 1, plan, False)


def test_another_language_is_another_drawing(version):
    content = view_of(version.plan).versions[0].content
    here = plan_content(content)
    with translation.override("cy"):
        assert plan_content(content) is not here


def test_pages_show_the_pieces(who, version):
    lead = makers.signed_in(who.lead)
    content = view_of(version.plan).versions[0].content
    base = f"/p/{who.partnership.pk}/plans/{version.plan_id}/"
    for page in ("", "draft/", "versions/1/"):
        assert content.goals[0].text in words(lead.get(base + page))
