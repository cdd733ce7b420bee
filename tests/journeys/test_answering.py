"""Answer a team's questions in a browser: every screen is good to use, and a card's picture code opens them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.models import Sealed
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.walking import press, start
from alongside.people.models import Partnership
from tests.journeys.looking import Window
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey
PHONE = 360


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["feedback-link", "feedback-tablet", "feedback-interview"])
def test_every_screen_of_a_survey_is_good_to_use(browser: Any, riverside: Partnership, way: str) -> None:
    client, window = Client(headers={"host": "localhost"}), Window(browser)
    here = ask(riverside)
    pages = {"start": start(client, here, way)}
    pages["first"] = press(client, pages["start"])
    pages["first, plain"] = press(client, pages["first"], "plain")
    for before, after in pairwise(["first", "second", "third", "words", "about", "send", "thanks"]):
        pages[after] = press(client, pages[before], "send" if before == "send" else "on")
        if after == "words":
            pages["too long"] = press(client, pages[after], **{"words-anything-else": "Thank you. " * 200})
    pages["already"] = press(client, pages["send"], "send")
    found = {name: window.show(page).faults(thorough=True) for name, page in pages.items()}
    window.context.close()
    assert [page.status_code for page in pages.values() if page.status_code != 200] == [422]
    assert "Thank you</h1>" in pages["thanks"].content.decode()
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_answers_with_a_card(
    riverside: Partnership, at_a_screen: Callable[..., Screen], scripts: bool
) -> None:
    here = ask(riverside, "Harbour team", link=False)
    [code] = asking_actions.print_cards(asking=here, how_many=1, by=SYSTEM)
    rosa = at_a_screen("Rosa", width=PHONE, java_script_enabled=scripts)
    rosa.open(f"{reverse('feedback-card')}#{code.replace('-', '')}")
    if not scripts:
        rosa.fill(code=code.lower()).press("Continue")
    rosa.reads("What happens to your answer").press("Start")
    expect(rosa.page).not_to_have_url(re.compile(code.replace("-", "")))
    rosa.choose(**{"answer-hope": "Quite a lot"}).press("Continue").press("Back")
    expect(rosa.page.get_by_label("Quite a lot")).to_be_checked()
    send_the_rest(rosa)
    assert Sealed.objects.count() == 1
    assert rosa.page.context.cookies() == []
    rosa.follow("What people said about Harbour team, and what the team did").reads("Nothing is published yet")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_second_tap_of_a_double_tap_passes_no_question_over(
    riverside: Partnership, at_a_screen: Callable[..., Screen], motion: str
) -> None:
    """With the seeded fault: without the moment in which a page takes no tap, the third question comes."""
    rosa = at_a_screen("Rosa, whose hand shakes", width=PHONE, reduced_motion=motion)
    page, time = rosa.page, rosa.context.new_cdp_session(rosa.page)
    rosa.open(reverse("feedback-link", args=[ask(riverside).pk])).press("Start")
    place = page.get_by_role("button", name="Continue").bounding_box()
    tap = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_function("() => document.getAnimations().length === 0")
    time.send("Animation.enable")
    time.send("Animation.setPlaybackRate", {"playbackRate": 0})
    page.mouse.click(*tap)
    rosa.reads("Page 2 of 5")
    page.mouse.click(*tap)
    page.wait_for_timeout(500)
    rosa.reads("Page 2 of 5")
    page.locator("main form").evaluate("form => form.style.setProperty('animation', 'none', 'important')")
    page.mouse.click(*tap)
    rosa.reads("Page 3 of 5")


@pytest.mark.django_db(transaction=True)
def test_a_tablet_waits_for_the_next_person(riverside: Partnership, at_a_screen: Callable[..., Screen]) -> None:
    here = ask(riverside)
    tablet = at_a_screen("somebody on the ward")
    page = tablet.page
    page.clock.install()
    begin = reverse("feedback-tablet", args=[here.pk])
    tablet.open(begin).press("Start")
    page.get_by_label("Very much").check()
    page.clock.fast_forward(179_000)
    page.get_by_label("A little").check()
    page.clock.fast_forward(179_000)
    expect(page.get_by_label("A little")).to_be_checked()
    page.clock.fast_forward(2_000)
    page.wait_for_url(f"**{begin}")
    tablet.press("Start")
    expect(page.get_by_label("A little")).not_to_be_checked()
    send_the_rest(tablet)
    page.clock.fast_forward(21_000)
    page.wait_for_url(f"**{begin}")
    assert Sealed.objects.count() == 1


def send_the_rest(screen: Screen) -> None:
    """From the first question to the end; each press waits for the next page."""
    for _question in range(5):
        screen.press("Continue")
    screen.press("Send")
    expect(screen.page.locator("h1")).to_have_text("Thank you")
