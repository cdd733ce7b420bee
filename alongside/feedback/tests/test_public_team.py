"""The public page of a team: what was published and what the team did, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import opening, publishing
from alongside.feedback.models import Asking, Comment, Release
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.people.models import Partnership, Team

pytestmark = pytest.mark.django_db
LIVE = ("feedback_count", "feedback_sealed", "feedback_spent", "feedback_comment", "feedback_opening", "people_user")


def page(team: Team) -> Any:
    return Client().get(reverse("feedback-results", args=[team.pk]))


def released(here: Asking, people: int = 12, **given: str) -> Release:
    for _each in range(people):
        answer(here, **given)
    opening.open_all(by=SYSTEM)
    return publishing.publish(team=here.team, survey=survey(), by=SYSTEM)


def test_before_the_first_release_it_says_when_there_will_be_one(riverside: Partnership) -> None:
    here = ask(riverside)
    for _each in range(20):
        answer(here)
    opening.open_all(by=SYSTEM)
    shown = page(here.team)
    assert shown.status_code == 200
    assert "Nothing is published yet" in shown.content.decode()
    assert "20" not in shown.content.decode().split("<main")[1].split("</main>")[0]


def test_words_come_before_numbers_and_numbers_are_about(riverside: Partnership) -> None:
    here = ask(riverside)
    for _each in range(10):
        answer(here, hope="a-little", words="Only in the words")
    released(here, 25, words="Only in the words")
    text = page(here.team).content.decode()
    assert Comment.objects.exists()
    assert "About 35 people answered." in text
    assert text.index("More than half said") < text.index("feedback-bars__number")
    assert text.index("so they need not add up") < text.index("<details")
    assert '<span class="feedback-bars__number">0 to 2</span>' in text
    assert '<span class="feedback-bars__number">0</span>' not in text
    assert "Not validated: for learning within a team." in text
    assert "Only in the words" not in text
    assert "The team has not replied yet." in text


def test_replies_say_what_changed_and_what_did_not(riverside: Partnership) -> None:
    here = ask(riverside)
    release = released(here)
    publishing.reply(release=release, kind="done", said="Too <b>long</b> a wait", did="Two weeks now", by=SYSTEM)
    publishing.reply(release=release, kind="not-done", said="Evenings", did="No staff yet", by=SYSTEM)
    text = page(here.team).content.decode()
    for word in ("We did this", "Two weeks now", "We have not done this, and why", "No staff yet"):
        assert word in text
    assert "<b>long</b>" not in text
    assert "&lt;b&gt;long" in text


def test_earlier_releases_and_their_replies_stay_readable(riverside: Partnership) -> None:
    here = ask(riverside)
    first = released(here, hope="a-little")
    publishing.reply(release=first, kind="doing", said="Heard in the first", did="On it", by=SYSTEM)
    released(here, 9)
    text = page(here.team).content.decode()
    assert "What was published before" in text
    assert "Heard in the first" in text
    assert "Over time" in text


def test_only_what_is_frozen_is_read(riverside: Partnership) -> None:
    here = ask(riverside)
    released(here)
    before = page(here.team).content
    with CaptureQueriesContext(connection) as asked:
        again = page(here.team)
    assert [query["sql"] for query in asked if any(table in query["sql"] for table in LIVE)] == []
    assert len(asked) == 3
    for _each in range(9):
        answer(here, hope="worse")
    opening.open_all(by=SYSTEM)
    assert page(here.team).content == before == again.content


def test_a_team_nobody_was_asked_about_has_no_page(riverside: Partnership) -> None:
    quiet = riverside.teams.create(name="Quiet team")
    unknown = page(Team(name="nobody"))
    assert page(quiet).status_code == 404
    assert page(quiet).content == unknown.content


def test_an_edition_that_is_gone_is_told_so(riverside: Partnership) -> None:
    here = ask(riverside)
    released(here)
    Release.objects.update(survey_version="1999")
    assert "not installed here any more" in page(here.team).content.decode()
