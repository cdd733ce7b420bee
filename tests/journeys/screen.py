"""Somebody in front of a screen: what they can do with a page, and everything that went wrong while they did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import expect

from tests.browser import WAITS

# Chromium writes this for every answer of 400 and more; those are judged by their status.
REFUSED_ANSWER = "Failed to load resource"


class Screen:
    """One browser window with cookies of its own. Links, buttons and boxes are found by the words on them."""

    def __init__(self, context: Any, who: str) -> None:
        self.context, self.who = context, who
        self.troubles: list[str] = []
        self.allowed: set[int] = set()
        self.arrived: Callable[[Screen], None] = lambda _screen: None
        context.set_default_timeout(WAITS)
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{who}: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith(REFUSED_ANSWER):
            self.troubles.append(f"{self.who}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.troubles.append(f"{self.who}: {response.status} for {response.url}")

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Answers with these statuses are what this is about, and no trouble."""
        self.allowed = set(statuses)
        yield
        self.allowed = set()

    def open(self, address: str) -> Screen:
        """Type an address."""
        self.page.goto(address, wait_until="load")
        self.arrived(self)
        return self

    def follow(self, link: str) -> Screen:
        """Click a link, or what looks like one."""
        named = self.page.get_by_role("link", name=link, exact=True)
        drawn_as_button = self.page.get_by_role("button", name=link, exact=True).and_(self.page.locator("a"))
        return self._go(named.or_(drawn_as_button).first)

    def press(self, button: str) -> Screen:
        """Press a button of a form."""
        return self._go(self.page.locator("main").get_by_role("button", name=button).first)

    def _go(self, target: Any) -> Screen:
        with self.page.expect_navigation(wait_until="load"):
            target.click()
        self.arrived(self)
        return self

    def unfold(self, summary: str) -> Screen:
        """Open a part that is closed at first."""
        self.page.locator("summary").filter(has_text=summary).first.click()
        return self

    def fill(self, **boxes: str) -> Screen:
        """Write into boxes, named as the form names them."""
        for name, words in boxes.items():
            self.page.fill(f"main [name='{name}']", words)
        return self

    def choose(self, **answers: str) -> Screen:
        """Choose one of several answers, by its words."""
        for name, words in answers.items():
            boxes = self.page.locator(f"main input[name='{name}']")
            labels = [self.page.locator(f"label[for='{box.get_attribute('id')}']") for box in boxes.all()]
            chosen = [label for label in labels if (label.text_content() or "").strip().startswith(words)]
            assert chosen, f"{self.who} finds no answer “{words}” for {name}"
            chosen[0].click()
        return self

    def pick(self, **answers: str) -> Screen:
        """Choose from a list that drops down, by its words."""
        for name, words in answers.items():
            self.page.select_option(f"main select[name='{name}']", label=words)
        return self

    def tick(self, *labels: str, off: bool = False) -> Screen:
        """Tick boxes, or untick them."""
        for label in labels:
            self.page.locator("main").get_by_label(label, exact=True).set_checked(not off)
        return self

    @property
    def words(self) -> str:
        """Everything that stands on the page, also in parts that are closed."""
        return " ".join((self.page.locator("main").text_content() or "").split())

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return " ".join((self.page.locator("h1").text_content() or "").split())

    def reads(self, *sentences: str) -> Screen:
        """Be sure that these words are on the page, or come to be."""
        for words in sentences:
            expect(self.page.locator("main"), f"{self.who} does not read “{words}”").to_contain_text(words)
        return self

    def download(self, link: str) -> bytes:
        """Follow a link to a file and keep what comes."""
        address = self.page.get_by_role("link", name=link, exact=True).get_attribute("href")
        answer = self.context.request.get(address)
        assert answer.status == 200, f"{self.who}: {answer.status} for {address}"
        return bytes(answer.body())

    def value(self, label: str) -> str:
        """What a box holds that is there to be copied."""
        return self.page.get_by_label(label, exact=True).first.input_value()
