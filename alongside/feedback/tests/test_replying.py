"""A reply names an action of a plan and shows its words only; a reply that was wrong is taken back, with a trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.feedback.actions import publishing
from alongside.feedback.models import Release, Reply
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.staff import at, released
from alongside.people.models import Membership
from alongside.plans.actions import drafting
from alongside.plans.models import Action, Plan, Version
from alongside.plans.tests import carried
from alongside.ui.refusals import Conflict
from tests import makers, plan_makers
from tests.plan_makers import Cast

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
SAID = {"kind": "doing", "said": "Nobody asks us", "did": "We ask from May on"}
BOARD, TRAINING = "Put the question on the board", "Pay for the training"
SAYS = "The ward clerk is off sick again"


@pytest.fixture
def who() -> Cast:
    return plan_makers.cast()


@pytest.fixture
def release(who: Cast) -> Release:
    return released(ask(who.partnership))


@pytest.fixture
def version(who: Cast) -> Version:
    """A plan in force with two actions: one of Dee's, one that costs £4,000; and something said of the first."""
    made = plan_makers.in_force(who)
    carried.say(who.contributor, made, carried.action_of(made), text=SAYS)
    return made


def page_of(release: Release) -> str:
    return at("reply-feedback", release.partnership, release)


def team_of(release: Release) -> str:
    return at("feedback-team", release.partnership, release.team)


def everybody_reads(release: Release) -> Any:
    return Client().get(reverse("feedback-results", args=[release.team_id]))


def written_anew(who: Cast, action: Action, text: str) -> Version:
    """The next version of a plan, with one action in other words."""
    plan = Plan.objects.get(pk=action.goal.plan_id)
    answers = {name: getattr(action, name) for name in ("organisation", "person", "due", "resources")}
    drafting.write_action(
        plan=plan, goal=action.goal, action=action, seen=plan.revision, text=text, by=SYSTEM, **answers
    )
    return plan_makers.in_force(who, plan)


def written_without(who: Cast, action: Action) -> Version:
    """The next version of a plan, without an action."""
    plan = Plan.objects.get(pk=action.goal.plan_id)
    drafting.remove_action(plan=plan, action=action, seen=plan.revision, by=SYSTEM)
    return plan_makers.in_force(who, plan)


# ── An action of a plan ────────────────────────────────────────────────────────────────────────────


def test_an_action_is_chosen_looked_at_and_copied(who: Cast, release: Release, version: Version) -> None:
    client, page = makers.signed_in(who.contributor), page_of(release)
    action = str(carried.action_of(version))
    empty = client.get(page)
    assert says(empty, '<optgroup label="Changing everyday meetings', "1.1 Put the question", "1.2 Pay for")
    looked = client.post(page, {**SAID, "plan_action": action, "do": "look"})
    assert says(looked, "This is how everybody will see it", "This is an action of our plan")
    assert looked.content.decode().count(BOARD) == 3, "on the card, in what is sent with it, and in the list"
    assert client.post(page, {**hidden(looked), **SAID, "plan_action": action, "do": "publish"}).status_code == 302
    reply = Reply.objects.get()
    assert (str(reply.action), reply.action_words) == (action, BOARD)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(team_of(release))
    assert len(asked) <= MOST_QUERIES
    plan = at("plan", who.partnership, version.plan)
    assert says(shown, BOARD, "How this action goes now:", "Under way", plan)
    assert says(everybody_reads(release), "This is an action of our plan", BOARD)


@pytest.mark.parametrize(("progress", "called"), [("stuck", "Stuck"), ("stopped", "Stopped on purpose")])
def test_a_reply_that_the_plan_speaks_against_is_asked_about(
    who: Cast, release: Release, version: Version, progress: str, called: str
) -> None:
    client, page, action = makers.signed_in(who.contributor), page_of(release), carried.action_of(version)
    asks = "Is your reply still true?"
    looking = {**SAID, "plan_action": str(action), "do": "look"}
    assert not says(client.post(page, looking), asks)
    carried.say(who.contributor, version, action, progress)
    for kind in ("doing", "done"):
        assert says(client.post(page, {**looking, "kind": kind}), f"this action was called “{called}” on", asks)
    assert not says(client.post(page, {**looking, "kind": "not-done"}), asks)
    assert not says(client.post(page, {**looking, "plan_action": ""}), asks)
    # It is asked, not refused; and nobody outside reads it.
    sent = {**looking, "action_words": BOARD, "do": "publish"}
    assert client.post(page, sent).status_code == 302
    assert not says(everybody_reads(release), asks)
    assert says(client.get(team_of(release)), f"{called}</strong>, said on")


