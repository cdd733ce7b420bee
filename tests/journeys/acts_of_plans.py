"""What people do between a closed record and a plan that is carried out: choose, write, sign, try, look back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from alongside.assessments.actions.participation import PURPOSE
from alongside.assessments.models import Participant
from alongside.people.models import User
from alongside.people.tokens import typed_code
from tests.journeys.screen import Screen


def in_days(days: int) -> date:
    """A day that is still to come."""
    return timezone.localdate() + timedelta(days=days)


def day(name: str, when: date) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def signed_in(screen: Screen, user: User, place: str) -> Screen:
    """Somebody who signed in this morning and has not signed out; the first journey shows how they do."""
    client = Client()
    client.force_login(user)
    kept = [{"name": name, "value": each.value, "url": place} for name, each in client.cookies.items()]
    screen.context.add_cookies(kept)
    return screen.open("/home/")


def come_back(screen: Screen, participant: Participant) -> Screen:
    """Somebody without an account types the return code that they kept."""
    screen.open("/join/").fill(code=typed_code(PURPOSE, participant.pk)).press("Go on")
    return screen.reads("This assessment is closed")


def choose_alone(screen: Screen, *challenges: str, why: str = "") -> Screen:
    """Tick challenges, and say of the first why everybody may know."""
    screen.tick(*(f"Choose “{challenge}”" for challenge in challenges))
    if why:
        screen.unfold(f"Say why you would choose “{challenges[0]}”")
        screen.page.get_by_label(f"Why “{challenges[0]}”?").fill(why)
        screen.choose(shares="Everybody in this partnership")
    return screen


def write_goal(screen: Screen, text: str, target: str) -> Screen:
    """Answer the questions."""
    screen.follow("Add a goal").reads("A few plain questions")
    screen.fill(text=text, measure="Ten people are asked each month", baseline="3 of 10", target=target)
    screen.fill(agreed="The ward and its community meeting", realistic="Ten minutes at handover are freed")
    return screen.fill(**day("by_when", in_days(150))).press("Save the goal")


def add_action(screen: Screen, text: str, organisation: str, person: str, due: date, resources: str = "") -> Screen:
    """Say what will be done for the first goal, and who owns it."""
    screen.follow("Add an action for goal 1").fill(text=text, resources=resources, **day("due", due))
    return screen.choose(organisation=organisation).pick(person=person).press("Save the action")


def name_signatory(screen: Screen, person: str, organisation: str, post: str) -> Screen:
    """Say who signs for an organisation."""
    screen.follow("Name somebody who signs").pick(user=person).choose(organisation=organisation)
    return screen.fill(post=post, authority="The board’s decision of 4 November").press("Save")


def a_device_with_passkeys(screen: Screen) -> Screen:
    """Let this screen's device hold passkeys, and its owner always say yes."""
    session = screen.context.new_cdp_session(screen.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return screen


def set_up_a_passkey(screen: Screen, user: User, password: str) -> Screen:
    """Sign in for the first time, and let the device be the second proof."""
    screen.open("/account/sign-in/").fill(login=user.email, password=password).press("Sign in")
    screen.follow("Set up a second proof that it is you").follow("A passkey").fill(name="my work laptop")
    screen.press("Add a passkey").follow("I have kept them, continue")
    return screen


class Keyboard:
    """A hand that touches nothing but keys."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.keys = screen, screen.page.keyboard

    def reach(self, target: Any) -> Keyboard:
        """Go on with the tab key until something has the focus."""
        for _press in range(80):
            self.keys.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return self
        raise AssertionError(f"{self.screen.who} cannot reach {target} with the tab key")

    def link(self, words: str) -> Keyboard:
        """Reach a link, or what looks like a button and is one, and open it."""
        return self._enter(self.screen.page.locator("main a").filter(has_text=words).first)

    def button(self, words: str) -> Keyboard:
        """Reach a button and press it."""
        return self._enter(self.screen.page.locator("main button").filter(has_text=words).first)

    def type(self, name: str, words: str) -> Keyboard:
        """Reach a box and write into it."""
        self.reach(self.screen.page.locator(f"main [name='{name}']"))
        self.keys.type(words)
        return self

    def _enter(self, target: Any) -> Keyboard:
        self.reach(target)
        with self.screen.page.expect_navigation(wait_until="load"):
            self.keys.press("Enter")
        self.screen.arrived(self.screen)
        return self
