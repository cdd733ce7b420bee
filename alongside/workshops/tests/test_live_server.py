"""The server answers /live/ by itself and hands everything else to the pages."""

import os
import subprocess
import sys

import pytest

from alongside.config import server
from alongside.workshops import live
from alongside.workshops.live import bus
from alongside.workshops.tests.live_asking import Answer, played

pytestmark = pytest.mark.both


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch, tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    asked = []

    def pages(pages, workers):
        async def answer(scope, receive, send):
            asked.append((scope["type"], scope.get("path")))

        return answer

    monkeypatch.setattr(server, "WSGIMiddleware", pages)
    made = server.application()
    made.asked = asked
    yield made
    live.stop()


def asked(application, path, kind="http"):
    """Ask the whole application; the status where the live rooms answered, and None where pages did."""

    async def scene():
        answer = Answer()
        scope = {"type": kind, "method": "GET", "path": path, "query_string": b"", "headers": []}
        await application(scope, answer.receive, answer.send)
        return answer.status

    return played(scene())


def test_live_is_answered_beside_the_pages(application) -> None:
    assert asked(application, "/live/wrong") == 403
    assert asked(application, "/live/wrong/now") == 403
    assert application.asked == []


@pytest.mark.parametrize("path", ["/", "/live", "/livestock", "/p/live/x", "//live/x", "/static/live/x"])
def test_everything_else_is_a_page(application, path: str) -> None:
    assert asked(application, path) is None
    assert application.asked == [("http", path)]


def test_what_is_no_request_is_not_taken_for_one(application) -> None:
    asked(application, "/live/x", kind="websocket")
    asked(application, "", kind="lifespan")
    assert [kind for kind, _ in application.asked] == ["websocket", "lifespan"]


def test_starting_it_starts_no_thread(application) -> None:
    """A server may fork afterwards; a thread would stay behind."""
    assert live.running()._thread is None
    assert bus.LISTENERS >= 2000


def test_a_server_of_ones_own_choice_can_load_it(tmp_path) -> None:
    """The seeded fault: this once failed because tables were read before they were known."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "ALONGSIDE_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "from alongside.config.asgi import application; print(callable(application))"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "True", done.stderr
