"""Know a device again that has no session: a random mark in a cookie, for counting tries and nothing else."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from alongside.people import tokens
from alongside.people.throttle import too_many, used_up

COOKIE = "visitor"
# Wrong codes in a quarter of an hour: from one device; beginning with the same four characters, because many in a room
# mistype the same code; and on the whole site. With eight characters the last makes a lucky guess take centuries,
# whatever the number of devices.
FROM_ONE_DEVICE = 10
AT_ONE_BEGINNING = 200
ON_THE_SITE = 2000


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a device its mark, once."""
    if COOKIE not in request.COOKIES:
        response.set_cookie(
            COOKIE, secrets.token_urlsafe(16), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response


def has_mark(request: HttpRequest) -> bool:
    """Whether this device has its mark; one without cannot try a code."""
    return bool(request.COOKIES.get(COOKIE))


def may_try(request: HttpRequest, code: str) -> bool:
    """Whether this device, this beginning and the whole site may try a code now; counts nothing."""
    return not any(used_up(what, limit) for what, limit in _counted(request, code))


def note_wrong(request: HttpRequest, code: str) -> None:
    """Count a code that opened nothing. Right ones are never counted: a room of three hundred types the same."""
    for what, limit in _counted(request, code):
        too_many(what, limit)


def _counted(request: HttpRequest, code: str) -> list[tuple[str, int]]:
    device = tokens.hash_of("visitor", request.COOKIES.get(COOKIE, ""))
    beginning = tokens.hash_of("beginning", tokens.tidy(code)[:4])
    return [
        (f"code-device:{device}", FROM_ONE_DEVICE),
        (f"code-beginning:{beginning}", AT_ONE_BEGINNING),
        ("code-site", ON_THE_SITE),
    ]
