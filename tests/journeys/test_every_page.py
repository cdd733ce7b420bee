"""Every page of the product in every state, looked at in a browser: accessible, inside a phone, usable by keyboard."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.access.routes import Route
from tests.access.world import World
from tests.journeys import states
from tests.journeys.looking import Window, ask

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
PAGES = states.pages()
PICTURES = os.environ.get("JOURNEY_PICTURES", "")


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Window]:
    opened = Window(browser)
    yield opened
    opened.context.close()


@pytest.fixture(scope="module")
def every_state(world: World) -> dict[str, states.State]:
    return states.build(world)


def is_page(answer: Any) -> bool:
    """Whether an answer is something to look at, and not a file, a way elsewhere or a refusal of the method."""
    return answer.get("Content-Type", "").startswith("text/html") and answer.status_code in (200, 404)


def named(page: Any) -> str:
    return page if isinstance(page, str) else page.name or page.text


@pytest.mark.parametrize(("state", "route"), PAGES, ids=named)
def test_a_page_is_good_to_use(window: Window, every_state: dict[str, states.State], state: str, route: Route) -> None:
    here = every_state[state]
    visitor, address = here.visitor(route), here.address(route)
    answer = ask(visitor, "GET", address)
    if not is_page(answer):
        assert answer.status_code in (200, 302, 405), answer.status_code
        return
    window.show(answer)
    keep_picture(window, f"{state}-{route.name}")
    asks = window.unfilled()
    assert window.show(answer).faults() == []
    if asks is not None:
        again = ask(visitor, "POST", address, asks)
        if b"nhsuk-error-summary" in again.content:
            window.show(again)
            keep_picture(window, f"{state}-{route.name}-error")
            assert window.show(again).faults(keyboard=False) + errors_that_do_not_help(window) == []


def errors_that_do_not_help(window: Window) -> list[str]:
    """A page with errors says so first, takes the reader there, and from each error to its field."""
    page = window.show(window.answer).page
    found = [] if page.title().startswith("Error: ") else [f"title: {page.title()}"]
    if not page.evaluate("document.activeElement.classList.contains('nhsuk-error-summary')"):
        found.append("the summary of the errors does not take the focus")
    for link in page.locator(".nhsuk-error-summary a").all():
        link.click()
        if not page.evaluate("document.activeElement.matches('input, select, textarea')"):
            found.append(f"leads to no field: {link.text_content()}")
    return found


def keep_picture(window: Window, name: str) -> None:
    """Keep a picture of the page on a phone and on a large screen, for somebody who wants to look."""
    if PICTURES:
        for width in (1280, 360):
            window.page.set_viewport_size({"width": width, "height": 900})
            window.page.reload()
            window.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
