"""Progress: told gently, only where a screen follows, of this step only, and nothing but counts."""

import asyncio
import threading
import time

import pytest

from alongside.workshops.live import bus as buses
from alongside.workshops.live.state import Frame
from alongside.workshops.tests.live_asking import played
from alongside.workshops.tests.live_stage import SESSION, Stage, running, seen, until


def test_answers_wake_screens_at_most_once_a_second_and_the_last_one_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buses, "PROGRESS_EVERY", 0.3)
    stage = Stage()

    async def scene(bus):
        phone, screen = bus.follow(SESSION, counts=False), bus.follow(SESSION, counts=True)
        await until(lambda: seen(bus, counts=True))
        await asyncio.sleep(0.35)
        phone.news.clear()
        screen.news.clear()
        before, began = stage.counted, time.monotonic()
        for number in range(1, 101):
            stage.progress = {"answered": number}
            bus.moved(SESSION)
            await asyncio.sleep(0.002)
        await until(lambda: seen(bus, counts=True).progress == {"answered": 100})
        await asyncio.sleep(0.35)
        assert stage.counted - before <= 2 + (time.monotonic() - began) / 0.3
        assert screen.news.is_set()
        assert not phone.news.is_set()

    with running(stage) as bus:
        played(scene(bus))
    assert stage.drawn == 1


def test_without_a_screen_nothing_is_counted_and_a_screen_that_comes_is_told_what_is_true_now() -> None:
    stage = Stage()

    async def scene(bus):
        bus.follow(SESSION, counts=False)
        screen = bus.follow(SESSION, counts=True)
        await until(lambda: seen(bus, counts=True))
        bus.leave(SESSION, screen)
        stage.progress = {"answered": 7}
        bus.moved(SESSION)
        await until(lambda: seen(bus, counts=True) is None)
        before = stage.counted
        bus.moved(SESSION)
        await asyncio.sleep(0.05)
        assert stage.counted == before
        bus.follow(SESSION, counts=True)
        await until(lambda: seen(bus, counts=True))
        assert seen(bus, counts=True).progress == {"answered": 7}

    with running(stage) as bus:
        played(scene(bus))


def test_a_new_step_never_carries_the_counts_of_the_one_before() -> None:
    stage = Stage(progress={"answered": 8})

    async def scene(bus):
        bus.follow(SESSION, counts=True)
        await until(lambda: seen(bus, counts=True))
        gate = threading.Event()
        bus._progress = lambda session: gate.wait(3) and {"answered": 0}
        stage.frame = Frame(2, 0, "")
        bus.changed(SESSION)
        await until(lambda: seen(bus).frame.version == 2)
        assert seen(bus, counts=True) is None
        gate.set()
        await until(lambda: seen(bus, counts=True))
        assert seen(bus, counts=True).progress == {"answered": 0}

    with running(stage) as bus:
        played(scene(bus))


@pytest.mark.parametrize(
    "revealing",
    [
        {"answered": 3, "engagement": 2},
        {"answered": 3, "joined": "engagement"},
        {"answered": 3, "joined": ["transformation"]},
        {"answered": 3, "joined": True},
    ],
)
def test_what_somebody_answered_never_leaves(revealing: dict, caplog: pytest.LogCaptureFixture) -> None:
    """The seeded faults: a count for each stage, a word, a list, and whether one person did."""

    async def scene(bus):
        bus.follow(SESSION, counts=True)
        await until(lambda: seen(bus, counts=True))
        assert seen(bus, counts=True).progress == {"answered": 3}
        assert "engagement" not in seen(bus, counts=True).for_screens
        assert "transformation" not in seen(bus, counts=True).for_screens

    with running(Stage(progress=revealing)) as bus:
        played(scene(bus))
    assert "more than counts" in caplog.text
    assert "engagement" not in caplog.text
