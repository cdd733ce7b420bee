"""Pages on which plans are listed, written, put forward and read."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.plans.actions import drafting
from alongside.plans.models import Action, PlanEnd
from alongside.plans.tests.planning_pages import address, of_version, send, shown, text_of
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def plan(who):
    return plan_makers.plans(who, ["interactions"])[0]


def day(days, name="due"):
    found = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": found.day, f"{name}_month": found.month, f"{name}_year": found.year}


GOAL = {"text": "Everybody chooses their own day", "measure": "Ten people asked", "target": "8 of 10"}


# ── The list ────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_list_tells_where_plans_come_from(who):
    lead = makers.signed_in(who.lead)
    said = text_of(lead.get(reverse("plans", args=[who.partnership.pk])))
    assert "No plan yet" in said
    assert "Plans come from an assessment" in said


def test_the_list_tells_where_each_plan_stands_and_for_whom_it_waits(who):
    first, second, third = plan_makers.plans(who, ["interactions", "risk", "training"])
    plan_makers.in_force(who, first)
    plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, second)))
    PlanEnd.objects.create(plan=third, why="Nobody wanted it.")
    said = text_of(makers.signed_in(who.lead).get(reverse("plans", args=[who.partnership.pk])))
    headings = ("Waiting for your signature", "Carried out now", "Not in force yet", "Ended")
    order = [said.index(words) for words in headings]
    assert order == sorted(order)
    names = f"{who.lead.user.name} (provider); {who.commissioner.user.name} (commissioner)"
    assert f"waits for the signature of {names}" in said
    assert "Nobody wanted it." in said
    assert "Next review:" in said
    assert "Priorities after" in said
    assert "Waiting for your signature" not in text_of(
        makers.signed_in(who.contributor).get(reverse("plans", args=[who.partnership.pk]))
    )


def test_where_plans_are_of_several_editions_each_names_its_own(who):
    (ours,) = plan_makers.plans(who, ["interactions"])
    lead, where = makers.signed_in(who.lead), reverse("plans", args=[who.partnership.pk])
    assert "edition 2026" not in text_of(lead.get(where)), "one edition needs no name"
    (older,) = plan_makers.plans(who, ["risk"])
    assessment = older.order.prioritising.assessment
    assessment.framework_version = "2010"
    assessment.save(update_fields=["framework_version"])
    plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, ours)))
    page = lead.get(where)
    rows = re.findall(r"<h3.*?</h3>", page.content.decode(), re.DOTALL)
    named = [re.findall("working edition 2026|organisational challenges, 2010", row) for row in rows]
    assert sorted(named) == [["organisational challenges, 2010"], ["working edition 2026"]]
    assert "version 1 (The ten challenges, working edition 2026)" in text_of(page)


def test_a_late_review_is_told_to_signatories(who):
    version = plan_makers.in_force(who)
    later = timezone.now() + timedelta(days=200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *_: later.date())
        lead = makers.signed_in(who.lead)
        assert "has not been held" in text_of(lead.get(reverse("plans", args=[who.partnership.pk])))
        assert "The review is late" in text_of(lead.get(of_version("plan-version", version)))
    assert "The review is late" not in text_of(lead.get(of_version("plan-version", version)))


# ── The draft ───────────────────────────────────────────────────────────────────────────────────


def test_a_plan_is_written_part_by_part_and_put_forward(who, plan):
    lead = makers.signed_in(who.lead)
    send(lead, address("describe-plan", plan), described="As it is", **day(90, "review_on"))
    send(lead, address("add-goal", plan), **GOAL, **day(60, "by_when"))
    goal = plan.goals.get()
    for organisation in (who.provider, who.board):
        answers = {"text": "Ask", "organisation": str(organisation.pk), "person": str(who.contributor.user_id)}
        send(lead, address("add-action", plan, goal.pk), **answers, **day(30))
    for member, organisation in ((who.lead, who.provider), (who.commissioner, who.board)):
        answers = {"user": str(member.user_id), "organisation": str(organisation.pk), "post": "Post", "authority": "A"}
        send(lead, address("add-signatory", plan), **answers)
    said = text_of(lead.get(address("plan-draft", plan)))
    assert "this draft can be put forward" in said
    # The form that filled itself in answered them all.
    assert "Questions that may stay open" not in said
    done = send(lead, address("put-forward", plan))
    assert done.status_code == 302
    version = plan.versions.get()
    page = text_of(lead.get(done["Location"]))
    assert version.digest in page
    assert "Nobody opens what they put forward themselves" in page
    # The two signatories are of the sides that their organisations stand on.
    assert [each.side for each in plan.signatories.all()] == ["provider", "commissioner"]


def test_a_draft_names_what_is_missing_and_offers_ideas_and_evidence(who, plan):
    said = text_of(makers.signed_in(who.lead).get(address("plan-draft", plan)))
    assert "Still missing before it can be put forward" in said
    assert "Ideas for what to measure" in said
    assert "Add evidence about this challenge" in said
    page = makers.signed_in(who.lead).get(address("add-goal", plan) + "?measure=staff-trained")
    assert "Share of staff trained" in page.content.decode()


def test_nothing_is_missing_in_a_draft_that_nobody_changed(who, monkeypatch):
    """The day of the review it was signed with is past; the plan is carried out, and its next review is elsewhere."""
    plan = plan_makers.in_force(who).plan
    plan.refresh_from_db()
    monkeypatch.setattr(timezone, "localdate", lambda **_: plan.review_on + timedelta(days=1))
    page = text_of(makers.signed_in(who.lead).get(address("plan-draft", plan)))
    assert "Still missing" not in page
    assert "The draft says the same as version 1" in page


def test_the_list_parts_records_to_choose_after_from_those_whose_order_is_final(who):
    page, lead = reverse("plans", args=[who.partnership.pk]), makers.signed_in(who.lead)
    plan_makers.plans(who, ["risk"])
    listed = text_of(lead.get(page))
    assert "The order is final" in listed
    assert "Choose together what to act on first" not in listed
    plan_makers.prioritising(who.partnership)
    assert "Choose together what to act on first" in text_of(lead.get(page))


def test_everybody_reads_a_draft_and_few_write_it(who, plan):
    reader = makers.signed_in(who.contributor)
    said = text_of(reader.get(address("plan-draft", plan)))
    assert "Add a goal" not in said
    assert reader.get(address("add-goal", plan)).status_code == 403
    assert makers.signed_in(who.facilitator).get(address("add-goal", plan)).status_code == 200
    assert makers.signed_in(who.facilitator).get(address("put-forward", plan)).status_code == 403


def test_an_empty_form_says_what_is_missing_and_keeps_the_rest(who, plan):
    again = send(makers.signed_in(who.lead), address("add-goal", plan), text="Our own words", measure="", target="")
    assert again.status_code == 422
    assert "Our own words" in again.content.decode()
    assert "Say where you want it to be" in text_of(again)
    assert not plan.goals.exists()


def test_somebody_elses_change_gives_409_and_keeps_both(who, plan):
    goal = plan_makers.goal(plan)
    lead = makers.signed_in(who.lead)
    where = address("change-goal", plan, goal.pk)
    mine = {**shown(lead, where), "text": "What I typed"}
    plan.refresh_from_db()
    answers = {name: getattr(goal, name) for name in ("measure", "baseline", "agreed", "realistic", "by_when")}
    drafting.write_goal(
        plan=plan, goal=goal, seen=plan.revision, by=SYSTEM, text="What she saved", target="9 of 10", **answers
    )
    again = lead.post(where, mine)
    assert again.status_code == 409
    said = text_of(again)
    assert "What I typed" in said
    assert "What she saved" in said
    goal.refresh_from_db()
    assert goal.text == "What she saved"
    assert lead.post(where, {**mine, "seen": _seen(again)}).status_code == 302
    goal.refresh_from_db()
    assert goal.text == "What I typed"


def _seen(response):
    return re.search(r'name="seen" value="(\d+)"', response.content.decode())[1]


@pytest.mark.parametrize("name", ["describe-plan", "add-goal", "add-signatory"])
def test_every_form_of_a_draft_keeps_what_was_typed(who, plan, name):
    lead = makers.signed_in(who.lead)
    where = address(name, plan)
    mine = {
        **shown(lead, where), **GOAL, **day(60, "by_when"), **day(90, "review_on"), "described": "Typed by me",
        "user": str(who.lead.user_id), "organisation": str(who.provider.pk), "post": "Typed by me", "authority": "a",
        "measure": "Typed by me",
    }  # fmt: skip
    plan_makers.goal(plan)
    again = lead.post(where, mine)
    assert again.status_code == 409
    assert "Typed by me" in again.content.decode()
    assert "What is saved now" in text_of(again) or name == "add-signatory"


def test_what_somebody_took_out_meanwhile_loses_no_words(who, plan):
    goal = plan_makers.goal(plan)
    action = plan_makers.action(goal, who.provider)
    lead = makers.signed_in(who.lead)
    pages = [
        address("change-goal", plan, goal.pk),
        address("change-action", plan, action.pk),
        address("add-action", plan, goal.pk),
    ]
    typed = {where: {**shown(lead, where), "text": f"My words {place}"} for place, where in enumerate(pages)}
    plan.refresh_from_db()
    drafting.remove_goal(plan=plan, goal=goal, seen=plan.revision, by=SYSTEM)
    for where, answers in typed.items():
        answer = lead.post(where, answers)
        assert answer.status_code == 404
        assert answers["text"] in text_of(answer)
        assert lead.get(where).status_code == 404


def test_parts_are_taken_out_after_a_question(who, plan):
    plan_makers.filled(who, plan)
    lead = makers.signed_in(who.lead)
    action = Action.objects.filter(goal__plan=plan).first()
    for name, key in (
        ("remove-action", action.pk), ("remove-signatory", plan.signatories.first().pk),
        ("remove-goal", plan.goals.get().pk),
    ):  # fmt: skip
        assert send(lead, address(name, plan, key)).status_code == 302
    assert not plan.goals.exists()
    assert plan.signatories.count() == 1


def test_a_removal_meant_for_an_older_draft_is_a_conflict(who, plan):
    goal = plan_makers.goal(plan)
    lead = makers.signed_in(who.lead)
    answers = shown(lead, address("remove-goal", plan, goal.pk))
    plan_makers.goal(plan, text="Another")
    assert lead.post(address("remove-goal", plan, goal.pk), answers).status_code == 409
    assert plan.goals.count() == 2


def test_forms_take_only_what_they_ask(who, plan):
    """Mass assignment: whatever else is sent changes nothing."""
    other = plan_makers.plans(plan_makers.cast(), ["risk"])[0]
    lead = makers.signed_in(who.lead)
    extra = {
        "plan": str(other.pk), "plan_id": str(other.pk), "id": str(other.pk), "position": "99", "item": "risk",
        "stage": "transformation", "stage_name": "Transformation", "revision": "77", "partnership": "x",
        "created_by": str(who.contributor.user_id), "side": "commissioner", "signed_by_sides": "false",
    }  # fmt: skip
    send(lead, address("describe-plan", plan), **extra, described="d", **day(90, "review_on"))
    send(lead, address("add-goal", plan), **GOAL, **extra, **day(60, "by_when"))
    answers = {"user": str(who.lead.user_id), "organisation": str(who.provider.pk), "post": "p", "authority": "a"}
    send(lead, address("add-signatory", plan), **{**extra, **answers})
    plan.refresh_from_db()
    assert (plan.item, plan.stage, plan.signed_by_sides) == ("interactions", "engagement", True)
    assert plan.created_by_id is None
    assert plan.revision == 4
    goal = plan.goals.get()
    assert (goal.position, goal.plan_id) == (1, plan.pk)
    assert plan.signatories.get().side == "provider"
    assert not other.goals.exists()


def test_people_and_organisations_of_others_are_not_offered_and_not_taken(who, plan):
    elsewhere = plan_makers.cast()
    goal = plan_makers.goal(plan)
    lead = makers.signed_in(who.lead)
    for answers in (
        {"organisation": str(elsewhere.provider.pk), "person": ""},
        {"organisation": str(who.provider.pk), "person": str(elsewhere.lead.user_id)},
    ):
        again = send(lead, address("add-action", plan, goal.pk), text="t", **answers, **day(30))
        assert again.status_code == 422
    for user, organisation in ((elsewhere.lead, who.provider), (who.lead, elsewhere.provider)):
        answers = {"user": str(user.user_id), "organisation": str(organisation.pk), "post": "p", "authority": "a"}
        assert send(lead, address("add-signatory", plan), **answers).status_code == 422
    assert not Action.objects.filter(goal=goal).exists()
    assert not plan.signatories.exists()


def test_the_form_refuses_somebody_who_is_no_commissioner(who, plan):
    lead = makers.signed_in(who.lead)
    answers = {"organisation": str(who.board.pk), "post": "Post", "authority": "A"}
    refused = send(lead, address("add-signatory", plan), **answers, user=str(who.contributor.user_id))
    assert refused.status_code == 422
    assert "For a commissioner only somebody signs who is a commissioner here" in text_of(refused)
    assert not plan.signatories.exists()
    assert send(lead, address("add-signatory", plan), **answers, user=str(who.commissioner.user_id)).status_code == 302
