"""Something is signed with a code and with a passkey: a real browser, a pretended device, our strict policy.

The page is a test's own, made of the parts that every page with a signature uses.
"""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from playwright.sync_api import expect

from alongside.people.models import User
from alongside.people.second_proof import Factor
from alongside.people.tests import signing
from alongside.people.tests.making import SECRET, a_user, code_now
from tests.journeys.test_passkeys import device, set_up

__all__ = ["device"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGE, OTHER_PAGE = "/sign/plan/", "/sign/other/"
SIGNED = "text='Signed.'"
INSTEAD, ONLY = "button:has-text('Use my passkey instead')", "button:has-text('Sign with my passkey')"


@pytest.fixture(autouse=True)
def signed(settings: Any) -> list[Any]:
    """The page, and what was signed there."""
    settings.ROOT_URLCONF = signing.ADDRESSES
    signing.SIGNED.clear()
    return signing.SIGNED


@pytest.fixture
def signatory(device: Any) -> User:
    """Somebody whose device holds a passkey, and who is signed in on it."""
    user = a_user("Ola Fernhill")
    set_up(device, user)
    return user


def open_page(page: Any, address: str = PAGE) -> None:
    page.goto(address)
    page.fill("[name=comment]", "Because it is ours")


def test_a_passkey_signs_what_the_page_shows(device: Any, signatory: User, signed: list[Any]) -> None:
    open_page(device)
    expect(device.locator("[name=code]")).to_have_count(0)
    device.click(ONLY)
    device.wait_for_selector(SIGNED)
    assert signed[0].factor is Factor.WEBAUTHN
    assert signed[0].covers(signatory.pk, [signing.digest("plan")])
    assert device.complaints == []


def test_with_both_the_code_is_there_and_the_passkey_instead(device: Any, signatory: User, signed: list[Any]) -> None:
    TOTP.activate(signatory, SECRET)
    open_page(device)
    device.fill("[name=code]", code_now())
    device.click("main button:has-text('Sign')")
    device.wait_for_selector(SIGNED)
    open_page(device)
    device.click(INSTEAD)
    device.wait_for_selector(SIGNED)
    assert [proof.factor for proof in signed] == [Factor.TOTP, Factor.WEBAUTHN]
    assert device.complaints == []


def test_a_passkey_that_answered_in_another_tab_is_asked_again(device: Any, signatory: User, signed: list[Any]) -> None:
    open_page(device)
    device.context.new_page().goto(OTHER_PAGE)
    device.click(ONLY)
    device.wait_for_selector("text=answered for another page")
    assert signed == []
    device.click(ONLY)
    device.wait_for_selector(SIGNED)
    assert signed[0].about == signing.digest("plan")


def test_a_device_that_gives_no_passkey_is_told_and_a_code_still_signs(
    device: Any, signatory: User, signed: list[Any]
) -> None:
    TOTP.activate(signatory, SECRET)
    device.lose()
    open_page(device)
    device.click(INSTEAD)
    expect(device.locator("[data-passkey-said]")).to_contain_text("another way")
    device.fill("[name=code]", code_now())
    device.press("[name=code]", "Enter")
    device.wait_for_selector(SIGNED)
    assert signed[0].factor is Factor.TOTP


def test_without_javascript_a_code_signs_and_a_passkey_alone_says_what_to_do(
    browser: Any, live_server: Any, device: Any, signatory: User, signed: list[Any]
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(device.context.cookies())
    page = context.new_page()
    open_page(page)
    expect(page.locator("[data-passkey-ready]")).to_be_hidden()
    expect(page.locator("[data-passkey-absent]")).to_be_visible()
    expect(page.locator("text=Set up a code app")).to_have_attribute("href", reverse("mfa_activate_totp"))
    TOTP.activate(signatory, SECRET)
    open_page(page)
    page.fill("[name=code]", code_now())
    page.click("main button:has-text('Sign')")
    expect(page.locator("p")).to_have_text("Signed.")
    assert signed[0].factor is Factor.TOTP
    context.close()
