"""Fill in the forms of a page as somebody would, so that what is sent would be accepted from who may send it."""

from __future__ import annotations

from html.parser import HTMLParser

from alongside.people.access import Scope
from tests.access.asking import ask
from tests.access.policy import Expected, expected
from tests.access.routes import Route
from tests.access.visitors import Visitor
from tests.access.world import World

TEXTS = {
    "email": "new.person@example.org",
    "password": "a long enough password",
    "number": "3",
    "date": "2026-11-21",
    "text": "Something worth keeping",
}
NOT_SENT = {"submit", "button", "reset", "file", "image"}
# What a page asks only after a first press: a later round that would show nobody is opened by who says so again.
SAID_AGAIN = {"reveal": {"sure": "yes"}, "reveal-all": {"sure": "yes"}}


class Filled(HTMLParser):
    """Reads every field of the forms that are posted, and keeps a plausible answer for each."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self.posted = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one field."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.posted = has.get("method", "").lower() == "post"
        if not self.posted or has.get("name") in (None, "", "csrfmiddlewaretoken"):
            if tag == "option" and self.select:
                self._option(has)
            return
        if tag == "input":
            self._input(has, "checked" in has)
        elif tag == "textarea":
            self.area = has["name"]
            self.data[self.area] = ""
        elif tag == "select":
            self.select = has["name"]
            self.data.setdefault(self.select, "")
        elif tag == "button" and has.get("value"):
            self.data.setdefault(has["name"], has["value"])

    def _input(self, has: dict[str, str], checked: bool) -> None:
        kind, name, value = has.get("type", "text"), has["name"], has.get("value", "")
        if kind in NOT_SENT:
            return
        if kind in ("radio", "checkbox"):
            if checked or name not in self.data:
                self.data[name] = value or "on"
        elif kind == "hidden":
            self.data[name] = value
        else:
            self.data[name] = value or TEXTS.get(kind, TEXTS["text"])

    def _option(self, has: dict[str, str]) -> None:
        if "selected" in has or not self.data[self.select]:
            self.data[self.select] = has.get("value", "")

    def handle_data(self, data: str) -> None:
        """Keep what a box holds."""
        if self.area:
            self.data[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a box, a list or a form."""
        if tag == "textarea" and self.area:
            self.data[self.area] = self.data[self.area].strip() or TEXTS["text"]
            self.area = ""
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.posted = False


def filled(page: bytes) -> dict[str, object]:
    """Everything the forms of a page would send."""
    reader = Filled()
    reader.feed(page.decode("utf-8", "replace"))
    return dict(reader.data)


def payload(world: World, route: Route) -> dict[str, object]:
    """What somebody who may would send to a page: its forms, filled in."""
    if route.text not in world.payloads:
        data = filled(ask(who_may(world, route), "GET", world.address(route)).body)
        world.payloads[route.text] = {**data, **SAID_AGAIN.get(route.name, {})}
    return world.payloads[route.text]


def who_may(world: World, route: Route) -> Visitor:
    """Somebody for whom a page is open; a public form is filled in by nobody in particular."""
    if route.scope == Scope.PUBLIC:
        return world.visitors["nobody"]
    return next(each for each in world.visitors.values() if expected(each, route) is Expected.OPEN)
