"""What the tests of evidence start from."""

import pytest

from alongside.evidence.tests import making
from alongside.people.access import Role
from alongside.people.models import Partnership, User


@pytest.fixture
def place(db: None) -> Partnership:
    return making.partnership()


@pytest.fixture
def lead(place: Partnership) -> User:
    return making.member(place, Role.LEAD, "Amina")


@pytest.fixture
def contributor(place: Partnership) -> User:
    return making.member(place, Role.CONTRIBUTOR, "Ceri")
