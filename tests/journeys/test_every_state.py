"""Every page in every state answers, on both databases: what a database could change of `test_every_page.py`."""

from __future__ import annotations

import pytest

from tests.access.routes import Route
from tests.access.world import World
from tests.journeys import states, waypoints
from tests.journeys.looking import ask
from tests.journeys.test_every_page import is_page, named

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def every_state(world: World) -> dict[str, states.State]:
    return states.build(world)


def silent(every_state: dict[str, states.State], pages: list[tuple[str, Route]]) -> list[str]:
    """Every page that does not answer as something to look at, and is not known to be something else."""
    found = []
    for state, route in pages:
        here = every_state[state]
        answer = ask(here.visitor(route), "GET", here.address(route))
        if not is_page(answer) and answer.status_code != 405 and named(route) not in states.NO_PAGES:
            found.append(f"{state}: {route} ({answer.status_code})")
    return found


def test_every_page_answers_in_every_state(every_state: dict[str, states.State]) -> None:
    pages = states.pages()
    assert {state for state, _route in pages} == set(states.STATES)
    assert silent(every_state, pages) == []


def test_every_page_takes_a_form_with_nothing_in_it(every_state: dict[str, states.State]) -> None:
    """Sent back with a word about what is missing, or refused; never a fault of the server."""
    here = every_state["full"]
    broken = []
    for state, route in states.pages():
        if state == "full":
            answer = ask(here.visitor(route), "POST", here.address(route), b"")
            if answer.status_code >= 500:
                broken.append(f"{route} ({answer.status_code})")
    assert broken == []


@pytest.mark.parametrize("name", waypoints.PAGES)
def test_every_page_on_the_way_answers(every_state: dict[str, states.State], name: str) -> None:
    assert b"<h1" in waypoints.PAGES[name](every_state["full"]).content


def test_a_page_that_does_not_answer_is_caught(every_state: dict[str, states.State]) -> None:
    """The seeded fault: the address of the record leads nowhere."""
    record = [(state, route) for state, route in states.pages() if route.name == "record"]
    assert silent(every_state, record) == []
    gone = [
        (state, Route(route.text.replace("record", "no-record"), route.name, route.view)) for state, route in record
    ]
    assert len(silent(every_state, gone)) == len(record)
