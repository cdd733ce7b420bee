"""What was told is kept by a mark: it hides no change, opens no door, and is told in no other language or time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from alongside.people.access import Role
from alongside.plans.models import PlanEnd, Review, Update
from alongside.plans.queries.versions import content_of
from alongside.reports import marks
from alongside.reports.keeping import Kept
from alongside.reports.marks import WATCHED, mark_of
from alongside.reports.tests import planned
from alongside.reports.views import board, changes
from tests import makers, plan_makers

# Tables of the rooms that are told from, and why a change there alone changes no word of what is kept.
NOT_TOLD = {
    "assessments.Approval": "says that somebody would close, never what was agreed",
    "assessments.Invite": "",
    "assessments.InviteEnd": "",
    "assessments.ParkedQuestion": "told in the record only",
    "assessments.Participant": "counted once a record is closed, when nobody can answer or take an answer back",
    "assessments.ParticipantCard": "told in the record only",
    "assessments.Rating": "never told; its counts are in the reveal",
    "assessments.RecordShare": "",
    "assessments.RecordShareEnd": "",
    "assessments.RecordShareOpening": "",
    "assessments.SharedReason": "told in the record only",
    "assessments.Withholding": "told in the record only",
    "library.Draft": "an edition is told once it is published",
    "plans.Action": "the draft; a version is told",
    "plans.Chooser": "counted when choices are opened",
    "plans.Choice": "counted when choices are opened",
    "plans.Goal": "the draft; a version is told",
    "plans.PriorityAnswer": "told with the order only",
    "plans.PriorityLine": "written with its order",
    "plans.ReviewLine": "written with its review",
    "plans.SharedWhy": "told with the order only",
    "plans.Signatory": "the draft; a version is told",
    "plans.Statement": "told with the version only",
    "plans.WeeklyMail": "",
    "plans.WeeklyMailOff": "",
}


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    """Nothing kept and no statement of another test."""
    marks._statement.cache_clear()
    yield
    marks._statement.cache_clear()


@pytest.fixture
def story(db: None) -> planned.Story:
    """Two records, a plan in force, a draft."""
    return planned.story()


def test_every_table_is_watched_or_not_told() -> None:
    """A new table in a room that is told from needs its place in one of the two lists."""
    rooms = {model for room in ("assessments", "library", "plans") for model in apps.get_app_config(room).get_models()}
    watched = {table for table, _way, _moment in WATCHED}
    assert {model._meta.label for model in rooms - watched} == set(NOT_TOLD)


def test_what_is_kept_is_told_once_and_in_one_language_and_time_zone() -> None:
    kept: Kept[str] = Kept()
    told: list[str] = []

    def tell() -> str:
        told.append(f"{translation.get_language()} {timezone.get_current_timezone_name()}")
        return told[-1]

    for language, zone in (("en-gb", "Europe/London"), ("cy", "Europe/London"), ("en-gb", "Asia/Tokyo")):
        with translation.override(language), timezone.override(zone):
            assert kept.get("mark", tell) == kept.get("mark", tell) == f"{language} {zone}"
    assert len(told) == 3


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept: Kept[int] = Kept(most=2)
    for mark in ("a", "b", "a", "c"):
        kept.get(mark, lambda: 1)
    assert kept.get("a", lambda: 2) == 1
    assert kept.get("b", lambda: 2) == 2


def _update(found: planned.Story) -> None:
    goal = content_of(found.version).goals[0]
    Update.objects.create(plan=found.plan, commitment=goal.id, progress="done", text="All of it.", name="Ann")


def _review(found: planned.Story) -> None:
    Review.objects.create(
        plan=found.plan,
        version=found.version,
        sequence=2,
        held_on=timezone.localdate(),
        learned="Ask twice.",
        outcome=Review.Outcome.CARRY_ON,
    )


def _end(found: planned.Story) -> None:
    PlanEnd.objects.create(plan=found.plan, why="It is done.")


def _rename(found: planned.Story) -> None:
    found.who.provider.name = "Renamed since"
    found.who.provider.save()


def _close(found: planned.Story) -> None:
    plan_makers.closed(found.who.partnership, "transformation")


HAPPENED: dict[str, Callable[[planned.Story], None]] = {
    "update": _update,
    "review": _review,
    "end": _end,
    "rename": _rename,
    "close": _close,
    "decline": planned.declined,
}
FAULTS: dict[str, type[Model]] = {"update": Update, "review": Review, "end": PlanEnd}


def stale(found: planned.Story) -> bool:
    """Whether the summary on the page is another one than the summary that would be told now."""
    partnership = found.who.partnership
    page = makers.signed_in(found.who.lead).get(reverse("board-summary", args=[partnership.pk])).content.decode()
    with timezone.override(partnership.time_zone):
        return str(board._drawn(partnership)) not in page


@pytest.mark.parametrize("what", HAPPENED)
def test_the_summary_is_told_anew_once_something_happened(what: str, story: planned.Story) -> None:
    before = mark_of(story.who.partnership)
    assert not stale(story)
    assert mark_of(story.who.partnership) == before
    HAPPENED[what](story)
    assert mark_of(story.who.partnership) != before
    assert not stale(story)


@pytest.mark.parametrize("what", FAULTS)
def test_a_mark_that_leaves_out_a_table_is_found(
    what: str, story: planned.Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded fault."""
    monkeypatch.setattr(marks, "WATCHED", [each for each in WATCHED if each[0] is not FAULTS[what]])
    assert not stale(story)
    HAPPENED[what](story)
    assert stale(story)


def test_what_is_kept_opens_no_door_and_holds_nothing_of_a_visitor(story: planned.Story) -> None:
    for name, kept in (("board-summary", board._KEPT), ("what-changed", changes._KEPT)):
        address = reverse(name, args=[story.who.partnership.pk])
        visitor = story.who.contributor
        page = makers.signed_in(visitor).get(address).content.decode()
        drawn = str(next(reversed(kept._found.values())))
        assert drawn in page
        assert not any(mine in drawn for mine in ("csrf", "nonce", "<form", "<input", visitor.user.name))
        assert drawn in makers.signed_in(story.who.lead).get(address).content.decode()
        stranger = makers.signed_in(makers.member(makers.partnership("Elsewhere"), Role.LEAD))
        assert stranger.get(address).status_code == 404


def test_two_partnerships_never_share_a_mark(story: planned.Story) -> None:
    assert mark_of(story.who.partnership) != mark_of(makers.partnership("Elsewhere"))


def test_reading_again_asks_little(story: planned.Story, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    planned.much(story)
    client = makers.signed_in(story.who.lead)
    for name in ("board-summary", "what-changed"):
        address = reverse(name, args=[story.who.partnership.pk])
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
        with django_assert_max_num_queries(5):
            assert client.get(address).status_code == 200
