"""One real browser for the whole run, and a page for each journey.

A test that uses it carries the marker `journey`; where there is no browser it is skipped and says what to install.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# How long a page may take to show what a test expects of it, in milliseconds: a slow machine is no fault of ours.
WAITS = 30_000
MISSING = "No Chromium here. Install it (Debian: apt-get install chromium) or name it in CHROMIUM."
# The browser's library keeps an event loop in this thread, which Django takes for asynchronous code of ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")


def chromium() -> str | None:
    """The browser that is installed here, named by CHROMIUM or found on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; it is started once, when the first journey needs it."""
    path = chromium()
    if path is None:
        pytest.skip(MISSING)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAITS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Any, live_server: Any) -> Iterator[Any]:
    """A fresh browser page (own cookies) at the live server: `page.goto("/")`."""
    if request.node.get_closest_marker("journey") is None:
        pytest.fail("A test that drives a browser carries the marker `journey`.")
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()
