"""Every test starts with nobody's tries counted; and what tests of the second proof share."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.utils import timezone

from alongside.people.tests.making import a_user
from tests.access.passkeys import passkey


@pytest.fixture(autouse=True)
def no_tries_counted():
    cache.clear()


@pytest.fixture
def asked(rf):
    """A request of somebody, with a session of their own."""

    def make(user):
        request = rf.post("/")
        request.user, request.session = user, SessionStore()
        return request

    return make


@pytest.fixture
def signatory(asked, later):
    """A request of somebody with a code app, recovery codes and a passkey."""
    user = a_user(second_factor=True)
    passkey(user, "my phone")
    return asked(user)


@pytest.fixture
def later(monkeypatch):
    """Time stands still, for codes and for questions; `later(30)` is half a minute after the start."""
    started, now = time.time(), timezone.now()

    def pass_by(seconds):
        monkeypatch.setattr("time.time", lambda: started + seconds)
        monkeypatch.setattr("alongside.people.second_proof.timezone.now", lambda: now + timedelta(seconds=seconds))

    pass_by(0)
    return pass_by
