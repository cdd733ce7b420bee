"""The six-digit codes of the demonstration people, which only a demonstration can work out."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from alongside.demo.telling import PASSWORD, Person, people
from alongside.people.models import User


@dataclass(frozen=True)
class Key:
    """How to sign in as one person: `code` holds for `seconds` more."""

    person: Person
    password: str
    code: str
    seconds: int


def keys() -> list[Key]:
    """Every demonstration person's way in. Raises ImproperlyConfigured outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured("Only a demonstration shows sign-in codes.")
    period = app_settings.TOTP_PERIOD
    counter, gone = divmod(int(time.time()), period)
    known = {person.email: person for person in people()}
    rows = Authenticator.objects.filter(user__email__in=known, type=Authenticator.Type.TOTP).select_related("user")
    found = {row.user.email: decrypt(row.data["secret"]) for row in rows}
    return [
        Key(person, PASSWORD, format_hotp_value(hotp_value(found[email], counter)), period - gone)
        for email, person in known.items()
        if email in found
    ]


def demonstration_user(key: str) -> User | None:
    """One of the invented people by their key; nobody outside a demonstration, and nobody else ever."""
    if not settings.DEMONSTRATION:
        return None
    known = {person.key: person.email for person in people()}
    return User.objects.filter(email=known.get(key, "")).first()
