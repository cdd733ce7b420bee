"""A plan that nobody wants is ended before it is in force: by lead or co-lead, with a reason that everybody reads."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.actions.participation import join
from alongside.assessments.doors import COOKIE
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.plans.actions import drafting, ending, signing, versions
from alongside.plans.models import Plan, PlanEnd
from alongside.plans.queries import waiting
from alongside.plans.queries.versions import plan_view
from alongside.plans.queries.weekly import week_for
from alongside.plans.rules.due import Kind
from alongside.plans.tests.planning_pages import address, of_version, send, shown, text_of
from alongside.plans.tests.reading import day
from alongside.ui.refusals import Conflict, Refused
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
WHY = "The ward moves in spring."


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def plan(who):
    return plan_makers.plans(who, ["interactions"])[0]


@pytest.fixture
def lead(who):
    return makers.signed_in(who.lead)


def end(who, plan, **other):
    plan.refresh_from_db()
    given = {"seen": plan.revision, "why": WHY, "role": Role.LEAD, "by": Actor.user(who.lead.user_id), **other}
    return ending.end_draft(plan=plan, **given)


def kinds(member):
    found = waiting.waiting_for(member.user, [member.partnership_id])
    return [each.kind for each in found if each.plan_id]


# ── What it does ────────────────────────────────────────────────────────────────────────────────


def test_a_draft_ends_with_its_reason_and_is_logged_without_it(who, plan):
    made = end(who, plan)
    assert (made.why, made.by_id) == (WHY, who.lead.user_id)
    entry = Entry.objects.get(verb="ended")
    assert str(entry.target_id) == str(plan.pk)
    assert WHY not in str(vars(entry))


@pytest.mark.parametrize("opened", [False, True])
def test_a_version_that_waits_is_taken_back_with_it(who, plan, opened):
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    if opened:
        plan_makers.opened(who, version)
        plan_makers.sign(who.lead, version)
    end(who, plan)
    assert version.states.order_by("-sequence")[0].state == "taken-back"
    assert version.signatures.count() == opened, "what was signed stays with it"
    by = Actor.user(who.commissioner.user_id)
    for act in (
        lambda: plan_makers.sign(who.commissioner, version),
        lambda: signing.decline(version=version, comment="No", by=by),
        lambda: versions.open_for_signature(version=version, role=Role.CO_LEAD, by=SYSTEM),
        lambda: plan_makers.put_forward(who, plan),
        lambda: end(who, plan),
    ):
        with pytest.raises(Conflict, match="has ended"):
            act()


def test_what_is_in_force_is_ended_by_a_review(who, plan):
    version = plan_makers.in_force(who, plan)
    signing.withdraw(version=version, comment="No", by=Actor.user(who.lead.user_id))
    with pytest.raises(Conflict, match="A review ends it"):
        end(who, plan)
    assert not PlanEnd.objects.exists()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [({"why": "  "}, "Say why"), ({"seen": 0}, "changed this plan"), ({"role": Role.FACILITATOR}, "lead")],
)
def test_what_is_refused(who, plan, other, sentence):
    with pytest.raises(Refused, match=sentence):
        end(who, plan, **other)
    assert not PlanEnd.objects.exists()


def test_a_newer_plan_that_ends_it_at_the_same_moment_stands(who, plan, monkeypatch):
    """A newer plan comes into force without taking this plan's turn: what it wrote is not written over."""
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))

    def just_now(fresh):
        PlanEnd.objects.create(plan=fresh, why="A newer plan took its place.")

    monkeypatch.setattr(ending, "carried_out", just_now)
    with pytest.raises(Conflict, match="newer plan"):
        end(who, plan)
    assert version.states.count() == 1, "and nothing else was done"


