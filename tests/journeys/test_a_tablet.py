"""A tablet goes from hand to hand in a real browser: neither "back" nor a draft brings what the last person wrote."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from alongside.workshops.tests.roomful import Roomful

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DRAFT, SAVED = "A draft that only Heron wrote", "What only Heron has seen"


def come_in(page: Any, room: Roomful) -> None:
    """Through the door, as staff."""
    page.goto(room.door)
    page.get_by_label("Staff").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("No: put our answers together").check()
    page.get_by_role("button", name="Go in").click()
    page.wait_for_url(f"**{room.phone}")


def answer(page: Any, words: str) -> None:
    """Choose, write, save."""
    page.get_by_label("Engagement").check()
    page.get_by_label("What have you seen").fill(words)
    page.get_by_role("button", name="Save my answer").click()
    page.get_by_role("heading", name="Saved").wait_for()


def choose(page: Any, word: str, number: str) -> None:
    """Who they are on this device."""
    page.get_by_label("What shall this device call you?").fill(word)
    page.get_by_label("Choose a number with 4 digits").fill(number)
    page.get_by_role("button", name="Pass it on", exact=True).click()
    page.get_by_role("heading", name="Who has the tablet now?").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_people_share_a_tablet(browser: Any, live_server: Any, scripts: bool) -> None:
    tablet = browser.new_context(
        base_url=live_server.url, viewport={"width": 820, "height": 1180}, java_script_enabled=scripts
    )
    two_people_share(tablet.new_page(), Roomful())
    tablet.close()


def two_people_share(page: Any, room: Roomful) -> None:
    """Heron answers and passes it on, Blue comes in; then Heron is back, writes a draft, and passes it on."""
    come_in(page, room)
    room.phase("understand", "alone")
    page.goto(room.phone)
    answer(page, SAVED)
    page.get_by_role("link", name="Pass this device on to somebody else").click()
    choose(page, "Heron", "2749")
    page.get_by_role("button", name="Somebody new").click()
    come_in(page, room)
    page.get_by_role("button", name="Pass it on", exact=True).click()
    choose(page, "Blue", "8306")

    page.get_by_label("Heron").check()
    page.get_by_label("Your number").fill("2749")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("This is the page of “Heron”.").wait_for()
    expect(page.locator("main")).to_contain_text(SAVED)
    page.get_by_text("Change my answer").click()
    page.get_by_label("What have you seen").fill(DRAFT)
    page.get_by_role("button", name="Pass it on", exact=True).click()
    page.get_by_role("heading", name="Who has the tablet now?").wait_for()
    assert SAVED not in page.content()
    nobody_sees(page)

    page.goto(reverse("who-has-it", args=[room.assessment.pk, room.session.pk]))
    page.get_by_label("Blue").check()
    page.get_by_label("Your number").fill("8306")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("This is the page of “Blue”.").wait_for()
    nobody_sees(page)


def nobody_sees(page: Any) -> None:
    """Not now, and not by going back as far as the browser goes: neither on the page nor in a box."""
    boxes = "() => [...document.querySelectorAll('textarea, input')].map(each => each.value).join(' ')"
    for _step in range(4):
        page.wait_for_timeout(300)
        shown = f"{page.content()} {page.evaluate(boxes)}"
        assert [words for words in (DRAFT, SAVED, "2749") if words in shown] == [], page.url
        # A page that was sent by a form is not kept at all, and the browser says so.
        with suppress(Error):
            page.go_back()
