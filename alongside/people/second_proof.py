"""A fresh second proof, bound to what somebody agrees to: for signing, where being signed in is not enough.

`ask` when the page is drawn, `prove` when it comes back. What is agreed to stands for itself as a SHA-256, `about`.
The page carries it, and so does the open question for a passkey: an answer that was given to other content proves
nothing. A proof is handed to the caller and kept nowhere; the next signature asks anew.

Call `prove` outside a transaction: what it counts and uses up must stay, whatever happens next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from alongside.people import factors
from alongside.people.access import PersonRequest
from alongside.people.throttle import too_many, used_up

PENDING = "second-proof"
OPEN_FOR = timedelta(minutes=5)
# Wrong codes of one person in a quarter of an hour. Passkeys cannot be guessed, are not counted, and stay open then.
WRONG_CODES = 10
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Factor(StrEnum):
    """With what somebody proved who they are."""

    TOTP = "totp"
    WEBAUTHN = "webauthn"


class Why(StrEnum):
    """Why there is no proof."""

    CHANGED = auto()
    NO_CODE = auto()
    NO_APP = auto()
    WRONG_CODE = auto()
    USED_CODE = auto()
    RECOVERY_CODE = auto()
    TOO_MANY = auto()
    NOT_ASKED = auto()
    TOO_OLD = auto()
    OTHER_CONTENT = auto()
    WRONG_PASSKEY = auto()


SENTENCES = {
    Why.CHANGED: _("This has changed since you opened the page. Nothing is signed. Read it again, then sign."),
    Why.NO_CODE: _("Enter the 6 numbers that your code app shows now"),
    Why.NO_APP: _("You have not set up a code app. Use your passkey, or set up a code app first."),
    Why.WRONG_CODE: _("That did not match. Enter the 6 numbers that your code app shows now."),
    Why.USED_CODE: _("This code was used before, and each works once. Wait for the next code, then enter that one."),
    Why.RECOVERY_CODE: _(
        "This looks like a recovery code. Those are for signing in when your phone is lost, and yours is still good. "
        "Enter a code from your code app, or use a passkey."
    ),
    Why.TOO_MANY: _(
        "There were too many wrong codes. Wait 15 minutes, then try again. A passkey works now, and so does all else."
    ),
    Why.NOT_ASKED: _("We could not match your passkey to this page. Nothing is signed. Please use it once more."),
    Why.TOO_OLD: _("More than five minutes went by. Nothing is signed. Please use your passkey once more."),
    Why.OTHER_CONTENT: _(
        "Your passkey answered for another page, perhaps in another tab. Nothing is signed. "
        "Check what stands here, then use it once more."
    ),
    Why.WRONG_PASSKEY: _("That passkey did not match your account. Nothing is signed. Please try again."),
}
# What has nothing to do with the box for a code, which may not even be there.
NOT_OF_CODE = {Why.CHANGED, Why.NO_APP, Why.NOT_ASKED, Why.TOO_OLD, Why.OTHER_CONTENT, Why.WRONG_PASSKEY}


class NotProven(Exception):
    """There is no proof; `why`, and as text the sentence for the person."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        """The sentence for the person."""
        return str(SENTENCES[self.why])


@dataclass(frozen=True)
class Proof:
    """Who proved it, with what, when, and the `about` that they agreed to."""

    person: UUID
    factor: Factor
    at: datetime
    about: str

    def covers(self, person: UUID, digests: Iterable[str]) -> bool:
        """Whether this is the proof of this person for exactly these contents."""
        return self.person == person and constant_time_compare(self.about, about(digests))


@dataclass(frozen=True)
class Question:
    """What a page needs for asking: which ways there are, and the browser's part of the passkey's, as JSON data."""

    about: str
    has_app: bool
    has_passkey: bool
    request_options: dict[str, Any] | None


def about(digests: Iterable[str]) -> str:
    """One text for all that is agreed to at once, whatever their order; for one, its own SHA-256.

    Raises ValueError for none, or for what is not a SHA-256 in lower-case hexadecimal.
    """
    found = sorted(set(digests))
    if not found or not all(_DIGEST.fullmatch(digest) for digest in found):
        raise ValueError("A proof is about one or several SHA-256, in lower-case hexadecimal.")
    return found[0] if len(found) == 1 else hashlib.sha256("\n".join(found).encode()).hexdigest()


def ask(request: PersonRequest, about: str) -> Question:
    """Open a new question; the one before is closed by it. Somebody with neither app nor passkey can prove nothing.

    Send those to `access.to_second_factor` before the page is drawn.
    """
    kinds = factors.kinds(request.user)
    options = None
    if Factor.WEBAUTHN in kinds:
        options, state = factors.begin_passkey(request, request.user)
        request.session[PENDING] = {"about": about, "at": timezone.now().isoformat(), "state": state}
    return Question(about, Factor.TOTP in kinds, Factor.WEBAUTHN in kinds, options)


def prove(request: PersonRequest, about: str, *, shown: str, code: str = "", credential: str = "") -> Proof:
    """Check a code, or a passkey's answer, that somebody gave for `about`.

    `about` comes from what is stored now; `shown` is what the page carried that the person read. Raises NotProven.
    """
    if not constant_time_compare(shown, about):
        raise NotProven(Why.CHANGED)
    if credential:
        _check_passkey(request, about, credential)
    else:
        _check_code(request, code)
    factor = Factor.WEBAUTHN if credential else Factor.TOTP
    return Proof(person=request.user.pk, factor=factor, at=timezone.now(), about=about)


def _check_passkey(request: PersonRequest, about: str, credential: str) -> None:
    # Taken out before it is looked at: an answer, right or wrong, closes the question.
    pending = request.session.pop(PENDING, None)
    if pending is None:
        raise NotProven(Why.NOT_ASKED)
    if not constant_time_compare(pending["about"], about):
        raise NotProven(Why.OTHER_CONTENT)
    if timezone.now() - datetime.fromisoformat(pending["at"]) > OPEN_FOR:
        raise NotProven(Why.TOO_OLD)
    if not factors.finish_passkey(request, request.user, pending["state"], credential):
        raise NotProven(Why.WRONG_PASSKEY)


def _check_code(request: PersonRequest, code: str) -> None:
    if Factor.TOTP not in factors.kinds(request.user):
        raise NotProven(Why.NO_APP)
    if not code.strip():
        raise NotProven(Why.NO_CODE)
    if factors.looks_like_recovery_code(code):
        raise NotProven(Why.RECOVERY_CODE)
    tries = f"second-proof:{request.user.pk}"
    if used_up(tries, WRONG_CODES):
        raise NotProven(Why.TOO_MANY)
    outcome = factors.check_code(request.user, code)
    if outcome == factors.Outcome.WRONG:
        too_many(tries, WRONG_CODES)
        raise NotProven(Why.WRONG_CODE)
    if outcome == factors.Outcome.USED:
        raise NotProven(Why.USED_CODE)
