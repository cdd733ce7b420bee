"""Answers to `/live/<token>` and `/live/<token>/now`, beside the pages: a phone costs no thread and no database.

The first is a stream of server-sent events (WHATWG HTML, section 9.2), the second the same message for who asks every
few seconds, where a proxy holds streams back. The token alone opens them; nothing here knows who somebody is.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from alongside.workshops import live as rooms
from alongside.workshops.live.bus import Bus, Full, Listener
from alongside.workshops.live.state import State
from alongside.workshops.live.tokens import Kind, opens

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

KEEP_ALIVE = 15.0
# How long somebody waits for the very first drawing of a session.
PATIENCE = 10.0
# A comment keeps proxies from closing the line; the event lets a phone notice that nothing arrives any more.
STILL_HERE = b":\nevent: here\ndata: 1\n\n"
HEADERS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
PLAIN = b"text/plain; charset=utf-8"


async def live(scope: Message, receive: Receive, send: Send) -> None:
    """One request. Answers 403 for a token that opens nothing, 404 for what is not there, 405, or 503 when full."""
    token, _, rest = scope["path"].removeprefix("/live/").partition("/")
    bus, opened = rooms.running(), opens(token)
    if scope["method"] not in ("GET", "HEAD"):
        await _say(send, 405, b"Only reading is possible here.", [(b"allow", b"GET, HEAD")])
    elif rest not in ("", "now") or bus is None:
        await _say(send, 404, b"There is nothing here.")
    elif opened is None:
        await _say(send, 403, b"This link no longer works. Go to the page of your session again.")
    else:
        visit = Visit(scope, receive, send, bus, *opened)
        try:
            await (visit.now() if rest else visit.stream())
        except Full:
            await _say(send, 503, b"Too many are here at the moment. Ask again soon.", [(b"retry-after", b"5")])
        except (asyncio.CancelledError, OSError):
            return  # the server stops, or the phone has gone: neither is an error


class Visit:
    """One phone or screen that asks."""

    def __init__(self, scope: Message, receive: Receive, send: Send, bus: Bus, session: UUID, kind: Kind) -> None:
        self.receive, self.send = receive, send
        self.bus, self.session, self.counts = bus, session, kind == "screen"
        self.head = scope["method"] == "HEAD"
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        came_back_with = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
        self.have = came_back_with or asked.get("have", [""])[0]

    async def now(self) -> None:
        """The newest message, or nothing where a phone has it already."""
        state = self.bus.now(self.session, counts=self.counts)
        if state is None:
            async with self.following() as listener:
                state = await self.first(listener)
        if state is None:
            await _say(self.send, 404, b"There is nothing here.")
        elif state.mark == self.have and not self.counts:
            await _answer(self.send, 204, [], b"")
        else:
            await _answer(self.send, 200, [(b"content-type", b"application/json")], self.told(state).encode())

    async def stream(self) -> None:
        """Every message from now on, until the phone goes."""
        async with self.following() as listener:
            state = await self.first(listener)
            if state is None:
                await _say(self.send, 404, b"There is nothing here.")
                return
            headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
            await self.send({"type": "http.response.start", "status": 200, "headers": [*headers, *HEADERS]})
            if not self.head:
                await self.follow(listener, state)
            await self.send({"type": "http.response.body", "body": b""})

    async def follow(self, listener: Listener, state: State) -> None:
        """Send the first state, and each newer one; ends when the phone or the session has gone."""
        same = state.mark == self.have and not self.counts
        await self.write(state, state.for_phones_that_have_it if same else self.told(state))
        leaving = asyncio.create_task(self.left(listener))
        try:
            while not leaving.done() and not self.bus.gone(self.session):
                if not await heard(listener, KEEP_ALIVE):
                    await self.part(STILL_HERE)
                    continue
                newest = self.bus.now(self.session, counts=self.counts)
                if newest and self.told(newest) != self.told(state) and not leaving.done():
                    state = newest
                    await self.write(state, self.told(state))
        finally:
            leaving.cancel()

    def told(self, state: State) -> str:
        """The message that this kind of screen gets."""
        return state.for_screens if self.counts else state.for_phones

    async def first(self, listener: Listener) -> State | None:
        """The state, drawn if it must be; None where the session does not exist. Raises Full after long waiting."""
        while not self.bus.gone(self.session):
            if state := self.bus.now(self.session, counts=self.counts):
                return state
            if not await heard(listener, PATIENCE):
                raise Full
        return None

    async def left(self, listener: Listener) -> None:
        """Wait until the phone goes, then wake who writes to it."""
        while (await self.receive())["type"] != "http.disconnect":
            continue
        listener.news.set()

    @asynccontextmanager
    async def following(self) -> AsyncIterator[Listener]:
        listener = self.bus.follow(self.session, counts=self.counts)
        try:
            yield listener
        finally:
            self.bus.leave(self.session, listener)

    async def write(self, state: State, message: str) -> None:
        await self.part(f"id: {state.mark}\ndata: {message}\n\n".encode())

    async def part(self, body: bytes) -> None:
        await self.send({"type": "http.response.body", "body": body, "more_body": True})


async def heard(listener: Listener, seconds: float) -> bool:
    """Wait for news; False where there was none for so long."""
    try:
        async with asyncio.timeout(seconds):
            await listener.news.wait()
    except TimeoutError:
        return False
    listener.news.clear()
    return True


async def _say(send: Send, status: int, words: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    await _answer(send, status, [(b"content-type", PLAIN), *(headers or [])], words)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    # An answer of 204 has no length.
    length = [] if status == 204 else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length, *HEADERS]})
    await send({"type": "http.response.body", "body": body})
