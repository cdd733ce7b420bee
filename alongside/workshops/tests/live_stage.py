"""A bus beside the test, and the session that it draws: a test sets what is on and counts how often it was asked."""

import asyncio
import threading
from contextlib import contextmanager
from uuid import uuid4

from alongside.workshops.live.bus import Bus
from alongside.workshops.live.state import Frame

SESSION = uuid4()


class Stage:
    """A session whose state a test sets, and that counts how often it was asked for."""

    def __init__(self, frame=None, progress=None):
        self.frame, self.progress = frame or Frame(1, 0, "<p>one</p>"), progress or {"answered": 0}
        self.drawn = self.counted = 0
        self.held_up = threading.Event()
        self.held_up.set()
        self.at_it = threading.Event()

    def load(self, session):
        self.drawn += 1
        self.at_it.set()
        self.held_up.wait(5)
        if isinstance(self.frame, Exception):
            raise self.frame
        return self.frame

    def count(self, session):
        self.counted += 1
        return self.progress


@contextmanager
def running(stage):
    bus = Bus(stage.load, stage.count)
    try:
        yield bus
    finally:
        stage.held_up.set()
        bus.stop()


async def until(condition, seconds=3.0):
    """Look again and again; fails where it never comes."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


def seen(bus, counts=False):
    return bus.now(SESSION, counts=counts)
