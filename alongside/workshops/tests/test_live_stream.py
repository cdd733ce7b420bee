"""The stream and its fallback, as a phone and as a screen meet them."""

import asyncio
import http.client
import json
import logging
import socket
import threading
from uuid import uuid4

import pytest
import uvicorn

from alongside.workshops import live
from alongside.workshops.live import Frame, phone_token, screen_token, stream
from alongside.workshops.live import bus as buses
from alongside.workshops.tests.live_asking import asked, asking, played
from alongside.workshops.tests.live_stage import until

pytestmark = pytest.mark.both
SESSION = uuid4()
PHONE, SCREEN = f"/live/{phone_token(SESSION)}", f"/live/{screen_token(SESSION)}"
HTML = '<h1>Alone</h1>\r\n<p>"one"\n\ndata: é</p>'


class Stage:
    """What the session shows; None: there is no such session."""

    frame: Frame | None = Frame(3, 0, HTML)
    progress = {"present": 8, "joined": 7, "answered": 2}


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch):
    # These tests are about the stream; the line between processes has its own.
    monkeypatch.setattr(live, "Ears", lambda bus: None)
    shown = Stage()
    live.start(load=lambda session: shown.frame, progress=lambda session: shown.progress)
    yield shown
    live.stop()


def held():
    return live.running()._rooms


def test_a_phone_is_told_at_once_and_then_of_every_change(stage) -> None:
    async def scene():
        async with asking(PHONE) as phone:
            await phone.until(lambda a: a.messages())
            assert phone.messages() == [{"version": 3, "nudge": 0, "html": HTML, "ended": False}]
            assert phone.events()[0]["id"] == "3.0"
            stage.frame = Frame(4, 1, "<h1>Talk</h1>")
            live.running().changed(SESSION)
            await phone.until(lambda a: len(a.messages()) == 2)
            assert phone.messages()[1] == {"version": 4, "nudge": 1, "html": "<h1>Talk</h1>", "ended": False}
            live.running().changed(SESSION)
            live.running().moved(SESSION)
            await asyncio.sleep(0.05)
            assert len(phone.messages()) == 2
        assert phone.ended
        assert not held()[SESSION].listeners
        return phone

    phone = played(scene())
    assert phone.status == 200
    assert phone.headers == {
        "content-type": "text/event-stream; charset=utf-8",
        "x-accel-buffering": "no",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
    }


def test_a_screen_is_told_versions_and_counts_and_never_the_page(stage, monkeypatch) -> None:
    monkeypatch.setattr(buses, "PROGRESS_EVERY", 0.05)

    async def scene():
        async with asking(SCREEN) as screen:
            await screen.until(lambda a: a.messages())
            stage.progress = {**stage.progress, "answered": 3}
            live.running().moved(SESSION)
            await screen.until(lambda a: len(a.messages()) == 2)
            stage.frame = Frame(4, 0, HTML)
            live.running().changed(SESSION)
            await screen.until(lambda a: len(a.messages()) == 3)
            return screen

    screen = played(scene())
    assert [(m["version"], m["progress"]["answered"]) for m in screen.messages()] == [(3, 2), (3, 3), (4, 3)]
    assert all(set(m) == {"version", "nudge", "progress", "ended"} for m in screen.messages())
    assert "Alone" not in screen.body.decode()


@pytest.mark.parametrize("way", [{"query": "have=3.0"}, {"headers": {"last-event-id": "3.0"}}])
def test_who_comes_back_and_missed_nothing_gets_a_short_line(stage, way: dict) -> None:
    async def scene():
        async with asking(PHONE, **way) as phone:
            await phone.until(lambda a: a.messages())
            assert phone.messages() == [{"version": 3, "nudge": 0, "same": True, "ended": False}]
            assert len(phone.body) < 100
            stage.frame = Frame(5, 0, HTML)
            live.running().changed(SESSION)
            await phone.until(lambda a: len(a.messages()) == 2)
            assert phone.messages()[1]["html"] == HTML

    played(scene())


def test_what_the_line_itself_delivered_counts_more_than_what_the_page_began_with(stage) -> None:
    async def scene():
        async with asking(PHONE, query="have=3.0", headers={"last-event-id": "2.9"}) as phone:
            await phone.until(lambda a: a.messages())
            assert phone.messages()[0]["html"] == HTML

    played(scene())


