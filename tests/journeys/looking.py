"""Pages looked at in a real browser but answered in this process, so that a furnished world is built once and undone.

The product is asked first, within a transaction that is rolled back; then the browser is given that answer, with its
headers, and every file that it asks for. Nothing goes over a wire.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from tests.access.routes import EVERY_ADDRESS
from tests.access.visitors import Visitor
from tests.journeys.screen import REFUSED_ANSWER

HOST = "http://localhost"
AXE = Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
FINDINGS = (Path(__file__).parent / "findings.js").read_text(encoding="utf-8")
FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")
ASKING = "input:not([type=hidden]):not([readonly]), textarea, select"
# A choice keeps nothing, a box keeps nothing; what the page itself has to know (hidden boxes) stays.
UNFILLED = """form => {
  for (const box of form.elements) {
    if (box.type === "radio" || box.type === "checkbox") box.checked = false;
    else if (box.type !== "hidden" && box.tagName !== "BUTTON") box.value = "";
  }
  return [new URL(form.action).pathname, new URLSearchParams(new FormData(form)).toString()];
}"""
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


class Window:
    """One browser page that shows what a visitor of the world would see."""

    def __init__(self, browser: Any) -> None:
        self.context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda m: self._note(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.answer: Any = None
        self.troubles: list[str] = []

    def _note(self, text: str) -> None:
        if not text.startswith(REFUSED_ANSWER):
            self.troubles.append(text)

    def _answer(self, route: Any) -> None:
        path = urlsplit(route.request.url).path
        if not route.request.url.startswith(HOST):
            self.troubles.append(f"asks another website: {route.request.url}")
            route.abort()
        elif path.startswith("/live/"):
            # Nothing follows a session here: 204 tells a stream that there is nothing to come.
            route.fulfill(status=204)
        elif path.startswith("/static/"):
            self._static(route, path)
        else:
            headers = {name: value for name, value in self.answer.headers.items() if name.lower() != "set-cookie"}
            route.fulfill(status=self.answer.status_code, headers=headers, body=self.answer.content)

    def _static(self, route: Any, path: str) -> None:
        found = finders.find(path.removeprefix("/static/"))
        if found:
            route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0])
        else:
            self.troubles.append(f"missing file: {path}")
            route.fulfill(status=404, body="")

    def show(self, answer: Any) -> Window:
        """Put a page on the screen."""
        self.answer, self.troubles = answer, []
        self.page.set_viewport_size(WIDE)
        self.page.goto(HOST + answer.request["PATH_INFO"], wait_until="load")
        return self

    def unfilled(self) -> tuple[str, bytes] | None:
        """Where the page's first form goes, and what it would send with nothing filled in; None where none asks."""
        form = self.page.locator(f"main form[method=post]:has({ASKING})").first
        if not form.count():
            return None
        goes, sent = form.evaluate(UNFILLED)
        return str(goes), str(sent).encode()

    def faults(self, *, thorough: bool) -> list[str]:
        """Everything that is wrong with the page, on a phone and, where asked to be thorough, on a large screen."""
        found = self.faults_now(thorough=thorough)
        self.page.set_viewport_size(NARROW)
        self.page.reload(wait_until="load")
        return found + [f"at 320: {each}" for each in self.page.evaluate(FINDINGS) + self._axe()]

    def faults_now(self, *, thorough: bool) -> list[str]:
        """Everything that is wrong with the page as it stands."""
        found = [*self.troubles, *self.page.evaluate(FINDINGS)]
        return found + self.page.evaluate(FOCUS) + self._axe() if thorough else found

    def _axe(self) -> list[str]:
        self.page.evaluate(AXE)
        violations = self.page.evaluate("options => axe.run(document, options).then(found => found.violations)", RULES)
        return [
            f"{each['id']}: {node['target']} {node['html'][:200]}"
            for each in violations
            for node in each["nodes"]
            if not kept_upstream(each["id"], node["html"])
        ]


def kept_upstream(rule: str, html: str) -> bool:
    """The one finding that the NHS design system keeps on purpose: radios that say they open a question."""
    return rule == "aria-allowed-attr" and 'type="radio"' in html and "aria-controls" in html


def ask(visitor: Visitor, method: str, address: str, body: bytes | None = None) -> Any:
    """What the product answers; whatever it wrote is undone."""
    client: Client = visitor.client()
    sent = {"data": body or b"", "content_type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    with in_every_address(address), transaction.atomic():
        answer = client.generic(method, address, headers={"host": "localhost"}, **sent)
        transaction.set_rollback(True)
    if answer.streaming:
        # A file that nobody looks at: read to its end, it is closed.
        answer.file = b"".join(answer.streaming_content)
    return answer


def in_every_address(address: str) -> Any:
    """The product with all its addresses, as the world has them; only a demonstration answers for its own pages."""
    cache.clear()
    # Set once for the world: setting it again for each page would read all addresses anew each time.
    assert settings.ROOT_URLCONF == EVERY_ADDRESS
    return override_settings(DEMONSTRATION=address.startswith("/demonstration/"))
