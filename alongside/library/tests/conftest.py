"""What the tests of the library start from."""

from pathlib import Path

import pytest

from alongside.evidence.tests import making
from alongside.library import queries
from alongside.people.access import Role
from alongside.people.models import Partnership, User

FIVE_BY_FOUR = Path(__file__).parents[3] / "tests" / "content" / "frameworks" / "five-by-four" / "1.yaml"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No test reads what another has parsed."""
    queries._kept.clear()


@pytest.fixture
def place(db: None) -> Partnership:
    return making.partnership()


@pytest.fixture
def lead(place: Partnership) -> User:
    return making.member(place, Role.LEAD, "Amina")


@pytest.fixture
def five_by_four() -> str:
    """A framework of five stages and four items, or the other way round: nothing assumes three and ten."""
    return FIVE_BY_FOUR.read_text(encoding="utf-8")
