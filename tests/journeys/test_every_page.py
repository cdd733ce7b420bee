"""Every page of the product in every state, looked at in a browser: accessible, inside a phone, usable by keyboard.

Once, beside SQLite. What is judged here is drawn from one world by the same templates, styles and scripts, after the
database has answered. What a database could change is whether a page answers at all, and that every page does, in all
of these states, is asked on both, without a browser, in `test_every_state.py`.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.access.routes import Route
from tests.access.world import World
from tests.journeys import states, waypoints
from tests.journeys.looking import NARROW, WIDE, Window, ask

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db,
    pytest.mark.once(because="how a page looks is decided once the database has answered, see above"),
]
PAGES = states.pages()
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
# Pages in which much is done: here the tab key is really pressed.
BUSY = {"answer": "Save and go on", "decide": "Put it forward", "invitations": "Make it", "people": "Add a team"}


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
    return answer.get("Content-Type", "").startswith("text/html") and answer.status_code == 200


def named(page: Any) -> str:
    return page if isinstance(page, str) else page.name or page.text


@pytest.mark.parametrize(("state", "route"), PAGES, ids=named)
def test_a_page_is_good_to_use(window: Window, every_state: dict[str, states.State], state: str, route: Route) -> None:
    here = every_state[state]
    visitor, address = here.visitor(route), here.address(route)
    answer = ask(visitor, "GET", address)
    if not is_page(answer):
        assert answer.status_code == 405 or named(route) in states.NO_PAGES, answer.status_code
        return
    keep_picture(window.show(answer), f"{state}-{route.name}")
    asks = window.unfilled()
    assert window.faults(thorough=state == "full") == []
    if asks is None or state != "full":
        return
    again = ask(visitor, "POST", *asks)
    if b"nhsuk-error-summary" not in again.content:
        assert named(route) in states.NOTHING_TO_FILL_IN, f"{again.status_code} without a word about what is missing"
        return
    keep_picture(window.show(again), f"{state}-{route.name}-error")
    assert errors_that_do_not_help(window) + window.faults(thorough=True) == []


def errors_that_do_not_help(window: Window) -> list[str]:
    """A page with errors says so first, takes the reader there, and from each error to its field."""
    page = window.page
    found = [] if page.title().startswith("Error: ") else [f"title: {page.title()}"]
    if not page.evaluate("document.activeElement.classList.contains('nhsuk-error-summary')"):
        found.append("the summary of the errors does not take the focus")
    for link in page.locator(".nhsuk-error-summary a").all():
        link.click()
        try:
            # The design system puts a button in the place of a box for a file.
            fields = "input, select, textarea, .nhsuk-file-upload button"
            page.wait_for_function("fields => document.activeElement.matches(fields)", arg=fields, timeout=2_000)
        except TimeoutError:
            found.append(f"leads to no field: {link.text_content()}")
    return found


@pytest.mark.parametrize("name", waypoints.PAGES)
def test_a_page_on_the_way_is_good_to_use(window: Window, every_state: dict[str, states.State], name: str) -> None:
    """What is reached only by a step before it: the second proof, a new password, a refusal, too many tries."""
    answer = waypoints.PAGES[name](every_state["full"])
    assert b"<h1" in answer.content
    keep_picture(window.show(answer), f"way-{name}")
    assert window.faults(thorough=True) == []


@pytest.mark.parametrize("name", BUSY)
def test_the_tab_key_leads_to_what_matters(window: Window, every_state: dict[str, states.State], name: str) -> None:
    here = every_state["ten challenges"]
    route = next(route for state, route in PAGES if state == "full" and route.name == name)
    here = here if set(route.holes) <= set(here.fill) else every_state["full"]
    page = window.show(ask(here.visitor(route), "GET", here.address(route))).page
    reached: list[str] = []
    for _press in range(120):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.innerText || ''").strip()
        seen = page.evaluate("(e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.bottom > 0 })"
                             "(document.activeElement)")  # fmt: skip
        assert seen, f"the focus is out of sight after {reached}"
        reached.append(words)
        if words == BUSY[name]:
            break
    assert reached[0] == "Skip to main content"
    assert reached[-1] == BUSY[name], reached


def test_on_paper_a_record_keeps_its_tables_and_loses_its_buttons(
    window: Window, every_state: dict[str, states.State]
) -> None:
    here = every_state["ten challenges"]
    route = next(route for _state, route in PAGES if route.name == "record")
    page = window.show(ask(here.visitor(route), "GET", here.address(route))).page
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    first, second = page.locator("main tbody tr").first.locator("td, th").all()[:2]
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    expect(page.get_by_role("columnheader", name="Agreed")).to_be_visible()
    expect(page.locator(".nhsuk-back-link, main button").filter(visible=True)).to_have_count(0)
    page.emulate_media(media="screen")


def test_every_page_has_a_title_of_its_own(every_state: dict[str, states.State]) -> None:
    here, titles = every_state["full"], defaultdict(set)
    for state, route in PAGES:
        if state == "full" and is_page(answer := ask(here.visitor(route), "GET", here.address(route))):
            title = re.search("<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
            titles[title[1] if title else ""].add(route.name)
    assert len(titles) > 80
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}


FAULTS = {
    "wider than the screen": "document.querySelector('main').style.width = '3000px'",
    "2 headings of the first level": "document.querySelector('h2').outerHTML = '<h1>Another</h1>'",
    "an order of its own": "document.querySelector('main a').tabIndex = 3",
    "the skip link is not first": "document.querySelector('.nhsuk-skip-link').remove()",
    "“Elsewhere” leads to": "document.body.innerHTML += '<a href=/a>Elsewhere</a> <a href=/b>Elsewhere</a>'",
    "two things are #maincontent": "document.querySelector('h1').id = 'maincontent'",
    "unfinished words": "document.querySelector('h2').textContent = '%(name)s'",
    "title": "document.title = 'Alongside'",
    "color-contrast": "document.querySelector('h1').style.color = '#ccc'",
    "label": "document.querySelector('label').remove()",
    "does not show the focus": "document.querySelector('main a').style.cssText = 'all: unset !important'",
    "cannot be reached": "document.querySelector('main').inert = true",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_there_is_found(window: Window, every_state: dict[str, states.State], fault: str) -> None:
    """The looking itself: break a good page, and see that it is reported."""
    here = every_state["full"]
    route = next(route for _state, route in PAGES if route.name == "account_login")
    window.show(ask(here.visitor(route), "GET", here.address(route)))
    window.page.evaluate(FAULTS[fault])
    assert [found for found in window.faults_now(thorough=True) if fault in found]


def test_an_answer_from_elsewhere_or_a_script_of_ones_own_is_found(
    window: Window, every_state: dict[str, states.State]
) -> None:
    here = every_state["full"]
    route = next(route for _state, route in PAGES if route.name == "account_login")
    answer = ask(here.visitor(route), "GET", here.address(route))
    bad = b"<script>1</script><img src='/static/none.png' alt=''><img src='https://example.org/a.png' alt=''>"
    answer.content = answer.content.replace(b"</main>", bad + b"</main>")
    assert {"missing file: /static/none.png"} < set(window.show(answer).troubles)
    assert len(window.troubles) == 3, window.troubles


def keep_picture(window: Window, name: str) -> None:
    """Keep a picture of the page on a phone and on a large screen, for somebody who wants to look."""
    if PICTURES:
        for size in ({"width": 360, "height": NARROW["height"]}, WIDE):
            window.page.set_viewport_size(size)
            window.page.reload()
            window.page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
