"""Live: what changes in a session reaches every phone and screen within a second, and answers nobody by name.

Actions call `announce_changed` and `announce_moved`; pages hand out `phone_token` or `screen_token`; the server calls
`start` once and sends `/live/` to `stream.live`. Everything is drawn by functions that `start` is given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection, transaction

from alongside.workshops.live.bus import Bus
from alongside.workshops.live.listen import Ears, tell_others
from alongside.workshops.live.state import Frame
from alongside.workshops.live.tokens import phone_token, screen_token

__all__ = ["Frame", "announce_changed", "announce_moved", "phone_token", "running", "screen_token", "start", "stop"]

News = Literal["changed", "moved"]
Read = TypeVar("Read")
_here: list[tuple[Bus, Ears | None]] = []


def start(load: Callable[[UUID], Frame | None], progress: Callable[[UUID], dict[str, int] | None]) -> None:
    """Hold sessions in this process from now on. `load` draws a session's frame, `progress` counts; None: no such one.

    Threads and connections begin with the first phone, so a server may still fork after this.
    """
    stop()
    bus = Bus(_with_fresh_connections(load), _with_fresh_connections(progress))
    _here.append((bus, None if settings.SQLITE else Ears(bus)))


def stop() -> None:
    """End what `start` began."""
    while _here:
        bus, ears = _here.pop()
        bus.stop()
        if ears:
            ears.stop()


def running() -> Bus | None:
    """The bus of this process, listening to the others; None in commands and tests that started none."""
    if not _here:
        return None
    bus, ears = _here[-1]
    if ears:
        ears.open()
    return bus


def announce_changed(session: UUID) -> None:
    """The step, or something that everybody sees, changed. Takes effect when the transaction is committed."""
    _announce(session, "changed")


def announce_moved(session: UUID) -> None:
    """Somebody joined or answered. Takes effect when the transaction is committed."""
    _announce(session, "moved")


def _announce(session: UUID, news: News) -> None:
    # After the commit, or screens would draw what was before; and what is saved stays saved if this fails.
    transaction.on_commit(lambda: _tell(session, news), robust=True)


def _tell(session: UUID, news: News) -> None:
    for bus, _ in _here:
        bus.changed(session) if news == "changed" else bus.moved(session)
    if not settings.SQLITE:
        tell_others(connection, session, news)


def _with_fresh_connections(read: Callable[[UUID], Read]) -> Callable[[UUID], Read]:
    """The bus has a thread of its own, where nobody else ends connections that have grown old."""

    def reading(session: UUID) -> Read:
        close_old_connections()
        try:
            return read(session)
        finally:
            close_old_connections()

    return reading