def test_not_done_may_name_an_action_as_well(who: Cast, release: Release, version: Version) -> None:
    client, action = makers.signed_in(who.lead), str(carried.action_of(version, 1))
    sent = {**SAID, "kind": "not-done", "plan_action": action, "action_words": TRAINING, "do": "publish"}
    assert client.post(page_of(release), sent).status_code == 302
    assert says(everybody_reads(release), "We have not done this, and why", TRAINING)


def leaks(answer: Any, who: Cast, version: Version) -> set[str]:
    """What of a plan is not for everybody, and stands on a page."""
    text = answer.content.decode().split("<main")[1].split("</main>")[0]
    private = {who.contributor.user.name, who.provider.name, who.board.name, "£4,000", SAYS, "Under way", "8 of 10"}
    private |= {str(version.plan_id), str(carried.action_of(version)), "How this action goes"}
    return {word for word in private if word in text}


def test_everybody_reads_the_words_of_the_action_and_nothing_else_of_the_plan(
    who: Cast, release: Release, version: Version
) -> None:
    """With the seeded fault: what is looked for is what members read on the page of the plan."""
    for place, words in enumerate((BOARD, TRAINING)):
        action = carried.action_of(version, place)
        publishing.reply(release=release, action=action, action_words=words, by=SYSTEM, **SAID)
    assert leaks(everybody_reads(release), who, version) == set()
    member = makers.signed_in(who.lead)
    assert len(leaks(member.get(at("plan", who.partnership, version.plan)), who, version)) >= 7
    assert leaks(member.get(team_of(release)), who, version) >= {"Under way", str(version.plan_id)}


def test_words_that_changed_since_they_were_looked_at_are_looked_at_again(
    who: Cast, release: Release, version: Version
) -> None:
    client, page = makers.signed_in(who.contributor), page_of(release)
    action = carried.action_of(version)
    looked = client.post(page, {**SAID, "plan_action": str(action), "do": "look"})
    anew = "Put the question\non Mary’s board"
    written_anew(who, Action.objects.get(pk=action), anew)
    late = client.post(page, {**hidden(looked), **SAID, "plan_action": str(action), "do": "publish"})
    assert late.status_code == 409
    assert says(late, "The action reads otherwise now", SAID["said"], SAID["did"])
    assert not Reply.objects.exists()
    again = client.post(page, {**SAID, "plan_action": str(action), "do": "look"})
    sent = {**SAID, "plan_action": str(action), "action_words": anew.replace("\n", "\r\n"), "do": "publish"}
    assert says(again, "Mary’s board")
    assert client.post(page, sent).status_code == 302, "a browser sends other ends of lines"
    assert Reply.objects.get().action_words == anew


def test_another_action_chosen_below_the_preview_is_looked_at_first(
    who: Cast, release: Release, version: Version
) -> None:
    client, page = makers.signed_in(who.contributor), page_of(release)
    looked = client.post(page, {**SAID, "plan_action": str(carried.action_of(version)), "do": "look"})
    other = str(carried.action_of(version, 1))
    assert client.post(page, {**hidden(looked), **SAID, "plan_action": other, "do": "publish"}).status_code == 409
    assert not Reply.objects.exists()


def test_an_action_of_no_plan_that_is_carried_out_is_refused(who: Cast, release: Release, version: Version) -> None:
    client, page = makers.signed_in(who.contributor), page_of(release)
    theirs = plan_makers.in_force(plan_makers.cast())
    draft = plan_makers.filled(who, plan_makers.plans(who, ["risk"])[0])
    for key in (carried.action_of(theirs), Action.objects.filter(goal__plan=draft)[0].pk, "x"):
        refused = client.post(page, {**SAID, "plan_action": str(key), "action_words": BOARD, "do": "publish"})
        assert refused.status_code == 422
        assert says(refused, "The plan of this action has changed or ended", SAID["said"])
    with pytest.raises(Conflict):
        publishing.reply(release=release, action=carried.action_of(theirs), action_words=BOARD, by=SYSTEM, **SAID)
    assert not Reply.objects.exists()


def test_where_no_plan_is_carried_out_nothing_is_asked(who: Cast, release: Release, version: Version) -> None:
    action = str(carried.action_of(version))
    carried.review(who.lead, version, "end")
    client, page = makers.signed_in(who.contributor), page_of(release)
    assert not says(client.get(page), "Is this an action of a plan?")
    ended = client.post(page, {**SAID, "plan_action": action, "action_words": BOARD, "do": "publish"})
    assert ended.status_code == 422, "the plan ended while somebody wrote"
    assert says(ended, "The plan of this action has changed or ended")
    assert client.post(page, {**SAID, "do": "publish"}).status_code == 302
    assert Reply.objects.get().action is None


