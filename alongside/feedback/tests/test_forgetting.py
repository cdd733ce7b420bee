"""What never came together in eights is deleted three months after its asking ended; nothing tells how much it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.actions import forgetting, opening
from alongside.feedback.models import Asking, Count, Sealed
from alongside.feedback.tests.makers import answer, ask
from alongside.people.models import Partnership

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def ended(here: Asking, people: int) -> Asking:
    for _each in range(people):
        answer(here)
    asking_actions.stop(asking=here, by=SYSTEM)
    return here


def forgotten() -> list[tuple[object, str, list[str]]]:
    rows = Entry.objects.filter(verb__startswith="deleted what")
    return list(rows.values_list("target_id", "verb", "fields"))


def test_five_stay_for_ninety_days_and_no_longer(riverside: Partnership, clock: Clock) -> None:
    ended(ask(riverside), 5)
    for days in (0, 88, 1):
        clock.now += days * DAY
        assert opening.open_all(by=SYSTEM) == 0
        forgetting.forget_sealed(by=SYSTEM)
        assert Sealed.objects.count() == 5
    clock.now += DAY
    forgetting.forget_sealed(by=SYSTEM)
    assert not Sealed.objects.exists()
    assert not Count.objects.exists()
    # The log tells neither the team nor the number, and says it once.
    forgetting.forget_sealed(by=SYSTEM)
    assert forgotten() == [(riverside.pk, "deleted what stayed sealed", [])]


def test_what_is_asked_still_or_ended_lately_stays(riverside: Partnership, hillside: Partnership, clock: Clock) -> None:
    ended(ask(riverside), 3)
    clock.now += 60 * DAY
    today = timezone.localdate()
    ended(ask(riverside, "Quay team", opens_on=today, closes_on=today), 4)
    running = ask(hillside, closes_on=today + 200 * DAY)
    answer(running)
    clock.now += 31 * DAY
    forgetting.forget_sealed(by=SYSTEM)
    assert sorted(Sealed.objects.values_list("asking__team__name", flat=True)) == [
        "Harbour team", *["Quay team"] * 4,
    ]  # fmt: skip
    assert set(Sealed.objects.values_list("asking__partnership", flat=True)) == {riverside.pk, hillside.pk}
    assert [target for target, _verb, _fields in forgotten()] == [riverside.pk]
    clock.now += 60 * DAY
    forgetting.forget_sealed(by=SYSTEM)
    assert Sealed.objects.get().asking == running


def test_what_can_be_counted_with_others_is_counted_first(riverside: Partnership, clock: Clock) -> None:
    for name in ("Harbour team", "Quay team"):
        ended(ask(riverside, name), 4)
    clock.now += 91 * DAY
    assert opening.open_all(by=SYSTEM) == 8
    forgetting.forget_sealed(by=SYSTEM)
    assert Count.objects.exists()
    assert forgotten() == []
