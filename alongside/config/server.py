"""Serve the product: one process, pages in a bounded pool of threads, one more thread for what waits.

Live sessions stand beside the pages: thousands of phones hold a line open, and none of them may hold a thread.

On SQLite the process holds a lock beside the database, so that no second writer starts by accident; PostgreSQL takes
any number of processes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from alongside.audit.actor import SYSTEM
from alongside.audit.seal import seal_waiting
from alongside.config.static_files import lay_out
from alongside.feedback.actions.forgetting import forget_sealed
from alongside.feedback.actions.opening import open_all
from alongside.people.actions.mail import send_waiting
from alongside.plans.actions.weekly import write_weekly
from alongside.workshops import live
from alongside.workshops.drawing import frame, progress_of
from alongside.workshops.live.lane import answer_beside
from alongside.workshops.live.stream import live as follow
from alongside.workshops.tapping import save_together

log = logging.getLogger("alongside.server")
THREADS = 12
EVERY_SECONDS = 5.0
# Sealed answers wait for company: the longer, the more are mixed, and the less work a rush of them makes.
OPENED_EVERY = 12
LINES = 65536


class AlreadyServing(Exception):
    """Another process has this SQLite database; the message says what to do."""


def serve(port: int, host: str = "127.0.0.1", ready: Callable[[], None] | None = None) -> None:
    """Serve until stopped; `ready` is called once nothing stands in the way.

    Raises AlreadyServing where a second process would write the same SQLite file.
    """
    with only_writer():
        allow_many_lines()
        if ready:
            ready()
        stop = threading.Event()
        chores = threading.Thread(target=do_chores, args=(stop,), name="chores", daemon=True)
        chores.start()
        try:
            uvicorn.run(
                application(),
                host=host,
                port=port,
                access_log=False,
                log_level="warning",
                timeout_graceful_shutdown=2,
                proxy_headers=False,
                server_header=False,
            )
        finally:
            stop.set()
            live.stop()
            chores.join(timeout=10)


def application() -> Callable[..., Awaitable[None]]:
    """The pages, what changes in a session (under /live/), and the short way for answers, as one ASGI application."""
    lay_out()
    pages: Any = WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]
    live.start(load=frame, progress=progress_of, save=save_together)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await pages(scope, receive, send)
        elif scope["path"].startswith("/live/"):
            await follow(scope, receive, send)
        else:
            await answer_beside(scope, receive, send, pages)

    return answer


def do_chores(stop: threading.Event) -> None:
    """Seal the log, write weekly messages and send mail every few seconds, and open feedback once a minute.

    A failure is tried again.
    """
    rounds = count()
    while not stop.wait(EVERY_SECONDS):
        try:
            close_old_connections()
            seal_waiting()
            if next(rounds) % OPENED_EVERY == 0:
                open_all(by=SYSTEM)
                forget_sealed(by=SYSTEM)
            write_weekly(by=SYSTEM)
            send_waiting(by=SYSTEM)
        except Exception:
            log.exception("A chore failed and will be tried again")
        finally:
            close_old_connections()


def allow_many_lines() -> None:
    """Take more open connections where the system grants them: each phone holds one, and many begin with 1,024."""
    try:
        import resource
    except ImportError:  # Windows counts differently and needs nothing.
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = LINES if most == resource.RLIM_INFINITY else min(LINES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with suppress(OSError, ValueError):  # some systems promise more than they give
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


@contextmanager
def only_writer() -> Iterator[None]:
    """Hold the lock beside an SQLite database; on PostgreSQL nothing is needed."""
    if not settings.SQLITE:
        yield
        return
    path = Path(f"{settings.DATABASES['default']['NAME']}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        if not lock(held):
            raise AlreadyServing(
                f"Alongside is already serving this database ({path.with_suffix('').name}). Stop it first, "
                "or set ALONGSIDE_DATA to another folder."
            )
        yield


def lock(file: IO[str]) -> bool:
    """Take the lock if it is free; the system lets go of it when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows has no fcntl; there the lock is left to the person who serves.
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
