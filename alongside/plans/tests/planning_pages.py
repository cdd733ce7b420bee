"""Open the pages of a plan and send their forms back as somebody with a phone would, without any script."""

from __future__ import annotations

import re
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from alongside.people.models import Membership, User
from alongside.people.tests.making import SECRET
from alongside.plans.models import Plan, Version
from tests import makers
from tests.access.filling import filled


def address(name: str, plan: Plan, *rest: object) -> str:
    """A page of a plan."""
    return reverse(name, args=[plan.partnership_id, plan.pk, *rest])


def of_version(name: str, version: Version) -> str:
    """A page of a version."""
    return address(name, version.plan, version.number)


def send(client: Client, where: str, **answers: Any) -> Any:
    """Open a page and send its form with what it shows, and these answers."""
    return client.post(where, {**shown(client, where), **answers})


def shown(client: Client, where: str) -> dict[str, Any]:
    """What the form of a page would send as it is."""
    page = client.get(where)
    assert page.status_code == 200, (where, page.status_code)
    return filled(page.content)


def with_code(member: Membership) -> Client:
    """A client of somebody whose code app shows what `code_now` says."""
    user: User = member.user
    user.authenticator_set.all().delete()
    TOTP.activate(user, SECRET)
    return makers.signed_in(member)


def text_of(response: Any) -> str:
    """What a page says, without its markup."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("&#39;", "'").split())