def test_it_waits_for_nobody_any_more(who, plan):
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    assert kinds(who.co_lead) == [Kind.OPEN_VERSION]
    plan_makers.opened(who, version)
    assert kinds(who.commissioner) == [Kind.SIGN]
    assert week_for(who.commissioner.user)
    end(who, plan)
    people = (who.lead, who.co_lead, who.facilitator, who.commissioner, who.contributor)
    assert [kinds(each) for each in people] == [[]] * 5
    assert not week_for(who.commissioner.user)


def test_a_new_order_may_begin_it_anew(who, plan):
    end(who, plan)
    again = drafting.begin_plans(order=plan_makers.order(plan.order.prioritising, ["interactions"]), by=SYSTEM)
    assert [each.item for each in again] == ["interactions"]
    assert again[0] != plan


# ── Its pages ───────────────────────────────────────────────────────────────────────────────────


def test_from_the_draft_to_the_list_of_what_ended(who, plan, lead):
    where = address("end-plan", plan)
    assert where in lead.get(address("plan-draft", plan)).content.decode()
    empty = lead.post(where, {**shown(lead, where), "why": " "})
    assert empty.status_code == 422
    assert "Say why" in text_of(empty)
    done = send(lead, where, why=WHY)
    assert done["Location"] == address("plan", plan)
    assert WHY in text_of(lead.get(done["Location"]))
    said = text_of(lead.get(reverse("plans", args=[who.partnership.pk])))
    assert said.index("Ended") < said.index(WHY)
    assert "Not in force yet" not in said
    draft = lead.get(address("plan-draft", plan))
    assert WHY in text_of(draft)
    assert where not in draft.content.decode()
    again = lead.get(where)
    assert WHY in text_of(again)
    assert "<textarea" not in again.content.decode()


def test_the_page_names_the_version_that_is_taken_back(who, plan, lead):
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    assert "Version 1 still waits. It will be taken back" in text_of(lead.get(address("end-plan", plan)))
    send(lead, address("end-plan", plan), why=WHY)
    said = text_of(lead.get(of_version("plan-version", version)))
    assert "The plan was ended before it was in force." in said
    assert WHY in said


def test_where_it_is_in_force_the_page_leads_to_the_review(who, plan, lead):
    plan_makers.in_force(who, plan)
    page = lead.get(address("end-plan", plan)).content.decode()
    assert address("hold-review", plan) in page
    assert "End this plan" not in page
    assert address("end-plan", plan) not in lead.get(address("plan-draft", plan)).content.decode()


@pytest.mark.parametrize("role", ["facilitator", "commissioner", "contributor"])
def test_it_is_for_lead_and_co_lead(who, plan, role):
    client = makers.signed_in(getattr(who, role))
    assert address("end-plan", plan) not in client.get(address("plan-draft", plan)).content.decode()
    assert client.post(address("end-plan", plan), {"seen": plan.revision, "why": WHY}).status_code == 403
    assert not PlanEnd.objects.exists()


def test_a_reason_is_kept_when_somebody_was_faster(who, plan, lead):
    """The draft changed; then the last signature came; then somebody else ended it: never is the reason lost."""
    sent = {**shown(lead, address("end-plan", plan)), "why": WHY}
    plan_makers.filled(who, plan)
    changed = lead.post(address("end-plan", plan), sent)
    assert changed.status_code == 409
    assert "changed this plan since you read it" in text_of(changed)
    assert WHY in changed.content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', changed.content.decode())
    plan.refresh_from_db()
    assert int(seen[1]) == plan.revision, "pressing again is meant for what is on the page"
    plan_makers.in_force(who, plan)
    late = lead.post(address("end-plan", plan), {**sent, "seen": seen[1]})
    assert late.status_code == 409
    assert "A review ends it" in text_of(late)
    assert WHY in late.content.decode()
    assert "End this plan" not in late.content.decode()
    assert not PlanEnd.objects.exists()


