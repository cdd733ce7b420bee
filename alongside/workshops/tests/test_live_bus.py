"""What the bus promises: drawn once for everybody, the newest only, and nobody left behind."""

import asyncio
import time
from contextlib import suppress
from uuid import uuid4

import pytest

from alongside.workshops.live import bus as buses
from alongside.workshops.live.bus import Bus, Full
from alongside.workshops.live.state import Frame
from alongside.workshops.tests.live_asking import played
from alongside.workshops.tests.live_stage import SESSION, Stage, running, seen, until


def test_the_first_phones_have_it_drawn_once() -> None:
    stage = Stage()
    stage.held_up.clear()

    async def scene(bus):
        phones = [bus.follow(SESSION, counts=False) for _ in range(200)]
        await asyncio.to_thread(stage.at_it.wait, 3)
        phones += [bus.follow(SESSION, counts=False) for _ in range(200)]
        stage.held_up.set()
        await asyncio.gather(*(phone.news.wait() for phone in phones))
        assert seen(bus).frame.html == "<p>one</p>"

    with running(stage) as bus:
        played(scene(bus))
    assert stage.drawn == 1
    assert stage.counted == 0


def test_changes_during_a_drawing_are_drawn_once_more_and_the_newest_wins() -> None:
    stage = Stage()

    async def scene(bus):
        bus.follow(SESSION, counts=False)
        await until(lambda: seen(bus))
        stage.held_up.clear()
        stage.at_it.clear()
        bus.changed(SESSION)
        await asyncio.to_thread(stage.at_it.wait, 3)
        for version in range(2, 30):
            stage.frame = Frame(version, 0, "")
            bus.changed(SESSION)
        stage.held_up.set()
        await until(lambda: seen(bus).frame.version == 29)
        await asyncio.sleep(0.05)

    with running(stage) as bus:
        played(scene(bus))
    assert stage.drawn == 3


def test_a_slow_listener_finds_only_the_newest() -> None:
    stage = Stage()

    async def scene(bus):
        slow = bus.follow(SESSION, counts=False)
        for version in range(1, 6):
            stage.frame = Frame(version, 0, "")
            bus.changed(SESSION)
            await until(lambda version=version: seen(bus) and seen(bus).frame.version == version)
        assert slow.news.is_set()
        slow.news.clear()
        assert seen(bus).frame.version == 5
        await asyncio.sleep(0.05)
        assert not slow.news.is_set()

    with running(stage) as bus:
        played(scene(bus))


def test_an_ended_session_is_let_go_with_its_last_listener() -> None:
    stage = Stage(Frame(9, 0, "", ended=True))

    async def scene(bus):
        first, second = bus.follow(SESSION, counts=False), bus.follow(SESSION, counts=False)
        await until(lambda: seen(bus))
        bus.leave(SESSION, first)
        assert seen(bus)
        bus.leave(SESSION, second)
        assert seen(bus) is None
        assert bus._rooms == {}

    with running(stage) as bus:
        played(scene(bus))


def test_a_session_nobody_follows_is_kept_until_it_changes_and_only_so_many() -> None:
    stage = Stage()

    async def scene(bus):
        others = [SESSION, *(uuid4() for _ in range(buses.HELD + 5))]
        for session in others:
            listener = bus.follow(session, counts=False)
            await until(lambda session=session: bus.now(session, counts=False))
            bus.leave(session, listener)
        assert len(bus._rooms) <= buses.HELD + 1
        assert bus.now(others[-1], counts=False)
        bus.changed(others[-1])
        assert bus.now(others[-1], counts=False) is None

    with running(stage) as bus:
        played(scene(bus))
    assert stage.drawn == buses.HELD + 6


def test_a_drawing_that_fails_is_tried_again_and_what_was_shown_stays(monkeypatch, caplog) -> None:
    monkeypatch.setattr(buses, "TRY_AGAIN_AFTER", 0.05)
    stage = Stage()

    async def scene(bus):
        bus.follow(SESSION, counts=False)
        await until(lambda: seen(bus))
        stage.frame = OSError("the database is away")
        bus.changed(SESSION)
        await until(lambda: stage.drawn >= 3)
        assert seen(bus).frame.version == 1
        stage.frame = Frame(2, 0, "")
        await until(lambda: seen(bus).frame.version == 2)

    with running(stage) as bus:
        played(scene(bus))
    assert "tried again" in caplog.text


def test_a_session_that_does_not_exist_says_so() -> None:
    async def scene(bus):
        listener = bus.follow(SESSION, counts=False)
        await listener.news.wait()
        assert bus.gone(SESSION)
        bus.leave(SESSION, listener)
        assert bus._rooms == {}

    bus = Bus(lambda session: None, lambda session: None)
    played(scene(bus))
    bus.stop()


def test_so_many_and_no_more_but_the_facilitators_find_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buses, "LISTENERS", 3)

    async def scene(bus):
        for _ in range(3):
            bus.follow(SESSION, counts=False)
        with pytest.raises(Full):
            bus.follow(SESSION, counts=False)
        assert bus.follow(SESSION, counts=True)

    with running(Stage()) as bus:
        played(scene(bus))


def test_news_of_a_session_that_nobody_holds_draws_nothing() -> None:
    stage = Stage()
    with running(stage) as bus:
        bus.changed(SESSION)
        bus.moved(SESSION)
        bus.all_changed()
        time.sleep(0.05)
    assert stage.drawn == stage.counted == 0


def test_a_listener_whose_loop_ended_harms_nobody() -> None:
    stage = Stage()

    async def forgetful(bus):
        bus.follow(SESSION, counts=False)
        await until(lambda: seen(bus))

    async def careful(bus):
        listener = bus.follow(SESSION, counts=False)
        stage.frame = Frame(2, 0, "")
        bus.changed(SESSION)
        with suppress(TimeoutError):
            async with asyncio.timeout(3):
                await listener.news.wait()
        assert seen(bus).frame.version == 2

    with running(stage) as bus:
        played(forgetful(bus))
        played(careful(bus))
