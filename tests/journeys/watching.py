"""Looks over somebody's shoulder: every kind of page that they come to is held to what every page is held to."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import TimeoutError

from tests.journeys.looking import AXE, FINDINGS, FOCUS, RULES, kept_upstream
from tests.journeys.screen import Screen

PHONE = {"width": 390, "height": 800}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
HAS_FOCUS = "() => document.activeElement.className || document.activeElement.localName"
AXE_RUN = "options => axe.run(document, options).then(found => found.violations)"


class Watcher:
    """Looks at each page once in each of its states; `faults` are what it found, by page."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str, int]] = set()
        self.faults: list[str] = []

    def watch(self, screen: Screen) -> Screen:
        """From now on look at whatever comes on this screen."""
        screen.arrived = self.look
        return screen

    def look(self, screen: Screen) -> None:
        """Look at a page on its own screen and, where that is wide, as a phone shows it."""
        page = screen.page
        name = resolve(urlsplit(page.url).path).url_name or page.url
        # Another heading, or another number of things to press: another state of the same page.
        state = (name, screen.heading, page.locator("main button, main [role=button], main form").count())
        if state in self.seen:
            return
        self.seen.add(state)
        found = [*where_the_focus_is(page), *page.evaluate(FINDINGS), *page.evaluate(FOCUS), *axe(page)]
        own = page.viewport_size
        if own != PHONE:
            page.set_viewport_size(PHONE)
            until_it_fits(page)
            found += [f"on a phone: {each}" for each in page.evaluate(FINDINGS)]
            page.set_viewport_size(own)
        self.faults += [f"{screen.who} at {name}: {each}" for each in found]


def where_the_focus_is(page: Any) -> list[str]:
    """A page begins at its top; one with something to put right, or to tell, begins there."""
    told = page.locator(".nhsuk-error-summary, main .nhsuk-notification-banner[role=alert]").count()
    focus = page.evaluate(HAS_FOCUS)
    begins_there = "error-summary" in focus or "notification-banner" in focus
    return [] if begins_there == bool(told) else [f"the focus is at {focus}, with {told} things to tell"]


def until_it_fits(page: Any) -> None:
    """The menu folds itself up a moment after a window was made narrow. What follows tells what does not fit."""
    with suppress(TimeoutError):
        page.wait_for_function(FITS, timeout=1_000)


def axe(page: Any) -> list[str]:
    """What breaks a rule of accessibility."""
    page.evaluate(AXE)
    return [
        f"{each['id']}: {node['target']} {node['html'][:200]}"
        for each in page.evaluate(AXE_RUN, RULES)
        for node in each["nodes"]
        if not kept_upstream(each["id"], node["html"])
    ]
