"""What teams have left over when their askings end is counted together, under no team, and only where it is enough."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.config import server
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.actions import opening
from alongside.feedback.models import Asking, AskingEnd, Comment, Count, Sealed
from alongside.feedback.rules.counting import EVERYBODY
from alongside.feedback.tests.makers import answer, ask
from alongside.people.models import Partnership

pytestmark = pytest.mark.django_db


def some(here: Asking, people: int) -> Asking:
    for _each in range(people):
        answer(here, words="thank you")
    return here


def everybody() -> list[tuple[object, int]]:
    """Of which team how many people were counted."""
    about, group, item, given = EVERYBODY
    rows = Count.objects.filter(about=about, group=group, item=item, answer=given)
    return list(rows.values_list("team", "people"))


def test_leftovers_wait_until_every_asking_of_the_survey_has_ended(riverside: Partnership) -> None:
    one, other = some(ask(riverside), 4), some(ask(riverside, "Quay team"), 5)
    asking_actions.stop(asking=one, by=SYSTEM)
    assert opening.open_all(by=SYSTEM) == 0
    assert Sealed.objects.count() == 9
    asking_actions.stop(asking=other, by=SYSTEM)
    assert opening.open_all(by=SYSTEM) == 9
    assert everybody() == [(None, 9)]
    assert not Sealed.objects.exists()
    # They would go to no team.
    assert not Comment.objects.exists()
    assert opening.open_all(by=SYSTEM) == 0


def test_seven_left_over_stay_sealed(riverside: Partnership) -> None:
    for name, people in (("Harbour team", 4), ("Quay team", 3)):
        asking_actions.stop(asking=some(ask(riverside, name), people), by=SYSTEM)
    assert opening.open_all(by=SYSTEM) == 0
    assert Sealed.objects.count() == 7


def test_leftovers_of_two_partnerships_never_meet(riverside: Partnership, hillside: Partnership) -> None:
    for place in (riverside, hillside):
        asking_actions.stop(asking=some(ask(place), 7), by=SYSTEM)
    assert opening.open_all(by=SYSTEM) == 0
    assert Sealed.objects.count() == 14


def test_an_asking_past_its_last_day_ends_by_itself(riverside: Partnership) -> None:
    here, other = some(ask(riverside), 4), some(ask(riverside, "Quay team"), 4)
    past = timezone.localdate() - timedelta(days=2)
    Asking.objects.update(opens_on=past, closes_on=past)
    assert opening.open_all(by=SYSTEM) == 8
    assert set(AskingEnd.objects.values_list("asking", "how")) == {(here.pk, "over"), (other.pk, "over")}
    assert everybody() == [(None, 8)]


def test_a_fault_in_one_partnership_keeps_no_other_waiting(
    riverside: Partnership, hillside: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (riverside, hillside):
        for name, people in (("Harbour team", 4), ("Quay team", 4)):
            asking_actions.stop(asking=some(ask(place, name), people), by=SYSTEM)
    whole = opening.open_leftovers

    def failing(*, partnership: Partnership, **rest: object) -> int:
        if partnership == riverside:
            raise RuntimeError
        return whole(partnership=partnership, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_leftovers", failing)
    assert opening.open_all(by=SYSTEM) == 8
    assert Sealed.objects.count() == 8


def test_the_server_opens_by_itself(riverside: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    some(ask(riverside), 8)
    done = threading.Event()
    monkeypatch.setattr(server, "EVERY_SECONDS", 0)
    monkeypatch.setattr(server, "close_old_connections", lambda: None)
    monkeypatch.setattr(server, "write_weekly", lambda by: None)
    monkeypatch.setattr(server, "send_waiting", lambda by: done.set())
    server.do_chores(done)
    assert [people for _team, people in everybody()] == [8]
