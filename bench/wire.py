"""The least of HTTP that a crowd of phones needs: one connection for each request, cookies, and a stream of events.

A real client would cost more than the server that is measured.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

LARGEST = 1 << 22
PATIENCE = 60.0
_COOKIE = re.compile(rb"(?im)^set-cookie: ([^=]+)=([^;\r]*)")
_LENGTH = re.compile(rb"(?im)^content-length: (\d+)")
_LOCATION = re.compile(rb"(?im)^location: ([^\r]+)")


@dataclass(frozen=True)
class Answer:
    """What a server said; `raw` is how many bytes came over the line."""

    status: int
    head: bytes
    body: bytes

    @property
    def raw(self) -> int:
        """Bytes of head and body."""
        return len(self.head) + len(self.body)

    @property
    def location(self) -> str:
        """Where it sends on to."""
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Browser:
    """One device: where the server is, and the cookies it has been given. Paths of cookies are not looked at."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """What a page from this server says it comes from."""
        return f"http://localhost:{self.port}"

    async def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a page."""
        return await self._ask("GET", path, b"", headers or {})

    async def post(self, path: str, form: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", path, urlencode(form).encode(), {**kind, **(headers or {})})

    async def events(self, path: str) -> AsyncIterator[bytes]:
        """Every event of a stream as it came, until the server closes it. Raises OSError where it cannot be opened."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LARGEST)
        try:
            writer.write(self._head("GET", path, 0, {"Accept": "text/event-stream"}))
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n", 1)[0]:
                raise OSError(head.split(b"\r\n", 1)[0].decode())
            while True:
                yield await reader.readuntil(b"\n\n")
        except asyncio.IncompleteReadError:
            return
        finally:
            writer.close()

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LARGEST)
            try:
                writer.write(self._head(method, path, len(body), {"Connection": "close", **headers}) + body)
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                content = await (reader.readexactly(int(length[1])) if length else reader.read())
            finally:
                writer.close()
        self.cookies.update((name.decode(), value.decode()) for name, value in _COOKIE.findall(head))
        return Answer(int(head[9:12]), head, content)

    def _head(self, method: str, path: str, length: int, headers: dict[str, str]) -> bytes:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}", f"Content-Length: {length}"]
        lines += [f"Cookie: {kept}"] if kept else []
        return ("\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items())]) + "\r\n\r\n").encode()
