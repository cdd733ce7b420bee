"""The sessions that are followed in this process, and who waits for the next change.

Knows no framework. One thread draws, so that a page is drawn once however many phones ask for it and never while the
event loop waits. A listener has no queue: it is woken and reads the newest state, so a slow one misses only old ones.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from alongside.workshops.live.state import Frame, State, only_counts

__all__ = ["Bus", "Frame", "Full", "Listener"]

log = logging.getLogger("alongside.workshops.live")

LISTENERS = 5000
KEPT_FOR_SCREENS = 50
# Sessions that nobody follows and that did not end are kept up to this many, for phones that only ask now and then.
HELD = 50
PROGRESS_EVERY = 1.0
TRY_AGAIN_AFTER = 2.0

Task = Literal["frame", "progress"]


class Full(Exception):
    """So many follow this session already that another one has to ask again later."""


class Listener:
    """Somebody who follows a session from an event loop. Made on that loop; woken from any thread."""

    def __init__(self, counts: bool) -> None:
        self.counts = counts
        self.loop = asyncio.get_running_loop()
        self.news = asyncio.Event()


@dataclass
class Room:
    """A session that is held here."""

    state: State | None = None
    gone: bool = False
    drawing: bool = False
    listeners: set[Listener] = field(default_factory=set)
    due: dict[Task, float] = field(default_factory=dict)
    counted_at: float = float("-inf")

    def followed_by_screens(self) -> bool:
        """Whether anybody waits for progress; where nobody does it is not counted."""
        return any(listener.counts for listener in self.listeners)


class Bus:
    """Every session that is followed in this process.

    `load` draws a session's frame and `progress` counts; both give None where the session does not exist (any more),
    and both are only ever called on the bus's own thread, one at a time.
    """

    def __init__(
        self,
        load: Callable[[UUID], Frame | None],
        progress: Callable[[UUID], dict[str, int] | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load, self._progress, self._clock = load, progress, clock
        self._rooms: dict[UUID, Room] = {}
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def changed(self, session: UUID) -> None:
        """The step or something everybody sees changed: draw once and tell every phone and screen."""
        with self._lock:
            self._look_again(session)

    def all_changed(self) -> None:
        """News may have been missed: look at every held session again."""
        with self._lock:
            for session in list(self._rooms):
                self._look_again(session)

    def moved(self, session: UUID) -> None:
        """Somebody joined or answered: screens are told at most once a second, and always of the last one."""
        with self._lock:
            if room := self._rooms.get(session):
                self._plan(room, "progress", room.counted_at + PROGRESS_EVERY)

    def follow(self, session: UUID, *, counts: bool) -> Listener:
        """Start to follow; call it on an event loop. The first one has the session loaded. Raises Full."""
        with self._lock:
            room = self._room(session)
            # However many phones there are, the facilitators' screens find a place.
            if len(room.listeners) >= LISTENERS + (KEPT_FOR_SCREENS if counts else 0):
                raise Full
            listener = Listener(counts)
            room.listeners.add(listener)
            if room.state is None:
                if not room.drawing:
                    self._plan(room, "frame", 0)
            elif counts and room.state.progress is None:
                self._plan(room, "progress", 0)
            return listener

    def leave(self, session: UUID, listener: Listener) -> None:
        """Stop following; an ended session is let go with its last listener."""
        with self._lock:
            room = self._rooms.get(session)
            if room is None:
                return
            room.listeners.discard(listener)
            if not room.listeners and (room.gone or room.state is None or room.state.frame.ended):
                del self._rooms[session]

    def now(self, session: UUID, *, counts: bool) -> State | None:
        """The state that is held, if it is complete for this kind of screen."""
        with self._lock:
            room = self._rooms.get(session)
            if room is None or room.state is None or (counts and room.state.progress is None):
                return None
            return room.state

    def gone(self, session: UUID) -> bool:
        """Whether the session was looked for and does not exist."""
        with self._lock:
            room = self._rooms.get(session)
            return room is not None and room.gone

    def stop(self) -> None:
        """End the thread; what is waiting is dropped."""
        with self._lock:
            self._stopped = True
            self._lock.notify_all()
            thread = self._thread
        if thread:
            thread.join(timeout=5)

    def _look_again(self, session: UUID) -> None:
        room = self._rooms.get(session)
        if room and room.listeners:
            self._plan(room, "frame", 0)
        elif room:
            del self._rooms[session]  # whoever asks next has it drawn

    def _room(self, session: UUID) -> Room:
        room = self._rooms.get(session)
        if room is None:
            self._let_go_of_quiet_ones()
            room = self._rooms[session] = Room()
        return room

    def _let_go_of_quiet_ones(self) -> None:
        quiet = [session for session, room in self._rooms.items() if not room.listeners]
        for session in quiet[: max(0, len(self._rooms) - HELD)]:
            del self._rooms[session]

    def _plan(self, room: Room, task: Task, when: float) -> None:
        """Note what is to be done; what is planned already keeps the earlier time. The lock is held."""
        room.due[task] = min(when, room.due.get(task, when))
        # Started by the first need, so that a server that forks after loading the product has its thread.
        if self._thread is None and not self._stopped:
            self._thread = threading.Thread(target=self._work, name="live-rooms", daemon=True)
            self._thread.start()
        self._lock.notify_all()

    def _work(self) -> None:
        while next_one := self._wait():
            session, room, tasks = next_one
            try:
                self._do(session, room, tasks)
            except Exception:
                # What was shown stays; a screen must not be left behind for ever by one fault of the database.
                log.exception("A session could not be drawn and will be tried again")
                with self._lock:
                    room.drawing = False
                    for task in tasks:
                        self._plan(room, task, self._clock() + TRY_AGAIN_AFTER)

    def _wait(self) -> tuple[UUID, Room, set[Task]] | None:
        """Sleep until something is due and take it, so that news during the work is planned anew; None at the end."""
        with self._lock:
            while not self._stopped:
                plans = [(min(room.due.values()), session) for session, room in self._rooms.items() if room.due]
                first = min(plans, default=None, key=lambda plan: plan[0])
                if first and first[0] <= self._clock():
                    room = self._rooms[first[1]]
                    tasks, room.due = set(room.due), {}
                    room.drawing = "frame" in tasks
                    return first[1], room, tasks
                self._lock.wait(first[0] - self._clock() if first else None)
            return None

    def _do(self, session: UUID, room: Room, tasks: set[Task]) -> None:
        if "frame" in tasks:
            self._draw(session, room)
        if not room.gone:
            self._count(session, room)

    def _draw(self, session: UUID, room: Room) -> None:
        """Phones are told before anything is counted; screens wait for the counts of this very step."""
        frame = self._load(session)
        with self._lock:
            room.gone, room.drawing = frame is None, False
            room.state = State(frame) if frame else None
            wake(room.listeners)

    def _count(self, session: UUID, room: Room) -> None:
        """Where no screen follows nothing is counted, and what was counted before is forgotten."""
        with self._lock:
            counting = room.followed_by_screens()
        counts = only_counts(self._progress(session)) if counting else None
        with self._lock:
            if room.state:
                room.state = replace(room.state, progress=counts)
            if counting:
                room.counted_at = self._clock()
            elif room.followed_by_screens():
                self._plan(room, "progress", 0)  # the first screen came meanwhile
            wake({listener for listener in room.listeners if listener.counts})


def wake(listeners: set[Listener]) -> None:
    """Tell them to look again: one call for each event loop, not one for each phone."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Listener]] = {}
    for listener in listeners:
        by_loop.setdefault(listener.loop, []).append(listener)
    for loop, together in by_loop.items():
        with suppress(RuntimeError):  # that loop has ended, and its listeners with it
            loop.call_soon_threadsafe(_set_all, together)


def _set_all(listeners: list[Listener]) -> None:
    for listener in listeners:
        listener.news.set()
