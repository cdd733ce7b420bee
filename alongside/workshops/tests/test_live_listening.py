"""News reaches the bus after the commit, of this process and, on PostgreSQL, of every other one."""

import threading
import time
from contextlib import closing
from uuid import uuid4

import pytest
from django.db import connection, transaction

from alongside.workshops import live
from alongside.workshops.live import announce_changed, announce_moved, listen
from alongside.workshops.live.listen import Ears, process_key

SESSION = uuid4()


class Heard:
    """A bus that only notes what it is told."""

    def __init__(self):
        self.news = []
        self.arrived = threading.Event()

    def changed(self, session):
        self.note("changed", session)

    def moved(self, session):
        self.note("moved", session)

    def all_changed(self):
        self.note("all")

    def note(self, *what):
        self.news.append(what)
        self.arrived.set()

    def until(self, *what, seconds=5.0):
        ends = time.monotonic() + seconds
        while what not in self.news and time.monotonic() < ends:
            self.arrived.wait(0.05)
            self.arrived.clear()
        return what in self.news


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch):
    """This process's bus, without ears."""
    bus = Heard()
    monkeypatch.setattr(live, "_here", [live.Here(bus)])
    return bus


@pytest.mark.django_db(transaction=True)
def test_screens_are_told_after_the_commit_and_not_before(here) -> None:
    with transaction.atomic():
        announce_changed(SESSION)
        announce_moved(SESSION)
        assert here.news == []
    assert here.news == [("changed", SESSION), ("moved", SESSION)]


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_never_told(here) -> None:
    with transaction.atomic():
        announce_changed(SESSION)
        transaction.set_rollback(True)
    assert here.news == []


@pytest.mark.django_db(transaction=True)
def test_what_was_saved_stays_saved_when_telling_fails(here, monkeypatch, caplog) -> None:
    def broken(session):
        raise OSError("no line")

    monkeypatch.setattr(here, "changed", broken)
    with transaction.atomic():
        announce_changed(SESSION)
    assert "no line" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_without_a_server_telling_does_nothing() -> None:
    assert live.running() is None
    announce_changed(SESSION)
    announce_moved(SESSION)


def test_a_message_is_passed_on_unless_it_is_our_own_or_unreadable(caplog) -> None:
    bus = Heard()
    ears = Ears(bus)
    for payload in (f"another {SESSION} changed", f"another {SESSION} moved"):
        ears.hear(payload)
    assert bus.news == [("changed", SESSION), ("moved", SESSION)]
    for payload in (
        f"{process_key()} {SESSION} changed",
        "",
        "another",
        "another x changed",
        f"another {SESSION} gone",
    ):
        ears.hear(payload)
    assert len(bus.news) == 2
    assert "does not know" in caplog.text


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch):
    """Another process's ears: its bus notes what it hears."""
    monkeypatch.setattr(listen, "TRY_AGAIN_AFTER", 0.05)
    monkeypatch.setattr(listen, "QUIET", 0.0)
    opened = Ears(Heard())
    opened.open()
    opened.open()
    assert opened.listening.wait(5)
    # What this process says is heard as if another one had said it.
    hear = opened.hear
    monkeypatch.setattr(opened, "hear", lambda payload: hear(f"another-{payload}"))
    yield opened
    opened.stop()
    assert not opened._thread.is_alive()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_another_process_hears_it_with_the_commit(ears) -> None:
    with transaction.atomic():
        announce_changed(SESSION)
    announce_moved(SESSION)
    assert ears.bus.until("changed", SESSION)
    assert ears.bus.until("moved", SESSION)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_all_arrive_though_the_line_is_tried_meanwhile(ears) -> None:
    wanted = [uuid4() for _ in range(100)]
    for session in wanted:
        announce_changed(session)
    assert ears.bus.until("changed", wanted[-1])
    assert [news[1] for news in ears.bus.news if news[0] == "changed"] == wanted


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_after_a_broken_line_everything_is_looked_at_again(ears, caplog) -> None:
    assert ears.bus.until("all")
    ears.bus.news.clear()
    ears.listening.clear()
    with closing(connection.cursor()) as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE %s AND pid <> pg_backend_pid()",
            [f"LISTEN {listen.CHANNEL}%"],
        )
        assert cursor.fetchall() == [(True,)]
    assert ears.bus.until("all")
    assert ears.listening.wait(5)
    announce_changed(SESSION)
    assert ears.bus.until("changed", SESSION)
    assert "will be opened again" in caplog.text
