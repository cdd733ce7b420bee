"""Answer a team's questions in a browser: every screen is good to use, and a card's picture code opens them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

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
@pytest.mark.parametrize("way", ["feedback-link", "feedback-tablet"])
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
    page = at_a_screen("Rosa", width=PHONE, java_script_enabled=scripts).page
    page.goto(f"{reverse('feedback-card')}#{code.replace('-', '')}")
    if not scripts:
        page.get_by_label("The letters and numbers on your card").fill(code.lower())
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Start", exact=True).click()
    assert code.replace("-", "") not in page.url
    page.get_by_label("Quite a lot").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Back").click()
    assert page.get_by_label("Quite a lot").is_checked()
    for _question in range(5):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    assert Sealed.objects.count() == 1
    assert page.context.cookies() == []
    page.get_by_role("link", name="What people said about Harbour team").click()
    assert page.get_by_text("Nothing is published yet").is_visible()


@pytest.mark.django_db(transaction=True)
def test_a_tablet_waits_for_the_next_person(riverside: Partnership, at_a_screen: Callable[..., Screen]) -> None:
    here = ask(riverside)
    page = at_a_screen("somebody on the ward").page
    page.clock.install()
    begin = reverse("feedback-tablet", args=[here.pk])
    page.goto(begin)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Very much").check()
    page.clock.fast_forward(179_000)
    page.get_by_label("A little").check()
    page.clock.fast_forward(179_000)
    assert page.get_by_label("A little").is_checked()
    page.clock.fast_forward(2_000)
    page.wait_for_url(f"**{begin}")
    page.get_by_role("button", name="Start", exact=True).click()
    assert not page.get_by_label("A little").is_checked()
    for _question in range(5):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    page.clock.fast_forward(21_000)
    page.wait_for_url(f"**{begin}")
    assert Sealed.objects.count() == 1