def parts(who, plan):
    """Every form of a draft."""
    filled = plan_makers.filled(who, plan)
    goal = filled.goals.get()
    return {
        address("describe-plan", plan): {"described": "Words to keep"},
        address("add-goal", plan): {"text": "Words to keep"},
        address("change-goal", plan, goal.pk): {"text": "Words to keep"},
        address("add-action", plan, goal.pk): {"text": "Words to keep"},
        address("change-action", plan, goal.actions.first().pk): {"text": "Words to keep"},
        address("add-signatory", plan): {"post": "Words to keep"},
    }


def test_forms_of_an_ended_plan_refuse_and_keep_what_was_typed(who, plan, lead):
    opened = [(where, {**shown(lead, where), **words}) for where, words in parts(who, plan).items()]
    end(who, plan)
    for where, sent in opened:
        answer = lead.post(where, sent)
        assert answer.status_code == 409, where
        assert "This plan has ended, so nothing was saved." in text_of(answer)
        assert "Words to keep" in answer.content.decode()
        assert "If you save, they take its place" not in text_of(answer)
        assert lead.get(where).status_code == 409, "and nobody begins to write"
    goal = plan.goals.get()
    for where in (address("remove-goal", plan, goal.pk), address("put-forward", plan)):
        assert (lead.get(where).status_code, lead.post(where, {"seen": 1}).status_code) == (409, 409)
    plan.refresh_from_db()
    assert "Words to keep" not in plan.described
    assert plan.goals.get() == goal


def test_a_form_that_meets_the_end_itself_keeps_what_was_typed(who, plan, lead, monkeypatch):
    """The plan ends after the page was read from the database and before the form takes its turn."""
    soon = day("review_on", timezone.localdate() + timedelta(days=90))
    sent = {**shown(lead, address("describe-plan", plan)), "described": "Words to keep", **soon}
    real = drafting.describe

    def late(*, plan, **given):
        end(who, Plan.objects.get(pk=plan.pk))
        return real(plan=plan, **given)

    monkeypatch.setattr(drafting, "describe", late)
    answer = lead.post(address("describe-plan", plan), sent)
    assert answer.status_code == 409
    assert "Words to keep" in answer.content.decode()
    assert "If you save, they take its place" not in text_of(answer)


def test_the_priority_it_came_from_says_so_to_members_and_to_people_who_took_part(who):
    assessment = makers.assessment(who.partnership)
    group = assessment.groups.get(key="people-who-use-services")
    device = Client()
    joined = join(assessment=assessment, group=group, mode="own", may_show_alone=False)
    device.cookies[COOKIE] = joined.secret
    makers.rate_all(makers.participants(assessment, group.key, 5), "engagement")
    makers.reveal_all(assessment)
    for item in ("interactions", "risk"):
        makers.decide(assessment, item, "engagement", reason="So it is.")
    found = plan_makers.chosen(plan_makers.prioritising(who.partnership, makers.close(assessment)))
    plans = drafting.begin_plans(order=plan_makers.order(found, ["risk", "interactions"]), by=SYSTEM)
    priorities = reverse("priorities", args=[who.partnership.pk, assessment.pk])
    mine = reverse("my-priorities", args=[assessment.pk])
    for client, where in ((makers.signed_in(who.contributor), priorities), (device, mine)):
        assert "The plan for it ended" not in text_of(client.get(where))
    end(who, plans[0])
    for client, where in ((makers.signed_in(who.contributor), priorities), (device, mine)):
        said = text_of(client.get(where))
        assert said.count("The plan for it ended on") == 1
        assert WHY in said
    drafting.begin_plans(order=plan_makers.order(found, ["risk"]), by=SYSTEM)
    assert "The plan for it ended" not in text_of(device.get(mine)), "it goes on in a new plan"


def test_what_was_ended_is_nowhere_in_force(who, plan):
    plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, plan)))
    end(who, plan)
    found = plan_view(plan)
    assert (found.in_force, found.waiting, found.newest) == (None, None, None)
