"""What happens to an account."""

from __future__ import annotations

from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.db import transaction

from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.record import record
from alongside.people.actions.mail import write
from alongside.people.models import User
from alongside.people.queries import address
from alongside.people.wording import CHANGES


@transaction.atomic
def create_account(*, email: str, name: str, password: str | None, by: Actor = SYSTEM) -> User:
    """Make an account. Without a password its owner comes in through a reset link."""
    user = User.objects.create_user(email, password, name=name)
    record("created", user, by=by, fields=["email", "name", "password"])
    return user


@transaction.atomic
def create_site_administrator(*, email: str, name: str, password: str | None, by: Actor) -> User:
    """Make an account that may add organisations and partnerships. It sees no partnership's content."""
    user = User.objects.create_user(email, password, name=name, is_site_administrator=True)
    record("created", user, by=by, fields=["email", "is_site_administrator", "name", "password"])
    return user


@transaction.atomic
def rename(*, user: User, name: str, by: Actor) -> User:
    """Change the name that others see."""
    user.name = name
    user.save(update_fields=["name"])
    record("changed", user, by=by, fields=["name"])
    return user


@transaction.atomic
def end_other_sessions(*, user: User, by: Actor, because: str = "ended sessions") -> User:
    """Sign somebody out everywhere, and record why. The caller keeps the session at hand by renewing its hash."""
    user.session_epoch = uuid4()
    user.save(update_fields=["session_epoch"])
    record(because, user, by=by, fields=["session_epoch"])
    return user


@transaction.atomic
def remove_second_factor(*, user: User, by: Actor) -> None:
    """For somebody who lost theirs: forget it, sign them out everywhere, tell them. Their role asks for a new one."""
    Authenticator.objects.filter(user=user).delete()
    end_other_sessions(user=user, because="second_factor_removed", by=by)
    what, reset_address = CHANGES["second_factor_removed"], address("account_reset_password")
    write("people/mail/sign_in_changed.jinja", to=user.email, by=by, user=user, what=what, reset_address=reset_address)
