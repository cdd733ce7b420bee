"""The pages on which results are published, words are read, and the team replies; and who may open what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import opening, publishing
from alongside.feedback.models import Card, Comment, CommentReading, Release, Reply
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.feedback.tests.staff import answered, at, released, without_token
from alongside.people.models import Membership, Partnership
from tests import makers

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


# ── The team's page, and publishing ────────────────────────────────────────────────────────────────


def test_publishing_is_confirmed_and_happens_once(riverside: Partnership, joel: Membership, tom: Membership) -> None:
    here = ask(riverside)
    client, page = makers.signed_in(joel), at("publish-feedback", riverside, here.team)
    team = at("feedback-team", riverside, here.team)
    assert says(client.get(team), "No results yet")
    assert says(client.get(page), "There is nothing new to publish")
    assert client.post(page, {"survey": "team-feedback/2026"}).status_code == 422
    answered(here)
    assert says(client.get(team), "Publish results")
    assert not says(makers.signed_in(tom).get(team), page)
    asked = client.get(page)
    assert says(asked, "They are frozen", "Publish for everybody")
    assert not Release.objects.exists()
    assert client.post(page, {"survey": "another/1"}).status_code == 422
    assert client.post(page, hidden(asked)).status_code == 302
    assert client.post(page, hidden(asked)).status_code == 422
    assert Release.objects.count() == 1
    shown = makers.signed_in(tom).get(team)
    assert says(shown, "About 10 people answered", reverse("feedback-results", args=[here.team_id]))


def test_nothing_on_the_teams_page_moves_before_it_is_published(riverside: Partnership, tom: Membership) -> None:
    """The page must not be a live counter: polling after each answer shows the same page."""
    here = ask(riverside)
    released(here)
    client, page = makers.signed_in(tom), at("feedback-team", riverside, here.team)
    before = without_token(client.get(page).content)
    for _each in range(9):
        answer(here, hope="worse")
        opening.open_all(by=SYSTEM)
        assert without_token(client.get(page).content) == before


def test_over_time_has_a_row_for_each_release(riverside: Partnership, tom: Membership) -> None:
    here = ask(riverside)
    for hope in ("quite-a-lot", "not-at-all"):
        for _each in range(18):
            answer(here, hope=hope)
        opening.open_all(by=SYSTEM)
        publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    page = makers.signed_in(tom).get(at("feedback-team", riverside, here.team))
    assert says(page, "Over time", "most: Quite a lot", "most: Not at all")


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_read_one_by_one_and_reach_the_team_at_eight(
    riverside: Partnership, joel: Membership, tom: Membership
) -> None:
    here = ask(riverside)
    reader, page = makers.signed_in(joel), at("feedback-words", riverside)
    team = at("feedback-team", riverside, here.team)
    assert says(reader.get(page), "Nothing to read")
    answered(here, 8, "Mary was kind")
    for number in range(8):
        if number == 7:  # Seven are read: a release takes none of them along.
            publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
        assert not says(makers.signed_in(tom).get(team), "[name] was kind")
        shown = reader.get(page)
        assert says(shown, "Harbour team", "Mary was kind", "and choose 2")
        kept = number == 0
        sent = {**hidden(shown), "text": "[name] was kind", "do": "keep-back" if kept else "pass-on"}
        assert reader.post(page, sent).status_code == 302
    assert not Comment.objects.exclude(text="").exists()
    assert CommentReading.objects.filter(outcome="kept-back").count() == 1
    assert not says(makers.signed_in(tom).get(team), "[name] was kind")
    answered(here, 8)
    publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    text = makers.signed_in(tom).get(team).content.decode()
    assert text.count("[name] was kind") == 7
    assert "Mary" not in text
    assert says(reader.get(page), "Nothing to read")


def test_words_that_somebody_read_first_are_a_conflict_that_loses_nothing(
    riverside: Partnership, joel: Membership, amina: Membership
) -> None:
    answered(ask(riverside), 8, "Mary was kind")
    page = at("feedback-words", riverside)
    one, other = makers.signed_in(joel), makers.signed_in(amina)
    seen = hidden(one.get(page))
    assert one.post(page, {**seen, "text": "Kept short", "do": "pass-on"}).status_code == 302
    late = other.post(page, {**seen, "text": "What I typed for long", "do": "pass-on"})
    assert late.status_code == 409
    assert says(late, "Somebody read these words before you", "What I typed for long")
    assert CommentReading.objects.get().text == "Kept short"


def test_passing_on_nothing_is_refused_and_how_many_wait_is_never_exact(
    riverside: Partnership, joel: Membership
) -> None:
    answered(ask(riverside), 9, "Mary was kind")
    client, page = makers.signed_in(joel), at("feedback-words", riverside)
    shown = client.get(page)
    assert says(shown, "At least 8 comments wait", "this person reads it first: Amina, the lead. If that is not you")
    refused = client.post(page, {**hidden(shown), "text": " ", "do": "pass-on"})
    assert refused.status_code == 422
    assert says(refused, "Write what the team may read, or keep it back")
    for _each in range(2):
        client.post(page, {**hidden(client.get(page)), "do": "keep-back"})
    assert says(client.get(page), "Fewer than eight comments wait")


def test_words_of_another_partnership_do_not_exist(
    riverside: Partnership, hillside: Partnership, joel: Membership
) -> None:
    answered(ask(hillside), 8, "Mary was kind")
    client, page = makers.signed_in(joel), at("feedback-words", riverside)
    assert says(client.get(page), "Nothing to read")
    theirs = Comment.objects.first()
    assert theirs
    for key in (theirs.pk, "not a key", ""):
        assert client.post(page, {"comment": key, "text": "x", "do": "pass-on"}).status_code == 404
    assert not CommentReading.objects.exists()


def test_a_hard_comment_can_wait(riverside: Partnership, joel: Membership) -> None:
    answered(ask(riverside), 8, "Mary was kind")
    client, page = makers.signed_in(joel), at("feedback-words", riverside)
    first = hidden(client.get(page))["comment"]
    assert hidden(client.get(f"{page}?after={first}"))["comment"] != first
    assert client.get(f"{page}?after=x").status_code == 404


# ── Replies ────────────────────────────────────────────────────────────────────────────────────────


def test_a_reply_is_looked_at_before_everybody_sees_it(riverside: Partnership, dee: Membership) -> None:
    made = released(ask(riverside))
    client, page = makers.signed_in(dee), at("reply-feedback", riverside, made)
    said = {"kind": "doing", "said": "You want more walks", "did": "We walk on Mondays"}
    assert client.post(page, {**said, "did": "", "do": "look"}).status_code == 422
    looked = client.post(page, {**said, "do": "look"})
    assert looked.status_code == 200
    assert says(looked, "This is how everybody will see it", "You want more walks", "Put it on the public page")
    assert not Reply.objects.exists()
    done = client.post(page, {**said, "do": "publish"})
    assert done.status_code == 302
    assert says(client.get(at("feedback-team", riverside, made.team)), "You want more walks", "We walk on Mondays")
    assert says(Client().get(reverse("feedback-results", args=[made.team_id])), "You want more walks")


# ── Who may, and how much it costs ─────────────────────────────────────────────────────────────────

ASKS, LEADS, CARRIES_OUT, READS = (
    {"amina", "joel", "priya"},
    {"amina", "joel"},
    {"amina", "joel", "priya", "gareth", "dee"},
    {"amina", "joel", "priya", "gareth", "dee", "tom"},
)
WHO_MAY = {
    "feedback": READS,
    "ask-feedback": ASKS,
    "asking": ASKS,
    "asking-poster": ASKS,
    "stop-asking": ASKS,
    "print-cards": ASKS,
    "feedback-team": READS,
    "publish-feedback": LEADS,
    "feedback-words": LEADS,
    "reply-feedback": CARRIES_OUT,
}


@pytest.mark.parametrize("who", sorted(READS))
def test_every_page_for_every_role_in_few_queries(
    riverside: Partnership, who: str, request: pytest.FixtureRequest
) -> None:
    client = makers.signed_in(request.getfixturevalue(who))
    here = ask(riverside)
    made = released(here)
    answered(here, 8, "Mary was kind")
    for number in range(12):
        riverside.teams.create(name=f"Team {number}")
    of = {"asking": here, "asking-poster": here, "stop-asking": here, "print-cards": here}
    of |= {"feedback-team": here.team, "publish-feedback": here.team, "reply-feedback": made}  # type: ignore[dict-item]
    for name, may in WHO_MAY.items():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(at(name, riverside, *([of[name]] if name in of else [])))
        assert page.status_code == (200 if who in may else 403), name
        assert len(asked) <= MOST_QUERIES, f"{name}: {len(asked)}"


def test_a_stranger_finds_nothing(riverside: Partnership, olga: Membership) -> None:
    here = ask(riverside)
    client = makers.signed_in(olga)
    assert client.get(at("feedback", riverside)).status_code == 404
    assert client.get(at("asking", olga.partnership, here)).status_code == 404
    for name in ("print-cards", "stop-asking"):
        assert client.post(at(name, olga.partnership, here), {"how_many": 3}).status_code == 404
    assert client.post(at("publish-feedback", olga.partnership, here.team)).status_code == 404
    assert not Card.objects.exists()
