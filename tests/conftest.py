"""The people that tests know by name. Each is made anew for a test that asks for them, and only then.

Amina, Joel, Priya, Gareth, Dee and Tom belong to one partnership, one of each role; Olga leads another. Members are
memberships (`amina.user`, `makers.signed_in(amina)`); participants come with the secret that their device keeps.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.test import Client, override_settings

from alongside.assessments.actions.participation import Joined, join
from alongside.assessments.models import Assessment
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.people.actions.accounts import create_site_administrator
from alongside.people.models import Membership, Partnership, User
from tests import makers
from tests.access.routes import EVERY_ADDRESS
from tests.access.world import World, build


@pytest.fixture
def riverside(db: None) -> Partnership:
    """The partnership that most tests look at."""
    return makers.partnership("Riverside recovery partnership")


@pytest.fixture
def hillside(db: None) -> Partnership:
    """Another one, whose things nobody from Riverside may see."""
    return makers.partnership("Hillside recovery partnership")


@pytest.fixture
def amina(riverside: Partnership) -> Membership:
    """The lead."""
    return makers.member(riverside, Role.LEAD, "Amina", group="staff")


@pytest.fixture
def joel(riverside: Partnership) -> Membership:
    """The lived-experience co-lead."""
    return makers.member(riverside, Role.CO_LEAD, "Joel", group="people-who-use-services")


@pytest.fixture
def priya(riverside: Partnership) -> Membership:
    """The facilitator."""
    return makers.member(riverside, Role.FACILITATOR, "Priya", group="staff")


@pytest.fixture
def gareth(riverside: Partnership) -> Membership:
    """The commissioner."""
    return makers.member(riverside, Role.COMMISSIONER, "Gareth", group="commissioners")


@pytest.fixture
def dee(riverside: Partnership) -> Membership:
    """A contributor, who needs no second factor."""
    return makers.member(riverside, Role.CONTRIBUTOR, "Dee", group="carers", secured=False)


@pytest.fixture
def tom(riverside: Partnership) -> Membership:
    """An observer, who needs no second factor."""
    return makers.member(riverside, Role.OBSERVER, "Tom", secured=False)


@pytest.fixture
def olga(hillside: Partnership) -> Membership:
    """The lead of the other partnership."""
    return makers.member(hillside, Role.LEAD, "Olga", group="staff")


@pytest.fixture
def una(riverside: Partnership) -> Membership:
    """A lead who has not set up a second factor yet."""
    return makers.member(riverside, Role.LEAD, "Una", secured=False)


@pytest.fixture
def sam(db: None) -> User:
    """A site administrator, who belongs to no partnership."""
    user = create_site_administrator(email="sam@example.org", name="Sam", password=makers.PASSWORD, by=SYSTEM)
    TOTP.activate(user, generate_totp_secret())
    return user


@pytest.fixture
def walter(riverside: Partnership) -> Membership:
    """A former lead whose account was switched off."""
    membership = makers.member(riverside, Role.LEAD, "Walter")
    membership.user.is_active = False
    membership.user.save(update_fields=["is_active"])
    return membership


@pytest.fixture
def nobody() -> Client:
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def assessment(riverside: Partnership) -> Assessment:
    """An assessment of Riverside, open for answers."""
    return makers.assessment(riverside)


@pytest.fixture
def participant(assessment: Assessment) -> Joined:
    """Somebody without an account who takes part in it."""
    return _joined(assessment)


@pytest.fixture
def participant_elsewhere(hillside: Partnership) -> Joined:
    """Somebody without an account who takes part in an assessment of the other partnership."""
    return _joined(makers.assessment(hillside))


def _joined(assessment: Assessment) -> Joined:
    return join(assessment=assessment, group=assessment.groups.first(), mode="own", may_show_alone=False)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Two furnished partnerships and everybody who could knock, built once for a file of tests and then undone.

    Every address is there, those of a demonstration too. A file that uses it is marked `django_db` as a whole.
    """
    quiet = logging.getLogger("django.request")
    quiet.setLevel(logging.ERROR)
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF=EVERY_ADDRESS), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    quiet.setLevel(logging.NOTSET)
