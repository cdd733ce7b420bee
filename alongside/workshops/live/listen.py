"""News between processes, on PostgreSQL only: LISTEN and NOTIFY on one channel, the session's key and one word.

One connection for each process, beside the pool: a pooled one would be handed on. Source: PostgreSQL manual, NOTIFY.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from typing import Any
from uuid import UUID

from django.db import connections

from alongside.workshops.live.bus import Bus

log = logging.getLogger("alongside.workshops.live")

CHANNEL = "alongside_rooms"
TRY_AGAIN_AFTER = 2.0
# A quiet line is tried this often, so that one that died without a word is noticed.
QUIET = 10.0
_PART = secrets.token_hex(8)


def process_key() -> str:
    """Tells this process's own news from the others'; a fork has another one."""
    return f"{_PART}-{os.getpid()}"


def tell_others(connection: Any, session: UUID, news: str) -> None:
    """Tell every other process; inside a transaction it goes out with the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{process_key()} {session} {news}"])


class Ears:
    """A thread that hears what other processes tell, and passes it to the bus of this one."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.listening = threading.Event()

    def open(self) -> None:
        """Begin to listen, unless it has begun; called with the first phone."""
        with self._lock:
            if self._thread is None and not self._stopped.is_set():
                self._thread = threading.Thread(target=self._run, name="live-listening", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread and its connection."""
        self._stopped.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except Exception:
                # Until it is back, phones of this process see only what this process did.
                log.exception("The line to the other processes broke and will be opened again")
            finally:
                self.listening.clear()
            self._stopped.wait(TRY_AGAIN_AFTER)

    def _listen(self) -> None:
        import psycopg  # only where the database is PostgreSQL

        wanted = connections["default"].get_connection_params()
        with psycopg.connect(**wanted, autocommit=True) as line:
            line.execute(f"LISTEN {CHANNEL}")
            self.listening.set()
            # What was said before this moment nobody heard.
            self.bus.all_changed()
            quiet = 0.0
            while not self._stopped.is_set():
                heard = list(line.notifies(timeout=1.0, stop_after=1))
                for note in heard:
                    self.hear(note.payload)
                quiet = 0.0 if heard else quiet + 1.0
                if quiet >= QUIET:
                    line.execute("SELECT 1")
                    quiet = 0.0

    def hear(self, payload: str) -> None:
        """Pass one message on; our own is known here already, and an unreadable one (another release) is logged."""
        key, _, message = payload.partition(" ")
        if key == process_key():
            return
        session, _, news = message.partition(" ")
        try:
            told = {"changed": self.bus.changed, "moved": self.bus.moved}[news]
            told(UUID(session))
        except (KeyError, ValueError):
            log.warning("News that this release does not know was left alone")
