"""What is not open to somebody looks, byte for byte, like what does not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alongside.people.access import Scope
from tests.access.asking import Answer, ask
from tests.access.policy import Expected, expected
from tests.access.routes import Route, routes
from tests.access.visitors import Visitor
from tests.access.world import World, is_key

pytestmark = pytest.mark.django_db
STRANGERS = [
    "Olga, of another partnership",
    "Sam, site administrator",
    "somebody who takes part elsewhere",
    "nobody",
    "Walter, whose account is off",
]
# What a proxy or a browser could compare besides the page; cookies are not among them.
COMPARED = ("Location", "Content-Type", "Cache-Control", "Vary", "Content-Security-Policy", "X-Robots-Tag")


def seen(answer: Answer) -> tuple[object, ...]:
    """Everything in an answer that could tell a stranger something."""
    headers = tuple(answer.headers.get(name, "") for name in COMPARED)
    return (answer.status, answer.masked, *(Answer(0, header.encode()).masked for header in headers))


def telling(world: World, visitor: Visitor, method: str, only: str = "") -> list[str]:
    """Every page whose answer to a stranger tells whether something is there."""
    found = []
    for route in routes():
        if expected(visitor, route) is Expected.OPEN or only not in route.text:
            continue
        there, nowhere = world.address(route), route.address(world.unknown())
        if there != nowhere and seen(ask(visitor, method, there)) != seen(ask(visitor, method, nowhere)):
            found.append(f"{method} {route} tells {visitor} that something is there")
    return found


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strangers_cannot_tell_what_exists(world: World, who: str, method: str) -> None:
    assert telling(world, world.visitors[who], method) == []


def test_enough_was_compared(world: World) -> None:
    keyed = [route for route in routes() if any(is_key(world.filler()(hole)) for hole in route.holes)]
    assert len(keyed) > 70


def with_wrong_secret(fill: Callable[[str], str]) -> Callable[[str], str]:
    """The same address with a secret that is none."""
    return lambda hole: "A" * 43 if "secret" in hole else fill(hole)


def test_a_wrong_secret_tells_nothing(world: World) -> None:
    nobody = world.visitors["nobody"]
    guarded: list[Route] = [route for route in routes() if "secret>" in route.text]
    assert {route.scope for route in guarded} == {Scope.PUBLIC}
    assert len(guarded) == 7
    for route in guarded:
        for method in ("GET", "POST"):
            there = ask(nobody, method, route.address(with_wrong_secret(world.filler())))
            nowhere = ask(nobody, method, route.address(with_wrong_secret(world.unknown())))
            assert there.status in (404, 405)
            assert seen(there) == seen(nowhere), route


def test_a_page_that_tells_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: a stranger to a partnership is refused instead of not finding it."""
    olga = world.visitors["Olga, of another partnership"]
    assert telling(world, olga, "GET", "people/") == []
    monkeypatch.setattr("alongside.home.views.errors._without_request", _tells(world))
    assert len(telling(world, olga, "GET", "people/")) > 3


def _tells(world: World) -> Callable[..., object]:
    from django.http import HttpResponse

    answers = iter(range(1000))
    return lambda status, **words: HttpResponse(f"no page {next(answers) % 2}", status=status)
