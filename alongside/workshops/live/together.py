"""Group commit: what arrives at the same moment is written by one thread at once, and each is told when it is done.

Knows no framework. An answer waits a tenth of a second for others; a room of two thousand then costs the database ten
transactions a second instead of two hundred, and none is acknowledged before it is committed.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from alongside.workshops.live.bus import Full

log = logging.getLogger("alongside.workshops.live")

One = TypeVar("One")
Done = TypeVar("Done")

GATHER = 0.1
MOST_AT_ONCE = 200
MOST_WAITING = 5000


class Together(Generic[One, Done]):
    """Hands what arrives to `write`, many at once, in the order in which they came and only from its own thread.

    `write` gives one result for each, None for what it leaves to somebody else.
    """

    def __init__(self, write: Callable[[Sequence[One]], Sequence[Done | None]], gather: float = GATHER) -> None:
        self._write, self._gather = write, gather
        self._waiting: list[tuple[One, asyncio.Future[Done | None]]] = []
        self._some = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    async def done(self, one: One) -> Done | None:
        """Wait until this was written. None where it was not, or nobody knows. Raises Full where too many wait."""
        future: asyncio.Future[Done | None] = asyncio.get_running_loop().create_future()
        with self._some:
            if self._stopped or len(self._waiting) >= MOST_WAITING:
                raise Full
            self._waiting.append((one, future))
            # Started by the first need, so that a server that forks after loading the product has its thread.
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="live-answers", daemon=True)
                self._thread.start()
            self._some.notify()
        return await future

    def stop(self) -> None:
        """End the thread once what waits has been written."""
        with self._some:
            self._stopped = True
            self._some.notify()
        if self._thread:
            self._thread.join(timeout=5)

    def _work(self) -> None:
        while batch := self._take():
            results = self._written([one for one, _future in batch])
            tell([(future, result) for (_one, future), result in zip(batch, results, strict=True)])

    def _take(self) -> list[tuple[One, asyncio.Future[Done | None]]]:
        """Wait for the first, give others a moment to come, and take them; nothing at the end."""
        with self._some:
            while not self._waiting and not self._stopped:
                self._some.wait()
        if self._waiting and not self._stopped:
            time.sleep(self._gather)
        with self._some:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            return batch

    def _written(self, ones: list[One]) -> Sequence[Done | None]:
        try:
            return self._write(ones)
        except Exception as problem:
            # Its kind alone: what an error of a database says may hold what somebody wrote.
            log.error("What arrived together could not be saved together: %s", type(problem).__name__)
            return [None] * len(ones)


def tell(results: list[tuple[asyncio.Future[Done | None], Done | None]]) -> None:
    """Give each its result: one call for each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Done | None], Done | None]]] = {}
    for future, result in results:
        by_loop.setdefault(future.get_loop(), []).append((future, result))
    for loop, together in by_loop.items():
        with suppress(RuntimeError):  # that loop has ended, and whoever waited with it
            loop.call_soon_threadsafe(_give, together)


def _give(results: list[tuple[asyncio.Future[Done | None], Done | None]]) -> None:
    for future, result in results:
        if not future.done():
            future.set_result(result)
