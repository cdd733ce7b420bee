"""What of plans waits for whom: for the right people, no longer than it waits, and in five queries."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.people.models import Membership
from alongside.plans.actions import doing, drafting, signing, versions
from alongside.plans.models import Chooser, PriorityConfirmation, PriorityOrder
from alongside.plans.queries.versions import content_of
from alongside.plans.queries.waiting import waiting_for
from alongside.plans.rules.due import Kind
from alongside.plans.tests import carried
from alongside.plans.tests.reading import days_go_by
from alongside.plans.wording import href, task
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
VERSION_TEXT = '"plans_version"."content"'


def kinds(member):
    """What waits for a member, as a set of kinds."""
    return {each.kind for each in waiting_for(member.user, [member.partnership_id])}


@pytest.fixture
def who():
    return plan_makers.cast()


# ── Priorities ──────────────────────────────────────────────────────────────────────────────────


def test_choosing_waits_until_one_has_chosen(who):
    found = plan_makers.prioritising(who.partnership)
    everybody = (who.lead, who.co_lead, who.facilitator, who.commissioner, who.contributor)
    assert [kinds(each) for each in everybody] == [{Kind.CHOOSE}] * 5
    Chooser.objects.create(prioritising=found, user=who.lead.user, mode="own")
    assert kinds(who.lead) == set()
    observer = makers.member(who.partnership, "observer")
    assert kinds(observer) == set()


def test_an_order_waits_for_the_half_that_has_not_confirmed(who):
    found = plan_makers.prioritising(who.partnership)
    order = PriorityOrder.objects.create(prioritising=found, sequence=1)
    PriorityConfirmation.objects.create(order=order, role="lead", name="Ann")
    assert kinds(who.co_lead) == {Kind.CONFIRM_ORDER}
    assert kinds(who.lead) == kinds(who.contributor) == set()
    PriorityConfirmation.objects.create(order=order, role="co_lead", name="Bo")
    assert kinds(who.co_lead) == set()


def test_only_the_newest_order_counts(who):
    found = plan_makers.prioritising(who.partnership)
    plan_makers.order(found, ["risk"])
    assert kinds(who.lead) == kinds(who.co_lead) == set()
    newer = PriorityOrder.objects.create(prioritising=found, sequence=2)
    assert kinds(who.lead) == kinds(who.co_lead) == set()
    PriorityConfirmation.objects.create(order=newer, role="co_lead", name="Bo")
    assert kinds(who.lead) == {Kind.CONFIRM_ORDER}
    assert kinds(who.co_lead) == set()


# ── Versions ────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_waits_for_one_after_the_other(who):
    plan = plan_makers.plans(who, ["risk"])[0]
    assert [kinds(each) for each in (who.lead, who.facilitator)] == [{Kind.WRITE_DRAFT}] * 2
    assert kinds(who.contributor) == set()
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    assert kinds(who.co_lead) == {Kind.OPEN_VERSION}
    assert kinds(who.lead) == kinds(who.commissioner) == set()
    plan_makers.opened(who, version)
    assert kinds(who.lead) == kinds(who.commissioner) == {Kind.SIGN}
    assert kinds(who.co_lead) == kinds(who.contributor) == set()
    plan_makers.sign(who.lead, version)
    assert kinds(who.lead) == set()
    plan_makers.sign(who.commissioner, version)
    assert kinds(who.commissioner) == set()


def test_a_signature_withdrawn_from_a_plan_in_force_waits_for_lead_and_co_lead(who):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0])
    version = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    for member in (who.lead, who.commissioner):
        plan_makers.sign(member, version)
    everybody = (who.lead, who.co_lead, who.commissioner, who.facilitator, who.contributor)
    assert [kinds(each) for each in everybody] == [set()] * 5
    signing.withdraw(version=version, comment="The money is gone", by=Actor.user(who.commissioner.user_id))
    assert [kinds(each) for each in everybody] == [{Kind.WITHDRAWN}] * 2 + [set()] * 3
    told = waiting_for(who.co_lead.user, [who.partnership.pk])
    assert [each.address for each in told] == ["plan-version"]


def test_who_declined_is_not_asked_again_until_there_is_another_version(who):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0])
    version = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    signing.decline(version=version, comment="Not yet", by=Actor.user(who.commissioner.user_id))
    assert kinds(who.commissioner) == set()
    plan_makers.goal(plan, text="Another")
    plan.refresh_from_db()
    goal = plan.goals.last()
    plan_makers.action(goal, who.provider)
    newer = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    assert kinds(who.commissioner) == {Kind.SIGN}
    only = waiting_for(who.commissioner.user, [who.partnership.pk])
    assert [each.args[-1] for each in only] == [newer.number]


def test_taken_back_goes_back_to_who_writes(who):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0])
    version = plan_makers.put_forward(who, plan)
    versions.take_back(version=version, why="No", role="lead", by=Actor.user(who.lead.user_id))
    assert kinds(who.facilitator) == {Kind.WRITE_DRAFT}
    assert kinds(who.co_lead) == {Kind.WRITE_DRAFT}


# ── Carrying out ────────────────────────────────────────────────────────────────────────────────


def test_my_action_waits_from_two_weeks_before_until_it_is_finished(who, monkeypatch):
    version = plan_makers.in_force(who)
    mine = next(each for each in content_of(version).actions if each.person_id == who.contributor.user_id)
    days_go_by(monkeypatch, 45)
    assert kinds(who.contributor) == set()
    days_go_by(monkeypatch, 46)
    assert kinds(who.contributor) == {Kind.ACTION_DUE}
    assert kinds(who.lead) == set()
    days_go_by(monkeypatch, 61)
    assert kinds(who.contributor) == {Kind.ACTION_OVERDUE}
    carried.say(who.lead, version, mine.id, progress="stuck")
    assert kinds(who.contributor) == {Kind.ACTION_OVERDUE}
    carried.say(who.lead, version, mine.id, progress="stopped")
    assert kinds(who.contributor) == set()


def test_a_try_waits_for_who_began_it_and_for_the_others_once_they_left(who, monkeypatch):
    version = plan_makers.in_force(who)
    cycle = carried.try_out(who.contributor, version, look_on=timezone.localdate() + timedelta(days=3))
    assert kinds(who.contributor) == set()
    days_go_by(monkeypatch, 3)
    assert kinds(who.contributor) == {Kind.LOOK_AT_CYCLE}
    assert kinds(who.lead) == set()
    Membership.objects.filter(pk=who.contributor.pk).delete()
    assert kinds(who.lead) == {Kind.LOOK_AT_CYCLE}
    assert kinds(who.commissioner) == set()
    by = Actor.user(who.lead.user_id)
    doing.study_cycle(cycle=cycle, happened="a", learned="b", next="adopt", by=by)
    assert kinds(who.lead) == set()


def test_a_review_that_is_due_or_past_is_told_to_all_who_signed(who, monkeypatch):
    version = plan_makers.in_force(who)
    carried.say(who.lead, version, carried.action_of(version), progress="done")
    signatories = (who.lead, who.commissioner)
    hold = (who.lead, who.co_lead, who.facilitator)
    days_go_by(monkeypatch, 165)
    assert all(Kind.REVIEW_DUE not in kinds(each) for each in (*signatories, *hold))
    days_go_by(monkeypatch, 166)
    assert all(Kind.REVIEW_DUE in kinds(each) for each in (*signatories, *hold))
    days_go_by(monkeypatch, 181)
    assert all(Kind.REVIEW_PAST in kinds(each) for each in (*signatories, *hold))
    assert Kind.REVIEW_PAST not in kinds(who.contributor)
    carried.review(who.lead, version, next_on=timezone.localdate() + timedelta(days=300))
    assert Kind.REVIEW_PAST not in kinds(who.commissioner)


def test_an_ended_plan_waits_for_nobody(who, monkeypatch):
    version = plan_makers.in_force(who)
    carried.try_out(who.contributor, version)
    carried.review(who.lead, version, "end")
    days_go_by(monkeypatch, 400)
    everybody = (who.lead, who.co_lead, who.facilitator, who.commissioner, who.contributor)
    assert [kinds(each) for each in everybody] == [set()] * 5


def test_nothing_is_told_of_partnerships_one_does_not_belong_to(who):
    plan_makers.plans(who, ["risk"])
    stranger = plan_makers.cast().lead
    assert waiting_for(stranger.user, [who.partnership.pk]) == ()


def test_the_way_there_opens(who, monkeypatch):
    """Every kind has words, and its address leads to a page that this person may open."""
    version = plan_makers.in_force(who)
    carried.try_out(who.lead, version)
    days_go_by(monkeypatch, 400)
    found = waiting_for(who.lead.user, [who.partnership.pk])
    found += waiting_for(who.contributor.user, [who.partnership.pk])
    clients = {who.lead: makers.signed_in(who.lead), who.contributor: makers.signed_in(who.contributor)}
    assert {each.kind for each in found} == {Kind.REVIEW_PAST, Kind.LOOK_AT_CYCLE, Kind.ACTION_OVERDUE}
    for each in found:
        client: Client = clients[who.contributor if each.kind is Kind.ACTION_OVERDUE else who.lead]
        assert client.get(href(each)).status_code == 200
        assert set(task(each)) == {"text", "hint", "status", "kind", "href"} and task(each)["text"]


def test_the_way_to_what_comes_before_opens_too(who):
    plan_makers.prioritising(who.partnership)
    order = PriorityOrder.objects.create(
        prioritising=plan_makers.prioritising(who.partnership, plan_makers.closed(who.partnership)), sequence=1
    )
    PriorityConfirmation.objects.create(order=order, role="lead", name="Ann")
    plans = plan_makers.plans(who, ["risk", "training", "commitment"])
    plan_makers.put_forward(who, plan_makers.filled(who, plans[0]))
    plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, plans[1])))
    seen = set()
    for member in (who.co_lead, who.commissioner):
        client = makers.signed_in(member)
        for each in waiting_for(member.user, [who.partnership.pk]):
            seen.add(each.kind)
            assert client.get(href(each)).status_code in (200, 302), each
    assert seen == {Kind.CHOOSE, Kind.CONFIRM_ORDER, Kind.OPEN_VERSION, Kind.SIGN, Kind.WRITE_DRAFT}


# ── Queries ─────────────────────────────────────────────────────────────────────────────────────


def test_five_queries_however_much_there_is(who, monkeypatch, django_assert_max_num_queries):
    several = [who, plan_makers.cast()]
    for each in several:
        for item in ("risk", "training", "commitment"):
            version = plan_makers.in_force(each, plan_makers.plans(each, [item])[0], goals=3)
            carried.years_of_updates(version.plan, each.lead, 12)
            carried.try_out(who.lead, version)
        plan_makers.plans(each, ["involvement"])
        plan_makers.prioritising(each.partnership)
        if each is not who:
            Membership.objects.create(partnership=each.partnership, user=who.lead.user, role="lead")
    days_go_by(monkeypatch, 400)
    ids = [each.partnership.pk for each in several]
    with django_assert_max_num_queries(5) as at_first:
        found = waiting_for(who.lead.user, ids)
    assert len(found) > 10
    with django_assert_max_num_queries(5) as again:
        assert waiting_for(who.lead.user, ids) == found
    texts = [[VERSION_TEXT in each["sql"] for each in asked.captured_queries] for asked in (at_first, again)]
    assert any(texts[0]) and not any(texts[1])


def test_a_version_that_is_gone_is_not_told_of_from_memory(who):
    version = plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, plan_makers.plans(who)[0])))
    assert Kind.SIGN in kinds(who.commissioner)
    version.plan.delete()
    assert kinds(who.commissioner) == set()


def test_key_is_made_for_every_form(who):
    version = plan_makers.in_force(who)
    address = f"/p/{who.partnership.pk}/plans/{version.plan_id}/updates/{carried.goal_of(version)}/"
    client = makers.signed_in(who.contributor)
    keys = {client.get(address).content.decode().split('name="key" value="')[1][:36] for _ in range(2)}
    assert len(keys) == 2 and all(uuid.UUID(key) for key in keys)


def test_a_draft_that_goes_on_beside_what_is_in_force_waits_for_nobody(who):
    version = plan_makers.in_force(who)
    plan = version.plan
    plan.refresh_from_db()
    drafting.describe(
        plan=plan, described="New", evidence_sources="", review_on=plan.review_on, signed_by_sides=True,
        seen=plan.revision, by=Actor.user(who.lead.user_id),
    )  # fmt: skip
    assert kinds(who.lead) == set()
