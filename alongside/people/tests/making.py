"""Invented people and partnerships for tests, made by the same actions as real ones where that matters."""

from __future__ import annotations

import itertools
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.people.actions import invitations, organisations
from alongside.people.factors import LAST
from alongside.people.models import Invitation, Membership, Organisation, Partnership, User

PASSWORD = "blue lanterns sing quietly"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = itertools.count(1)


def a_user(name: str = "", *, second_factor: bool = False, **fields: object) -> User:
    """Somebody with an account and the password PASSWORD."""
    number = next(_numbers)
    email = fields.pop("email", f"person{number}@example.org")
    user = User.objects.create_user(str(email), PASSWORD, name=name or f"Person {number}", **fields)
    if second_factor:
        with_second_factor(user)
    return user


def with_second_factor(user: User) -> User:
    """Give somebody a code app whose secret is SECRET, and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code_now(secret: str = SECRET) -> str:
    """What a code app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def forget_used_codes() -> None:
    """Let the same code work again, as if nobody had used it."""
    cache.clear()
    for app in Authenticator.objects.filter(type=Authenticator.Type.TOTP):
        app.data.pop(LAST, None)
        app.save()


def an_organisation(name: str = "", kind: str = "nhs-provider") -> Organisation:
    """An organisation of the site."""
    return organisations.add_organisation(name=name or f"Organisation {next(_numbers)}", kind=kind, by=SYSTEM)


def a_partnership(name: str = "") -> Partnership:
    """A partnership with its provider and nobody in it."""
    label = name or f"Partnership {next(_numbers)}"
    return organisations.create_partnership(name=label, provider=an_organisation(), by=SYSTEM)


def a_member(partnership: Partnership, role: Role = Role.CONTRIBUTOR, name: str = "", group: str = "") -> Membership:
    """Somebody with a place, and with a second factor."""
    user = a_user(name, second_factor=True)
    return Membership.objects.create(partnership=partnership, user=user, role=role.value, group=group)


def signed_in(user: User, **options: object) -> Client:
    """A browser in which somebody is signed in."""
    client = Client(**options)
    client.force_login(user)
    return client


def an_invitation(partnership: Partnership, role: Role = Role.CONTRIBUTOR, **fields: object) -> Invitation:
    """An open invitation by a lead of the partnership."""
    lead = partnership.memberships.filter(role=Role.LEAD.value).first() or a_member(partnership, Role.LEAD)
    return invitations.invite(partnership=partnership, role=role, by=Actor.user(lead.user_id), **fields)
