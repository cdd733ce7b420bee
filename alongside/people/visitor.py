"""Know a device again that has no session: a random mark in a cookie, for counting tries and nothing else."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from alongside.people import tokens
from alongside.people.throttle import too_many

COOKIE = "visitor"
# Wrong codes in a quarter of an hour: from one device, beginning with the same four characters, and on the whole
# site. With eight characters the last makes a lucky guess take centuries, whatever the number of devices.
FROM_ONE_DEVICE = 10
AT_ONE_BEGINNING = 40
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


def guesses_too_often(request: HttpRequest, code: str) -> bool:
    """Count one try at a code; true where this device, this beginning or the whole site has had too many."""
    device = tokens.hash_of("visitor", request.COOKIES.get(COOKIE, ""))
    beginning = tokens.hash_of("beginning", tokens.tidy(code)[:4])
    counted = [
        too_many(f"code-device:{device}", FROM_ONE_DEVICE),
        too_many(f"code-beginning:{beginning}", AT_ONE_BEGINNING),
        too_many("code-site", ON_THE_SITE),
    ]
    return any(counted)
