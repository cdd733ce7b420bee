"""The big screen fits the wall: nobody scrolls it, in any phase, with five groups and the longest of the challenges."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.rating import share_reason
from alongside.audit.actor import Actor
from alongside.workshops.models import Session
from alongside.workshops.queries.sessions import screen_secret
from tests import makers, workshop_makers
from tests.journeys.looking import Window
from tests.workshop_makers import come, go, say

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
GROUPS = ("people-who-use-services", "carers", "staff", "managers", "commissioners")
SIZES = ((1280, 720), (1920, 1080))
STAGES = ("engagement", "development", "transformation", "cannot_say")
WORDS = "On some days I was asked what I wanted, and on other days nobody had the time to sit down with me."
# The text that is read from the back of the room may be no smaller than this, in pixels on a screen 720 high.
SMALLEST = 11.5
TOO_HIGH = "() => document.documentElement.scrollHeight - window.innerHeight"
HIDDEN = """() => [...document.querySelectorAll("main p, main li, main h1, main h2, main svg")]
  .filter(each => !each.closest(".nhsuk-u-visually-hidden") && each.getClientRects().length)
  .filter(each => { const box = each.getBoundingClientRect();
    return box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.width < 1 || box.height < 1; })
  .map(each => each.textContent.slice(0, 60))"""
OVERLAPS = """() => { const foot = document.querySelector(".room-screen__foot").getBoundingClientRect();
  return [...document.querySelectorAll(".room-frame > *:not(.room-screen__foot), .room-screen__beside *")]
    .filter(each => each.getBoundingClientRect().bottom > foot.top + 1)
    .map(each => each.className || each.tagName); }"""
TYPE = """() => { const svg = document.querySelector(".room-screen__chart svg");
  return svg ? 14 * svg.getScreenCTM().a : 99; }"""


@pytest.mark.parametrize(("version", "item"), [("2010", "beyond-illness"), ("2026", "interactions")])
def test_everything_on_the_wall_is_seen(browser: Any, version: str, item: str) -> None:
    window = Window(browser)
    assessment = makers.assessment(makers.partnership(), version=version, groups=GROUPS)
    session = workshop_makers.meeting(assessment, present=40, items=[item]).session
    wall = reverse("big-screen", args=[session.pk, screen_secret(session.pk)])
    people = [person for key in GROUPS for person in come(session, key, 5, consent=True)]
    for phase in ("lobby", "understand", "alone", "reveal", "talk", "again", "moved", "agree", "break", "ended"):
        if phase != "lobby":
            go(session, phase, item)
        if phase in ("alone", "again"):
            answer(session, people[: 25 if phase == "alone" else 4], item)
        if phase == "agree":
            makers.decide(assessment, item, "development", "Most of us see it so on the wards. " * 4, confirmed=False)
        fits(window.show(Client().get(wall)), phase)


def answer(session: Session, people: list[Any], item: str) -> None:
    """Everybody answers and shares a reason."""
    for place, person in enumerate(people):
        rating = say(session, person, STAGES[place % 4], item, f"{WORDS} {place}")
        share_reason(rating=rating, by=Actor.participant(person.pk))


def fits(window: Window, phase: str) -> None:
    """At each size nothing is out of sight, nothing lies over anything, and no type is smaller than may be."""
    for width, height in SIZES:
        window.page.set_viewport_size({"width": width, "height": height})
        where = f"{phase} at {width} x {height}"
        assert window.page.evaluate(TOO_HIGH) <= 0, where
        assert window.page.evaluate(HIDDEN) == [], where
        assert window.page.evaluate(OVERLAPS) == [], where
        assert window.page.evaluate(TYPE) >= SMALLEST * height / 720, where
        assert window.faults_now(thorough=True) == [], where
