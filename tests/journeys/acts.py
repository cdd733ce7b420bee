"""What people do again and again on the way: come in, prove who they are, answer, decide."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.journeys.screen import Screen

PASSWORD = "blue lanterns sing quietly"


def set_up_a_code_app(screen: Screen) -> None:
    """Read the key off the page, as an app would, and type the code that it makes now."""
    screen.follow("A code app").unfold("I cannot use the square")
    key = (screen.page.locator(".people-key").text_content() or "").replace(" ", "")
    screen.fill(code=format_hotp_value(hotp_value(key, int(time.time()) // 30))).press("Finish")
    expect(screen.page.locator(".people-codes code")).to_have_count(10)
    screen.follow("I have kept them, continue")


def accept_invitation(screen: Screen, name: str, group: str) -> None:
    """Make an account from an invitation that was opened, and secure it."""
    email = f"{name.split()[0].lower()}@example.org"
    screen.fill(name=name, email=email, password=PASSWORD).choose(group=group)
    screen.press("Make my account and join").reads("Your role needs a second proof")
    set_up_a_code_app(screen)


def join(screen: Screen, alone: str, group: str = "") -> None:
    """Read what it is about, and take part."""
    screen.reads("Before you start", "It is about the service, never about you")
    if group:
        screen.choose(group=group)
    screen.choose(alone=alone).press("Take part")
    expect(screen.page.locator("h1")).to_contain_text("Your part")


def answer(screen: Screen, challenge: str, stage: str, reason: str = "", then: str = "Save and stop for now") -> None:
    """From one's own list: understand a challenge, then answer it."""
    screen.follow(challenge).reads("What it can look like", "The question")
    screen.follow("Go on to your answer")
    screen.choose(answer=stage).fill(reason=reason).press(then)


def finish(screen: Screen) -> str:
    """Say that one is done; returns the return code."""
    screen.press("I have finished").reads("You have said that you have finished")
    return (screen.page.locator(".app-code strong").text_content() or "").strip()


def put_forward(screen: Screen, challenge: str, outcome: str, reason: str, dissent: str = "") -> None:
    """From the order of conversation: write down what was agreed."""
    screen.follow(challenge).follow("Write down what was agreed")
    screen.choose(outcome=outcome).fill(reason=reason, dissent=dissent).press("Put it forward")
    screen.reads("It is recorded once the other lead confirms it")


def confirm(screen: Screen, challenge: str) -> None:
    """From the order of conversation: stand by what the other one put forward."""
    screen.follow(challenge).press("I stand by this: record it").reads("Recorded by both of you")
