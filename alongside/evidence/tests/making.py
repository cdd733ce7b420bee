"""A partnership, its members and their browsers, for tests of this room and the one above it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.test import Client

from alongside.audit.actor import Actor
from alongside.people.access import SECOND_FACTOR, Role
from alongside.people.models import Membership, Partnership, User


def partnership(name: str = "Eastmere") -> Partnership:
    """An empty partnership."""
    return Partnership.objects.create(name=name)


def member(place: Partnership, role: Role, name: str = "") -> User:
    """A new person in this role, with a second factor where the role needs one."""
    name = name or role.value
    user = User.objects.create_user(f"{name}-{User.objects.count()}@example.org".lower(), name=name)
    Membership.objects.create(partnership=place, user=user, role=role)
    if role in SECOND_FACTOR:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def browser(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def actor(user: User) -> Actor:
    """The same person as an actor."""
    return Actor.user(user.pk)
