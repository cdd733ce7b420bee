"""The one place that calls the sign-in library's inner functions to check a code or a passkey.

The library offers these checks only inside its own sign-in pages; their names are not a promised interface, so no
other file of the product uses them. An upgrade that moves them fails the tests of `second_proof`.
"""

from __future__ import annotations

import json
from enum import StrEnum, auto
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from alongside.people.models import User

# Where an authenticator's own data remembers which half minute its newest code belonged to.
LAST = "last_counter"


class Outcome(StrEnum):
    """What became of a code."""

    RIGHT = auto()
    WRONG = auto()
    USED = auto()


def kinds(user: User) -> frozenset[str]:
    """What somebody has set up: "totp", "webauthn", "recovery_codes"."""
    return frozenset(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def looks_like_recovery_code(code: str) -> bool:
    """Whether this has the shape of a recovery code; compares it with nobody's and uses none up."""
    plain = normalize_user_code(code)
    return plain.isdecimal() and len(plain) == int(app_settings.RECOVERY_CODE_DIGITS)


def check_code(user: User, code: str) -> Outcome:
    """Whether a code app shows this code now; a right one is used up by it, for signing in too."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is None or _half_minute(app, code) is None:
        return Outcome.WRONG
    # The library's own mark first, so that its sign-in pages refuse the code as well.
    if not (app.wrap().validate_code(code) and use_once(app, code)):
        return Outcome.USED
    app.record_usage()
    return Outcome.RIGHT


def use_once(app: Authenticator, code: str) -> bool:
    """Use up a right code, and every older one; false where it, or a newer one, was used before.

    The library forgets a used code after half a minute and keeps it in the cache of one process, while its tolerance
    for a phone's clock takes the same code for a minute and a half. RFC 6238 (5.2) wants it refused all that time.
    """
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().filter(pk=app.pk).first()
        counter = _half_minute(locked, code) if locked else None
        if locked is None or counter is None or counter <= locked.data.get(LAST, -1):
            return False
        locked.data[LAST] = counter
        locked.save(update_fields=["data"])
    return True


def begin_passkey(request: HttpRequest, user: User) -> tuple[dict[str, Any], dict[str, Any]]:
    """A new question for somebody's passkeys: what the browser needs, and what `finish_passkey` needs.

    The library leaves the open question in the session, where its own pages would take the answer; it is moved out.
    """
    with context.request_context(request):
        options = webauthn.begin_authentication(user)
        state = webauthn.get_state()
        webauthn.clear_state()
    return options, dict(state or {})


def finish_passkey(request: HttpRequest, user: User, state: dict[str, Any], credential: str) -> bool:
    """Whether the browser's answer comes from one of this person's passkeys and is to exactly this question."""
    with context.request_context(request):
        try:
            response = json.loads(credential)
            webauthn.parse_authentication_response(response)
            webauthn.set_state(state)
            passkey = webauthn.complete_authentication(user, response)
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            # What a browser sends may be anything; the library reads some of it without looking first.
            return False
        finally:
            webauthn.clear_state()
    passkey.record_usage()
    return True


def _half_minute(app: Authenticator, code: str) -> int | None:
    """The number of the half minute to which a code of this app belongs, of those that count now."""
    secret = decrypt(app.data["secret"])
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return int(counter)
    return None
