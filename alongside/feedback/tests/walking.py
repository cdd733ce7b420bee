"""Walk through the public pages of a survey without scripts: press a button, send what the form holds."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from alongside.feedback.models import Asking
from tests.access.filling import Filled


class Hidden(Filled):
    """Only what a form holds already: hidden fields, what is ticked, and what stands in a box."""

    def _input(self, has: dict[str, str], checked: bool) -> None:
        kind, name, value = has.get("type", "text"), has["name"], has.get("value", "")
        if kind in ("hidden", "text") or checked:
            self.data[name] = value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """No button is pressed by itself."""
        if tag != "button":
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """A box that is empty stays empty."""
        if tag == "textarea" and self.area:
            self.data[self.area] = self.data[self.area].removeprefix("\n").removeprefix("\r\n")
            self.area = ""
        super().handle_endtag(tag)


def held(response: Any) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    reader = Hidden()
    reader.feed(response.content.decode())
    return reader.data


def press(client: Client, response: Any, go: str = "on", **filled: str) -> Any:
    """Fill in some fields ("answer_hope" stands for "answer-hope") and press a button."""
    named = {name.replace("_", "-", 1): value for name, value in filled.items()}
    return client.post(reverse("feedback-answer"), {**held(response), **named, "go": go})


def start(client: Client, asking: Asking, way: str = "feedback-link") -> Any:
    """The first page of a team's link, or of a tablet's."""
    return client.get(reverse(way, args=[asking.pk]))


def to_the_end(client: Client, response: Any, **filled: str) -> Any:
    """Press on through every page, with these answers, until the last one with Send on it."""
    named = {name.replace("_", "-", 1): value for name, value in filled.items()}
    for _page in range(20):
        if 'value="send"' in response.content.decode():
            return response
        here = {name: value for name, value in named.items() if f'name="{name}"' in response.content.decode()}
        response = client.post(reverse("feedback-answer"), {**held(response), **here, "go": "on"})
    raise AssertionError("there is no end")
