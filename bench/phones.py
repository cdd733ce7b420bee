"""A crowd of phones in one room: each comes in, follows the session, and answers every ten seconds."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bench.wire import Answer, Browser

EVERY = 10.0
# How room.js waits before it asks for the stream again.
SOONEST, LATEST = 0.5, 8.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_STREAM = re.compile(r'data-stream="([^"]+)"')
_DATA_TOKEN = re.compile(r'data-token="([^"]+)"')
_ANSWER_KEY = re.compile(r'data-answer-key="([^"]+)"')
_FORM_KEY = re.compile(r'name="key" value="([^"]+)"')
_HAVE = re.compile(r'data-have="([^"]+)"')
_GROUP = re.compile(r'name="group"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="group"')
_MINE = re.compile(r'data-mine=\\?"([a-z0-9-]+)\.(\d+)\\?"')
_SHOWN = re.compile(rb"(?im)^x-room-have: (\d+)\.")
_MARK = re.compile(rb'"version": (\d+), "nudge": (\d+)')

Key = tuple[str, int]


@dataclass
class Seen:
    """What the crowd has seen: when each phone saw each step, and what is asked in the newest one."""

    at: dict[int, dict[int, float]] = field(default_factory=dict)
    asked: dict[int, Key | None] = field(default_factory=dict)
    version: int = 0

    def note(self, version: int, phone: int, event: bytes) -> None:
        """One phone has this step."""
        self.at.setdefault(version, {}).setdefault(phone, time.perf_counter())
        if version not in self.asked and b'"html"' in event:
            self.read(version, event.decode())

    def read(self, version: int, page: str) -> None:
        """What this step asks, from a page or an event that shows it."""
        found = _MINE.search(page)
        self.asked[version] = (found[1], int(found[2])) if found else None
        self.version = max(self.version, version)

    @property
    def now(self) -> Key | None:
        """The challenge and round that is answered now, if one is."""
        return self.asked.get(self.version)


@dataclass
class Tally:
    """What the phones met: seconds of each tap, errors with what they were, and taps that came too late."""

    taps: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    late: int = 0
    join_bytes: int = 0


@dataclass
class Phone:
    """One phone. `kept` is what the server acknowledged last, by challenge and round: answer, reason, revision."""

    number: int
    browser: Browser
    seen: Seen
    tally: Tally
    answers: Sequence[str]
    kept: dict[Key, tuple[str, str, int]] = field(default_factory=dict)
    stream: str = ""
    have: str = ""
    token: str = ""
    key: str = ""
    address: str = ""
    connected: bool = False

    async def come_in(self, door: str) -> None:
        """From the square code to the page of the room, through every page a person would see."""
        page = await self.browser.get(door)
        address = page.location
        page = await self.browser.get(address)
        self.tally.join_bytes = max(self.tally.join_bytes, page.raw)
        groups = [first or second for first, second in _GROUP.findall(page.text)]
        form = {"csrfmiddlewaretoken": _found(_TOKEN, page), "group": groups[self.number % len(groups)]}
        page = await self.browser.post(address, form)
        own = {"csrfmiddlewaretoken": _found(_TOKEN, page), "key": _found(_FORM_KEY, page)}
        form = {**form, **own, "told": "yes", "alone": "yes"}
        page = await self.browser.post(address, form)
        if page.status != 302:
            raise OSError(f"could not come in: {page.status}")
        self.address = page.location
        page = await self.browser.get(self.address)
        self.token, self.key = _found(_DATA_TOKEN, page), _found(_ANSWER_KEY, page)
        self.stream, self.have = _found(_STREAM, page), _found(_HAVE, page)
        self.seen.read(int(self.have.split(".")[0]), page.text)

    async def follow(self, until: asyncio.Event, chance: Random) -> None:
        """Keep the stream open as room.js does: after it broke, again after a random wait."""
        while not until.is_set():
            try:
                async for event in self.browser.events(f"{self.stream}?have={self.have}"):
                    self.connected = True
                    if mark := _MARK.search(event):
                        self.have = f"{mark[1].decode()}.{mark[2].decode()}"
                        self.seen.note(int(mark[1]), self.number, event)
            except (OSError, TimeoutError):
                pass
            self.connected = False
            await asyncio.sleep(chance.uniform(SOONEST, LATEST))

    async def answer_on(self, until: asyncio.Event, chance: Random) -> None:
        """Answer what is asked, anew every ten seconds, as long as something is asked."""
        await asyncio.sleep(chance.uniform(0, EVERY))
        while not until.is_set():
            began = time.perf_counter()
            if asked := self.seen.now:
                await self.tap(asked)
            await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))

    async def tap(self, asked: Key) -> None:
        """One answer, with a reason nobody else gives."""
        _answer, _reason, revision = self.kept.get(asked, ("", "", 0))
        answer = self.answers[(self.number + revision) % len(self.answers)]
        reason = f"phone {self.number}, answer {revision + 1}"
        form = {
            "csrfmiddlewaretoken": self.token,
            "item": asked[0], "round": str(asked[1]), "revision": str(revision), "answer": answer, "reason": reason,
        }  # fmt: skip
        # What a browser sends with every request of a script, and what answers.js adds.
        ours = {"Origin": self.browser.origin, "Sec-Fetch-Site": "same-origin", "X-Room": "1"}
        began, saw = time.perf_counter(), self.seen.version
        try:
            said = await self.browser.post(f"{self.address}answer/", form, {**ours, "X-Room-Key": self.key})
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as problem:
            self.tally.errors.append(f"tap: {problem!r}")
            return
        self.tally.taps.append(time.perf_counter() - began)
        if said.status == 200:
            self.kept[asked] = (answer, reason, revision + 1)
        elif said.status == 409 and told_newer(said, saw):
            self.tally.late += 1
        else:
            self.tally.errors.append(f"tap: {said.status}")


def told_newer(said: Answer, saw: int) -> bool:
    """Whether a refusal shows a later step than the phones had seen: the room went on while the tap was on its way."""
    found = _SHOWN.search(said.head)
    return found is not None and int(found[1]) > saw


def _found(wanted: re.Pattern[str], page: Answer) -> str:
    found = wanted.search(page.text)
    if found is None:
        raise OSError(f"{page.status}: the page has no {wanted.pattern}")
    return found[1]
