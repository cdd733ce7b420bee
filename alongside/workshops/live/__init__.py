"""Live: what changes in a session reaches every phone and screen within a second, and answers nobody by name.

Actions call `announce_changed` and `announce_moved`; pages hand out `phone_token` or `screen_token`; the server calls
`start` once, sends `/live/` to `stream.live` and everything else through `lane.answer_beside`. Everything is drawn and
saved by functions that `start` is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection, transaction

from alongside.workshops.live.bus import Bus
from alongside.workshops.live.listen import Ears, tell_others
from alongside.workshops.live.state import Frame
from alongside.workshops.live.together import Together
from alongside.workshops.live.tokens import answer_key, phone_token, screen_token

__all__ = [
    "Frame", "announce_changed", "announce_moved", "answer_key", "phone_token", "running", "screen_token", "start",
    "stop", "writer",
]  # fmt: skip

News = Literal["changed", "moved"]
Asked = TypeVar("Asked")
Read = TypeVar("Read")
# Saves what was tapped at the same moment: one result for each, None for what is left to the pages.
Save = Callable[[Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True)
class Here:
    """What this process holds."""

    bus: Bus
    ears: Ears | None = None
    writer: Together[Any, Any] | None = None


_here: list[Here] = []


def start(
    load: Callable[[UUID], Frame | None],
    progress: Callable[[UUID], dict[str, int] | None],
    save: Save | None = None,
) -> None:
    """Hold sessions in this process from now on. `load` draws a session's frame, `progress` counts; None: no such one.

    Without `save` every answer goes to its page.
    Threads and connections begin with the first phone, so a server may still fork after this.
    """
    stop()
    bus = Bus(_with_fresh_connections(load), _with_fresh_connections(progress))
    writer = Together(_with_fresh_connections(save)) if save else None
    _here.append(Here(bus, None if settings.SQLITE else Ears(bus), writer))


def stop() -> None:
    """End what `start` began."""
    while _here:
        here = _here.pop()
        if here.writer:
            here.writer.stop()
        here.bus.stop()
        if here.ears:
            here.ears.stop()


def running() -> Bus | None:
    """The bus of this process, listening to the others; None in commands and tests that started none."""
    if not _here:
        return None
    here = _here[-1]
    if here.ears:
        here.ears.open()
    return here.bus


def writer() -> Together[Any, Any] | None:
    """Who saves in this process what is tapped; None where nobody does."""
    return _here[-1].writer if _here else None


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
    for here in _here:
        here.bus.changed(session) if news == "changed" else here.bus.moved(session)
    if not settings.SQLITE:
        tell_others(connection, session, news)


def _with_fresh_connections(read: Callable[[Asked], Read]) -> Callable[[Asked], Read]:
    """Bus and writer have threads of their own, where nobody else ends connections that have grown old."""

    def reading(asked: Asked) -> Read:
        close_old_connections()
        try:
            return read(asked)
        finally:
            close_old_connections()

    return reading
