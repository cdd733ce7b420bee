"""How the sign-in library behaves here: nobody signs up, mail goes through the outbox, the words are ours.

Every change to how somebody signs in comes through `send_notification_mail`, so that is where their other sessions
end. What the library writes (its words are in English for developers) is replaced in `wording.py`.
"""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.messages import add_message
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from alongside.audit.actor import SYSTEM, Actor
from alongside.people import queries, tokens
from alongside.people.actions.accounts import end_other_sessions
from alongside.people.actions.mail import write
from alongside.people.models import User
from alongside.people.wording import CHANGES, MESSAGES, SIGN_IN_ERRORS

# A device on which somebody has signed in before keeps its own count of wrong passwords, so that an attacker who
# uses up the tries for an address does not lock its owner out.
DEVICE_COOKIE = "device"
DEVICE_DAYS = 400


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts and passwords."""

    error_messages = {**DefaultAccountAdapter.error_messages, **SIGN_IN_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from invitations and from `alongside createadmin` only."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a message into the outbox; its text is `people/mail/<name>.jinja`."""
        name = template_prefix.rsplit("/", 1)[-1]
        write(f"people/mail/{name}.jinja", to=email, by=SYSTEM, **context)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody that how they sign in was changed, and end their sessions on other devices."""
        name = template_prefix.rsplit("/", 1)[-1]
        by = Actor.user(user.pk)
        with transaction.atomic():
            end_other_sessions(user=user, because=name, by=by)
            write(
                "people/mail/sign_in_changed.jinja",
                to=user.email,
                by=by,
                user=user,
                what=CHANGES[name],
                reset_address=queries.address("account_reset_password"),
            )
        if self.request.user == user:
            update_session_auth_hash(self.request, user)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show our words for what happened; what has none here is not worth a message."""
        text = message or MESSAGES.get(message_template or "", "")
        if text:
            add_message(request, level, str(text), extra_tags=extra_tags)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link to the installation's own address, whatever host the request named."""
        return _reset_address(key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to "my account"."""
        return reverse("account")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Count a password that was just typed as proof for what asks for it again, and know this device again."""
        if any(record["method"] == "password" for record in get_authentication_records(request, user)):
            reauthenticate_by_password(request)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_cookie(
            DEVICE_COOKIE,
            _device_mark(user.email),
            max_age=DEVICE_DAYS * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What a wrong password is counted against: the address, apart for a device its owner signed in on."""
        address = str(credentials.get("email", "")).lower()
        known = constant_time_compare(request.COOKIES.get(DEVICE_COOKIE, ""), _device_mark(address))
        return f"{'known device' if known else 'address'}:{address}"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: secrets encrypted at rest, our words, our square code."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SIGN_IN_ERRORS}

    def encrypt(self, text: str) -> str:
        """Hide a secret from whoever has only the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back; older keys of the site count too."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The square code that a code app reads."""
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=6, border=2, light="white", xmldecl=False)
        return picture.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Alongside"}


def reset_link(user: User) -> str:
    """A link with which somebody chooses a new password. It works once, and for as long as Django's setting says."""
    return _reset_address(f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}")


def _reset_address(key: str) -> str:
    return queries.address("account_reset_password_from_key", "UID", "KEY").replace("UID-KEY", key)


def _device_mark(address: str) -> str:
    return tokens.hash_of("device", address.lower())


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"alongside second factor" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
