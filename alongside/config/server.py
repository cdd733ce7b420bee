"""Serve the product: one process, pages in a bounded pool of threads, one more thread for what waits.

On SQLite the process holds a lock beside the database, so that no second writer starts by accident; PostgreSQL takes
any number of processes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from alongside.audit.actor import SYSTEM
from alongside.audit.seal import seal_waiting
from alongside.people.actions.mail import send_waiting
from alongside.plans.actions.weekly import write_weekly

log = logging.getLogger("alongside.server")
THREADS = 12
EVERY_SECONDS = 5.0


class AlreadyServing(Exception):
    """Another process has this SQLite database; the message says what to do."""


def serve(port: int, host: str = "127.0.0.1", ready: Callable[[], None] | None = None) -> None:
    """Serve until stopped; `ready` is called once nothing stands in the way.

    Raises AlreadyServing where a second process would write the same SQLite file.
    """
    with only_writer():
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
            chores.join(timeout=10)


def application() -> WSGIMiddleware:
    """The pages as an ASGI application; live rooms will stand beside it."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]


def do_chores(stop: threading.Event) -> None:
    """Seal the log, write weekly messages and send mail every few seconds; a failure is logged and tried again."""
    while not stop.wait(EVERY_SECONDS):
        try:
            close_old_connections()
            seal_waiting()
            write_weekly(by=SYSTEM)
            send_waiting(by=SYSTEM)
        except Exception:
            log.exception("A chore failed and will be tried again")
        finally:
            close_old_connections()


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