def test_asking_now_and_then(stage) -> None:
    fresh, same, nudged, screen, head = (
        played(asked(f"{path}/now", method, query))
        for path, method, query in [
            (PHONE, "GET", ""),
            (PHONE, "GET", "have=3.0"),
            (PHONE, "GET", "have=3.1"),
            (SCREEN, "GET", "have=3.0"),
            (PHONE, "HEAD", ""),
        ]
    )
    assert (fresh.status, json.loads(fresh.body)["html"]) == (200, HTML)
    assert fresh.headers["content-type"] == "application/json"
    assert fresh.headers["cache-control"] == "no-store"
    assert (same.status, same.body) == (204, b"")
    assert nudged.status == 200
    assert json.loads(screen.body)["progress"] == Stage.progress
    assert head.status == 200


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/live/", "GET", 403),
        ("/live/wrong", "GET", 403),
        (PHONE + "x", "GET", 403),
        (PHONE.replace("phone", "screen"), "GET", 403),
        (PHONE + "/then", "GET", 404),
        (PHONE + "/now/", "GET", 404),
        (PHONE, "POST", 405),
        (PHONE + "/now", "DELETE", 405),
        (PHONE, "HEAD", 200),
    ],
    ids=["empty", "word", "longer", "other kind", "below", "below now", "post", "delete", "head"],
)
def test_what_is_refused_is_refused_in_plain_text(stage, path: str, method: str, status: int) -> None:
    answer = played(asked(path, method))
    assert answer.status == status
    if status != 200:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert held() == {}


def test_a_session_that_does_not_exist(stage) -> None:
    stage.frame = None
    assert played(asked(PHONE)).status == 404
    assert played(asked(PHONE + "/now")).status == 404
    assert held() == {}


def test_without_a_server_there_is_nothing() -> None:
    assert live.running() is None
    assert played(asked(PHONE)).status == 404


def test_a_session_that_is_deleted_ends_its_streams(stage) -> None:
    async def scene():
        async with asking(PHONE) as phone:
            await phone.until(lambda a: a.messages())
            stage.frame = None
            live.running().changed(SESSION)
            await phone.until(lambda a: a.ended)

    played(scene())


def test_a_full_session_says_when_to_ask_again(stage, monkeypatch) -> None:
    monkeypatch.setattr(buses, "LISTENERS", 1)

    async def scene():
        async with asking(PHONE) as phone:
            await phone.until(lambda a: a.messages())
            refused = await asked(PHONE)
            assert (refused.status, refused.headers["retry-after"]) == (503, "5")
            assert (await asked(PHONE + "/now")).status == 200

    played(scene())


def test_a_session_that_cannot_be_drawn_does_not_keep_anybody_waiting(stage, monkeypatch) -> None:
    monkeypatch.setattr(stream, "PATIENCE", 0.05)
    stage.frame = "slow"
    gate = threading.Event()
    monkeypatch.setattr(live.running(), "_load", lambda session: gate.wait(3) and None)
    assert played(asked(PHONE)).status == 503
    gate.set()


def test_a_quiet_line_is_kept_alive(stage, monkeypatch) -> None:
    monkeypatch.setattr(stream, "KEEP_ALIVE", 0.02)

    async def scene():
        async with asking(PHONE) as phone:
            await phone.until(lambda a: a.body.count(b"event: here") >= 2)
            assert len(phone.messages()) == 1
            assert b"\n:\nevent: here\n" in phone.body

    played(scene())


def test_a_phone_that_reads_slowly_gets_the_newest_only(stage) -> None:
    async def scene():
        async with asking(PHONE) as phone:
            await phone.until(lambda a: a.messages())
            phone.reading.clear()
            for version in range(4, 9):
                stage.frame = Frame(version, 0, "")
                live.running().changed(SESSION)
                await until(lambda version=version: live.running().now(SESSION, counts=False).frame.version == version)
                await asyncio.sleep(0.01)
            phone.reading.set()
            await phone.until(lambda a: a.messages()[-1]["version"] == 8)
            # The first, the one that was being written when the phone stopped reading, and the newest.
            assert [message["version"] for message in phone.messages()] == [3, 4, 8]

    played(scene())


@pytest.fixture
def served(stage, caplog):
    """A real server beside the test, and how to stop it."""
    caplog.set_level(logging.ERROR)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        stream.live, port=port, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()

    def stop():
        server.should_exit = True
        thread.join(timeout=8)
        return not thread.is_alive()

    yield f"127.0.0.1:{port}", stop
    assert stop()


def test_a_server_stops_with_phones_on_the_line_and_nothing_looks_like_a_fault(served, caplog) -> None:
    address, stop = served
    calls = [http.client.HTTPConnection(address, timeout=5) for _ in range(3)]
    for call in calls:
        call.request("GET", PHONE)
    assert [call.getresponse().readline() for call in calls] == [b"id: 3.0\n"] * 3
    assert stop()
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    assert held()[SESSION].listeners == set()
    for call in calls:
        call.close()
