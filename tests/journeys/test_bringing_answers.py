"""Answers that somebody else brings: paper typed in with the keyboard, a talk that is slow, and a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from alongside.feedback.box import unseal
from alongside.feedback.models import Sealed
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.staff import at
from alongside.feedback.tests.test_answers_file import MIXED, choose
from alongside.feedback.tests.test_paper import paper, typed_in
from alongside.people.models import Membership, Partnership
from tests import makers
from tests.journeys.looking import Window
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey
PHONE = 360
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.mark.django_db
def test_every_screen_of_bringing_answers_is_good_to_use(
    browser: Any, riverside: Partnership, amina: Membership
) -> None:
    client, window = makers.signed_in(amina), Window(browser)
    client.defaults["HTTP_HOST"] = "localhost"
    here = ask(riverside, f"Team {UNBROKEN}")
    first = paper(client, here, None, "begin")
    second = paper(client, here, first, "next", answer_hope="worse")
    pages = {
        "before": paper(client, here),
        "a sheet": second,
        "an empty sheet": paper(client, here, second, "next"),
        "all sheets": typed_in(client, here, "worse", "a-little"),
        "no sheet": paper(client, here, first, "check"),
        "a file": client.get(at("answers-file", riverside, here)),
        "a bad file": choose(client, here, f"hope,{UNBROKEN}\nworse,x\n".encode()),
        "a report": choose(client, here, MIXED, f"{UNBROKEN}.csv"),
        "all is well": choose(client, here, b"hope\nworse\n"),
    }
    found = {name: window.show(page).faults(thorough=True) for name, page in pages.items()}
    window.context.close()
    assert {name for name, page in pages.items() if page.status_code != 200} == {"an empty sheet", "a bad file"}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.django_db(transaction=True)
def test_a_pile_is_typed_in_with_digits_and_enter(
    riverside: Partnership, amina: Membership, at_a_screen: Callable[..., Screen]
) -> None:
    here = ask(riverside, "Harbour team", link=False)
    typist = at_a_screen("Amina, at a pile of paper")
    enter(typist, makers.signed_in(amina))
    typist.open(at("paper-sheets", riverside, here)).press("Start with the first sheet")
    page = typist.page
    page.get_by_label("It has made this worse").first.focus()
    page.keyboard.press("2")
    page.keyboard.press("4")
    page.keyboard.press("6")
    expect(page.get_by_label("Is there anything you want to say to this team?")).to_be_focused()
    page.keyboard.type("3 cups of tea, please")
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    page.keyboard.press("3")
    next_by_enter(typist)
    # The next sheet begins with its first question.
    typist.reads("Sheet 2 of this batch")
    expect(page.get_by_label("It has made this worse").first).to_be_focused()
    page.keyboard.press("1")
    # What stands for no answer of this question does nothing.
    page.keyboard.press("9")
    typist.press("Finish this batch").reads("You typed in 2 sheets").press("Send these 2 sheets")
    typist.reads("2 sheets came in.")
    first, second = sorted(map(opened, Sealed.objects.all()), key=lambda each: len(each.answers), reverse=True)
    assert first.answers == {"hope": "not-at-all", "control": "quite-a-lot", "opportunity": "rather-not-say"}
    assert first.words == {"anything-else": "3 cups of tea, please"}
    assert first.about == {"answering-as": "person", "age": "25-44"}
    assert second == Answer({"hope": "worse"})


@pytest.mark.django_db(transaction=True)
def test_a_slow_talk_is_asked_before_anything_is_cleared(
    riverside: Partnership, at_a_screen: Callable[..., Screen]
) -> None:
    here = ask(riverside)
    peer = at_a_screen("a peer researcher", width=PHONE)
    page, begin = peer.page, reverse("feedback-interview", args=[here.pk])
    page.clock.install()
    peer.open(begin).reads("I hear what you say. I tell nobody.", "please do not interview").press("They said yes")
    page.get_by_label("Very much").check()
    page.clock.fast_forward(899_000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward(2_000)
    expect(page.get_by_role("dialog", name="Are you still talking?")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("Very much")).to_be_checked()
    # Nobody is there any more: it is cleared five minutes after it asked.
    page.clock.fast_forward(901_000)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.clock.fast_forward(301_000)
    page.wait_for_url(f"**{begin}")
    peer.press("They said yes")
    expect(page.get_by_label("Very much")).not_to_be_checked()
    for _question in range(5):
        peer.press("Continue")
    peer.press("Send").reads("Your answer has come in").follow("Begin with the next person").reads("Shall we begin?")
    assert Sealed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_looked_through_and_taken_in(
    riverside: Partnership, amina: Membership, at_a_screen: Callable[..., Screen], scripts: bool
) -> None:
    here = ask(riverside, "Harbour team")
    lead = at_a_screen("Amina", width=PHONE, java_script_enabled=scripts)
    enter(lead, makers.signed_in(amina))
    lead.open(at("asking", riverside, here)).follow("Take in a file of answers")
    lead.page.set_input_files("input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": MIXED})
    lead.press("Look through the file").reads("2 lines cannot").press("Take in 2 answers")
    lead.reads("a.csv")
    assert Sealed.objects.count() == 2


def enter(screen: Screen, client: Client) -> None:
    """Somebody who is signed in already."""
    name = configured.SESSION_COOKIE_NAME
    screen.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": configured.PUBLIC_ADDRESS}])


def next_by_enter(screen: Screen) -> None:
    with screen.page.expect_navigation(wait_until="load"):
        screen.page.keyboard.press("Enter")


def opened(sealed: Sealed) -> Answer:
    return Answer.from_bytes(unseal(bytes(sealed.box)))
