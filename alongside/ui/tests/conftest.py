"""A browser that opens one page from memory: no server, no database, our security policy, real static files."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from django.contrib.staticfiles import finders

from alongside.ui.pages import PLUGGED

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# localhost counts as a secure place, so the clipboard works; no request leaves the browser.
ADDRESS = "http://localhost:8101/"


@pytest.fixture(autouse=True)
def nothing_plugged_in(settings: Any) -> None:
    """This app alone: the project's menus and words are left out, unless a test puts some in."""
    for setting, _empty in PLUGGED.values():
        setattr(settings, setting, "")
    settings.ALONGSIDE_DEPLOYER = {}


class Gallery:
    """Opens pages and remembers everything that went wrong while they loaded."""

    def __init__(self, browser: Any) -> None:
        self.browser, self.contexts, self.troubles = browser, [], []

    def open(self, html: str, *, width: int, **options: Any) -> Any:
        """A browser page of this width showing the document, once all its files have arrived."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: self.troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.route("**/*", lambda route: self.answer(route, html))
        page.goto(ADDRESS, wait_until="networkidle")
        return page

    def answer(self, route: Any, html: str) -> None:
        """The document itself, or a static file; anything else is a trouble."""
        path = urlparse(route.request.url).path
        if path == "/":
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=html, headers=headers)
            return
        found = finders.find(path.removeprefix("/static/"))
        if found:
            route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0])
            return
        self.troubles.append(f"404 {path}")
        route.fulfill(status=404, body="")


@pytest.fixture
def gallery_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a document in the browser; fails the test if anything was missing, refused or broke."""
    gallery = Gallery(browser)
    yield gallery.open
    for context in gallery.contexts:
        context.close()
    assert gallery.troubles == []
