"""The short way for an answer that is tapped: the same address and form as the page's own, answered beside the pages.

It only ever answers what was saved, or came after its round was shown to the room. Whatever is unusual (no script, no
signed key, another site, a device that is not known, a form with a mistake, any other refusal) goes on to the ordinary
page, which decides and says it in its own words. So nothing is allowed here that is not allowed there
(docs/decisions/0023).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from alongside.assessments.doors import COOKIE
from alongside.workshops import live as rooms
from alongside.workshops.live.bus import Full
from alongside.workshops.live.stream import HEADERS, Message, Receive, Send
from alongside.workshops.live.tokens import opens_answer

Pages = Callable[[Any, Any, Any], Awaitable[None]]

_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ADDRESS = re.compile(rf"/take-part/({_ID})/room/({_ID})/answer/")
_FORM = "application/x-www-form-urlencoded"
# The longest reason, every letter of it written as twelve, and the few words around it.
LONGEST = 32 * 1024
# What every page says of itself. It is read by a script only, so as a page of its own it may do nothing.
ABOUT = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    *HEADERS,
]


@dataclass(frozen=True)
class Tap:
    """One answer as it came: the room it was sent to, whom its key names, what the device keeps, and the form."""

    assessment_id: UUID
    session_id: UUID
    participant_id: UUID
    secret: str
    form: bytes


@dataclass(frozen=True)
class Reply:
    """What a phone is shown once its answer is saved or came too late (409), and the mark of what that shows."""

    mark: str
    html: str
    status: int = 200


async def answer_beside(scope: Message, receive: Receive, send: Send, pages: Pages) -> None:
    """One request for a page: answered here where it is a tap that was saved, else by the pages."""
    found = _ADDRESS.fullmatch(scope["path"]) if scope["method"] == "POST" else None
    writer = rooms.writer() if found else None
    headers = _headers(scope) if found and writer else {}
    participant = _whose(headers, scope, UUID(found[2])) if found and headers else None
    if found is None or writer is None or participant is None:
        await pages(scope, receive, send)
        return
    taken: list[Message] = []
    form = await _body(receive, taken)
    if form is None:
        return
    secret = parse_cookie(headers.get("cookie", "")).get(COOKIE, "")
    try:
        saved = secret and await writer.done(Tap(UUID(found[1]), UUID(found[2]), participant, secret, form))
    except Full:
        # A phone keeps what it could not send, and sends it again.
        await _say(send, 503, [(b"retry-after", b"5")], b"")
        return
    if isinstance(saved, Reply):
        await _say(send, saved.status, [(b"x-room-have", saved.mark.encode())], saved.html.encode())
    else:
        await pages(scope, _again(taken, receive), send)


def _headers(scope: Message) -> dict[str, str]:
    """The headers of a request; nothing where one of them is there twice, which no browser does."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    return headers if len(headers) == len(scope["headers"]) else {}


def _whose(headers: dict[str, str], scope: Message, session_id: UUID) -> UUID | None:
    """Whom the key of a tap names; None where this is not the script of one of our own pages."""
    length = headers.get("content-length", "")
    fits = length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= LONGEST
    is_form = headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM
    if not fits or not is_form or headers.get("x-room") != "1" or not is_our_own(headers, scope):
        return None
    opened = opens_answer(headers.get("x-room-key", ""))
    return opened[1] if opened and opened[0] == session_id else None


def is_our_own(headers: dict[str, str], scope: Message) -> bool:
    """Whether a request comes from a page of this very address. Browsers name it with everything a script sends."""
    host, origin = headers.get("host", ""), headers.get("origin", "")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    domain, _port = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    scheme = _scheme(headers, scope)
    if settings.SECURE_SSL_REDIRECT and scheme != "https":
        return False
    return origin == f"{scheme}://{host}" or origin in settings.CSRF_TRUSTED_ORIGINS


def _scheme(headers: dict[str, str], scope: Message) -> str:
    """How the phone came: what a trusted proxy says, else what came here."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        told = headers.get(name.removeprefix("HTTP_").replace("_", "-").lower(), "")
        return "https" if told.partition(",")[0].strip() == secure else "http"
    return str(scope.get("scheme", "http"))


async def _body(receive: Receive, taken: list[Message]) -> bytes | None:
    """What was sent; each piece is kept, for the pages. None where the phone has gone meanwhile.

    The server reads no more than the length that was named.
    """
    while True:
        taken.append(await receive())
        if taken[-1]["type"] != "http.request":
            return None
        if not taken[-1].get("more_body"):
            return b"".join(each.get("body", b"") for each in taken)


def _again(taken: list[Message], receive: Receive) -> Receive:
    """Give what was taken once more, then what comes after it."""
    waiting = iter(taken)

    async def again() -> Message:
        kept = next(waiting, None)
        return await receive() if kept is None else kept

    return again


async def _say(send: Send, status: int, more: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*ABOUT, length, *more]})
    await send({"type": "http.response.body", "body": body})
