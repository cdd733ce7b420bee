"""An unsafe installation is refused, and says why."""

import pytest

from alongside.home.checks import installation


def found(settings, **changes) -> list[str]:
    safe = {
        "DEMONSTRATION": False,
        "DEBUG": False,
        "SECURE": True,
        "SECRET_KEY": "x" * 40,
        "ALLOWED_HOSTS": ["localhost"],
    }
    for name, value in {**safe, **changes}.items():
        setattr(settings, name, value)
    return [message.id for message in installation(None)]


def test_a_safe_installation_has_no_problem(settings):
    assert found(settings) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"DEMONSTRATION": True, "ALLOWED_HOSTS": ["localhost", "alongside.example.org"]}, ["alongside.E1"]),
        ({"DEMONSTRATION": True, "ALLOWED_HOSTS": ["*"]}, ["alongside.E1"]),
        ({"SECRET_KEY": "x" * 39}, ["alongside.E2"]),
        ({"DEBUG": True}, ["alongside.E3"]),
        ({"SECURE": False}, ["alongside.W1"]),
        ({"SECURE": False, "DEMONSTRATION": True}, []),
    ],
)
def test_an_unsafe_installation_is_named(settings, changes, expected):
    assert found(settings, **changes) == expected
