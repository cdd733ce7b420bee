"""Everybody who could knock at a page: who they are here, and the browser they knock with."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import SimpleCookie

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpRequest
from django.test import Client

from alongside.assessments.actions.participation import Joined
from alongside.assessments.doors import COOKIE
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.people.actions.accounts import create_site_administrator
from alongside.people.models import Membership, Partnership, User
from tests import makers

# A member of Riverside in each role; observers and contributors need no second factor.
MEMBERS = {
    "Amina": Role.LEAD,
    "Joel": Role.CO_LEAD,
    "Priya": Role.FACILITATOR,
    "Gareth": Role.COMMISSIONER,
    "Dee": Role.CONTRIBUTOR,
    "Nia": Role.CONTRIBUTOR,
    "Tom": Role.OBSERVER,
}
UNSECURED = {"Dee", "Nia", "Tom"}
# Everybody there is, by name; the world is built with exactly these.
WHO = [
    *MEMBERS,
    "Una, without a second factor",
    "Olga, of another partnership",
    "Sam, site administrator",
    "Rhea, who reads a desk",
    "somebody who takes part",
    "somebody who takes part elsewhere",
    "nobody",
    "Walter, whose account is off",
]


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door of Riverside. `role` is theirs there; `takes_part` in its open assessment."""

    name: str
    cookies: SimpleCookie
    signed_in: bool = False
    role: Role | None = None
    secured: bool = True
    site_administrator: bool = False
    takes_part: bool = False
    at_home: bool = False
    reads_desk: bool = False

    def client(self, **options: object) -> Client:
        """Their browser, as it was when the world was made."""
        client = Client(**options)
        for name, morsel in self.cookies.items():
            client.cookies[name] = morsel.value
        return client

    def __str__(self) -> str:
        return self.name


def session_of(user: User) -> SimpleCookie:
    """The cookies of somebody who has just signed in with a password."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="password", email=user.email, reauthenticated=True)
    request.session.save()
    return client.cookies


def member(membership: Membership, *, takes_part: bool = False, secured: bool = True) -> Visitor:
    """Somebody of Riverside."""
    return Visitor(
        membership.user.name,
        session_of(membership.user),
        signed_in=True,
        role=Role(membership.role),
        secured=secured,
        takes_part=takes_part,
        at_home=True,
    )


def stranger(name: str, user: User, *, site_administrator: bool = False, reads_desk: bool = False) -> Visitor:
    """Somebody with an account and no place in Riverside."""
    return Visitor(name, session_of(user), signed_in=True, site_administrator=site_administrator, reads_desk=reads_desk)


def device(name: str, joined: Joined | None, *, takes_part: bool = False) -> Visitor:
    """A browser without a session: perhaps with a participant's secret, perhaps with nothing."""
    cookies = SimpleCookie({COOKIE: joined.secret} if joined else {})
    return Visitor(name, cookies, takes_part=takes_part)


def switched_off(partnership: Partnership) -> Visitor:
    """A lead whose account was switched off while they were signed in."""
    membership = makers.member(partnership, Role.LEAD, "Walter")
    cookies = session_of(membership.user)
    membership.user.is_active = False
    membership.user.save(update_fields=["is_active"])
    return Visitor("Walter, whose account is off", cookies)


def administrator(email: str, name: str) -> User:
    """A site administrator with a second factor."""
    user = create_site_administrator(email=email, name=name, password=makers.PASSWORD, by=SYSTEM)
    TOTP.activate(user, generate_totp_secret())
    return user
