"""A tablet that goes from hand to hand in a room: who is known on it, each behind a number that only they know.

The device itself keeps the list, signed, for one session and half a day; no table knows of it. It opens nothing: it
names people by their keys and holds a keyed hash of each number, so that neither a copy of the device nor a copy of the
database tells a number. Whoever types the right one gets a new secret, as with a return code.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from alongside.people.throttle import too_many, used_up
from alongside.people.tokens import hash_of

COOKIE = "going-round"
KEPT_FOR = 60 * 60 * 12
# A cookie has room for about this many.
MOST = 12
# Wrong numbers in a quarter of an hour: for one person, wherever the list was copied to, and on one device.
WRONG_FOR_ONE = 5
WRONG_ON_ONE = 15


@dataclass(frozen=True)
class Known:
    """Somebody on the list: their key, the word they chose to be called by, and what is kept of their number."""

    person: UUID
    word: str
    mark: str


@dataclass(frozen=True)
class Tablet:
    """A device that goes round; `id` is random and counts wrong numbers."""

    id: str
    people: tuple[Known, ...] = ()

    def place_of(self, person: UUID) -> Known | None:
        """What is known of somebody, if they are on the list."""
        return next((each for each in self.people if each.person == person), None)

    def without(self, person: UUID) -> Tablet:
        """The same device, which no longer knows somebody."""
        return replace(self, people=tuple(each for each in self.people if each.person != person))

    def knowing(self, person: UUID, word: str, number: str) -> Tablet:
        """The same device, which knows somebody by a word and a number."""
        return replace(self, people=(*self.without(person).people, Known(person, word, mark_of(person, number))))


def mark_of(person: UUID, number: str) -> str:
    """What is kept of somebody's number. Ten thousand numbers are soon tried by whoever has the site's own key."""
    return hash_of("tablet", f"{person} {number}")[:32]


def tablet_of(request: HttpRequest, session_id: UUID) -> Tablet | None:
    """What this device keeps for a session; None where it does not go round there, or too long ago."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_salt(session_id), max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Tablet(kept["id"], tuple(Known(UUID(hex=person), word, mark) for person, word, mark in kept["people"]))


def new_tablet() -> Tablet:
    """A device that goes round from now on."""
    return Tablet(secrets.token_hex(8))


def keep(response: HttpResponse, assessment_id: UUID, session_id: UUID, tablet: Tablet) -> HttpResponse:
    """Let the device keep the list; the cookie goes to the pages of this session only."""
    people: Sequence[tuple[str, str, str]] = [(each.person.hex, each.word, each.mark) for each in tablet.people]
    kept = signing.dumps({"id": tablet.id, "people": people}, salt=_salt(session_id), compress=True)
    path = reverse("phone", args=[assessment_id, session_id])
    response.set_cookie(
        COOKIE, kept, max_age=KEPT_FOR, path=path, secure=settings.SECURE, httponly=True, samesite="Lax"
    )
    return response


def is_theirs(tablet: Tablet, known: Known, number: str) -> bool | None:
    """Whether a number is the one that somebody set; None where too many wrong ones were tried.

    Every try is counted before it is looked at, or many at once would all be looked at.
    """
    whose = f"tablet-number:{known.person}"
    if used_up(f"tablet:{tablet.id}", WRONG_ON_ONE) or too_many(whose, WRONG_FOR_ONE):
        return None
    if not constant_time_compare(known.mark, mark_of(known.person, number)):
        too_many(f"tablet:{tablet.id}", WRONG_ON_ONE)
        return False
    cache.delete(f"throttle:{whose}")
    return True


def _salt(session_id: UUID) -> str:
    return f"tablet {session_id}"