def test_the_team_reads_when_an_action_has_left_the_plan(who: Cast, release: Release, version: Version) -> None:
    action = carried.action_of(version)
    publishing.reply(release=release, action=action, action_words=BOARD, by=SYSTEM, **SAID)
    member = makers.signed_in(who.lead)
    assert says(member.get(team_of(release)), "How this action goes now:")
    written_without(who, Action.objects.get(pk=action))
    gone = member.get(team_of(release))
    assert says(gone, BOARD, "This action is in no plan that is carried out now.")
    assert not says(gone, "How this action goes now:")
    Reply.objects.update(action=version.pk)
    assert says(member.get(team_of(release)), "The plan of this action is not here any more.")


def test_a_long_list_has_groups_and_short_lines(who: Cast, release: Release) -> None:
    plans = plan_makers.plans(who, ["interactions", "training", "risk"])
    for plan in plans:
        plan_makers.filled(who, plan)
        for number in range(8):
            text = f"{number} Ask everybody on every ward what they want from the day, and write it where they see it"
            plan_makers.action(plan.goals.get(), who.provider, text=text)
        plan_makers.in_force(who, plan)
    client, page = makers.signed_in(who.contributor), page_of(release)
    with CaptureQueriesContext(connection) as asked:
        text = client.get(page).content.decode()
    assert len(asked) <= MOST_QUERIES
    assert text.count("<optgroup") == 3
    assert text.count("<option") == 31
    assert "1.10 7 Ask everybody on every ward" in text
    assert "where t…" in text and "where they see it" not in text


# ── Taking a reply back ────────────────────────────────────────────────────────────────────────────


def test_a_reply_is_taken_back_and_leaves_a_trace(who: Cast, release: Release, version: Version) -> None:
    action = carried.action_of(version)
    by = Actor.user(who.contributor.user_id)
    reply = publishing.reply(release=release, action=action, action_words=BOARD, by=by, **SAID)
    client, page = makers.signed_in(who.contributor), at("take-back-reply", who.partnership, reply)
    assert says(client.get(team_of(release)), page)
    asked = client.get(page)
    assert says(asked, SAID["said"], BOARD, "are deleted")
    assert says(client.post(page, {"why": " "}), "Write why you take it back")
    assert client.post(page, {"why": "It was <b>June</b>"}).status_code == 302
    for shown in (client.get(team_of(release)), everybody_reads(release)):
        assert says(shown, "The team took a reply back on", "It was &lt;b&gt;June&lt;/b&gt;")
        assert not says(shown, SAID["said"]) and not says(shown, SAID["did"]) and not says(shown, BOARD)
    reply.refresh_from_db()
    assert (reply.said, reply.did, reply.action, reply.action_words) == ("", "", None, "")
    assert says(client.get(page), "This reply was taken back already")
    assert client.post(page, {"why": "Once more"}).status_code == 409
    entry = Entry.objects.get(verb="took back")
    assert (entry.target_id, entry.actor_id, entry.fields) == (reply.pk, who.contributor.user_id, ["why"])


def test_whoever_wrote_it_and_leads_take_a_reply_back_and_nobody_else(who: Cast, release: Release) -> None:
    reply = publishing.reply(release=release, by=Actor.user(who.contributor.user_id), **SAID)
    page = at("take-back-reply", who.partnership, reply)

    def opens(member: Membership) -> int:
        client = makers.signed_in(member)
        may = client.get(page).status_code
        assert says(client.get(team_of(release)), page) is (may == 200)
        return may

    members = (who.lead, who.co_lead, who.contributor, who.facilitator, who.commissioner)
    assert [opens(each) for each in members] == [200, 200, 200, 403, 403]
    assert makers.signed_in(who.facilitator).post(page, {"why": "No"}).status_code == 403
    stranger = plan_makers.cast().lead
    assert makers.signed_in(stranger).get(page).status_code == 404
    elsewhere = at("take-back-reply", stranger.partnership, reply)
    assert makers.signed_in(stranger).post(elsewhere, {"why": "No"}).status_code == 404
    reply.refresh_from_db()
    assert reply.said == SAID["said"]


def test_results_whose_only_reply_was_taken_back_wait_for_one_again(who: Cast, release: Release) -> None:
    overview, waits = at("feedback", who.partnership), "Say what you do about it"
    client = makers.signed_in(who.contributor)
    assert says(client.get(overview), waits)
    reply = publishing.reply(release=release, by=SYSTEM, **SAID)
    assert not says(client.get(overview), waits)
    publishing.take_back(reply=reply, why="The month was wrong", by=SYSTEM)
    assert says(client.get(overview), waits)
