"""Two people, or one with two windows, act on the same thing at once: one is first, and nobody loses a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from alongside.assessments.actions.participation import join
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import Assessment, Decision, Rating, Reveal
from alongside.people.access import Role
from alongside.people.models import Membership
from tests import makers
from tests.journeys.screen import Screen

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ITEM = "interactions"
FIRST, SECOND = "Most teams do, in the day.", "On three wards out of four, says the survey that we read."
SEEN = "Nobody knocks before they come in."


class Room:
    """An open assessment that some have answered, and windows of people who are signed in to it."""

    def __init__(self, sits: Callable[..., Screen], lead: Membership, address: str) -> None:
        self.sits, self.lead, self.address = sits, lead, address
        self.assessment: Assessment = makers.assessment(lead.partnership)
        makers.rate_all(makers.participants(self.assessment, "staff", 5), {ITEM: "development"})

    def window(self, member: Membership) -> Screen:
        """A window of somebody who is signed in."""
        key = makers.signed_in(member).cookies[settings.SESSION_COOKIE_NAME].value
        return self._with_cookie(member.user.name, settings.SESSION_COOKIE_NAME, key)

    def device(self, who: str, secret: str) -> Screen:
        """A window of somebody who takes part without an account."""
        return self._with_cookie(who, COOKIE, secret)

    def _with_cookie(self, who: str, name: str, value: str) -> Screen:
        screen = self.sits(who)
        screen.context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return screen

    def at(self, page: str, *more: str) -> str:
        """The address of a page of the assessment for members."""
        return reverse(page, args=[self.assessment.partnership_id, self.assessment.pk, *more])


@pytest.fixture
def room(at_a_screen: Callable[..., Screen], amina: Membership, live_server: Any) -> Room:
    return Room(at_a_screen, amina, live_server.url)


def press_at_once(button: str, *screens: Screen) -> None:
    """Press a button in several windows without waiting for any of them, then wait for all."""
    for screen in screens:
        screen.page.evaluate("document.documentElement.dataset.pressed = 'yes'")
        screen.page.locator("main").get_by_role("button", name=button).click(no_wait_after=True)
    for screen in screens:
        screen.page.wait_for_function("document.documentElement.dataset.pressed === undefined")
        screen.page.wait_for_load_state()


def test_two_facilitators_show_the_answers_at_once(room: Room, priya: Membership) -> None:
    windows = room.window(room.lead), room.window(priya)
    for window in windows:
        window.open(room.at("reveal-all")).reads("This cannot be undone")
        window.allowed = {409}
    press_at_once("Show them now", *windows)
    assert sorted(window.heading for window in windows) == ["Look at the answers together", "Nothing was changed"]
    late = next(window for window in windows if window.heading == "Nothing was changed")
    late.reads("perhaps just now by somebody else").follow("Back to the assessment")
    assert Reveal.objects.filter(assessment=room.assessment).count() == 1


def test_two_leads_put_forward_different_outcomes(room: Room) -> None:
    makers.reveal_all(room.assessment, [ITEM])
    first, second = room.window(room.lead), room.window(makers.member(room.lead.partnership, Role.LEAD))
    for window in (first, second):
        window.open(room.at("decide", ITEM))
    first.choose(outcome="Development").fill(reason=FIRST).press("Put it forward")
    second.choose(outcome="Transformation").fill(reason=SECOND, dissent=SEEN)
    with second.expecting(409):
        second.press("Put it forward").reads("Somebody put forward another outcome while you were writing", FIRST)
    expect(second.page).to_have_title(re.compile("^Error: "))
    expect(second.page.locator("[name=outcome]:checked")).to_have_value("transformation")
    expect(second.page.locator("[name=reason]")).to_have_value(SECOND)
    expect(second.page.locator("[name=dissent]")).to_have_value(SEEN)
    second.press("Put it forward").reads(SECOND, SEEN)
    put_forward = Decision.objects.filter(assessment=room.assessment).order_by("sequence")
    assert [each.reason for each in put_forward] == [FIRST, SECOND]


def test_answers_are_shown_while_somebody_is_writing(room: Room) -> None:
    joined = join(assessment=room.assessment, group=None, mode="own", may_show_alone=False)
    window = room.device("Rosa", joined.secret).open(reverse("answer", args=[room.assessment.pk, ITEM]))
    window.choose(answer="Engagement").fill(reason=SEEN)
    makers.reveal_all(room.assessment, [ITEM])
    with window.expecting(409):
        window.press("Save and stop for now").reads("shown to everybody while you were writing")
    expect(window.page.locator("[name=answer]:checked")).to_have_value("engagement")
    expect(window.page.locator("[name=reason]")).to_have_value(SEEN)
    assert not Rating.objects.filter(participant=joined.participant).exists()
    window.press("Save and stop for now").reads("Your answer is saved.")
    saved = Rating.objects.get(participant=joined.participant)
    assert (saved.answer, saved.reason, saved.round) == ("engagement", SEEN, 2)


def test_one_person_writes_in_two_windows(room: Room) -> None:
    joined = join(assessment=room.assessment, group=None, mode="own", may_show_alone=False)
    address = reverse("answer", args=[room.assessment.pk, ITEM])
    phone, laptop = (room.device(name, joined.secret).open(address) for name in ("phone", "laptop"))
    phone.choose(answer="Engagement").fill(reason=FIRST).press("Save and stop for now")
    laptop.choose(answer="Development").fill(reason=SECOND)
    with laptop.expecting(409):
        laptop.press("Save and stop for now").reads("You saved another answer to this question on a different page")
    expect(laptop.page.locator("[name=reason]")).to_have_value(SECOND)
    assert Rating.objects.get(participant=joined.participant).reason == FIRST


def test_somebody_finishes_in_two_windows(room: Room) -> None:
    joined = join(assessment=room.assessment, group=None, mode="own", may_show_alone=False)
    makers.rate_all([joined.participant], {ITEM: "engagement"})
    address = reverse("my-part", args=[room.assessment.pk])
    windows = [room.device(name, joined.secret).open(address) for name in ("one", "two")]
    press_at_once("I have finished", *windows)
    for window in windows:
        window.reads("You have said that you have finished")
