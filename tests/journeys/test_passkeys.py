"""A passkey is set up and signs its owner in: a real browser, a pretended device, our strict policy."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alongside.people.access import Role
from alongside.people.models import User
from alongside.people.tests.making import PASSWORD, a_partnership, a_user

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lead():
    """A lead who has not set up a second factor yet."""
    user = a_user("Ola Fernhill")
    a_partnership("Northdale").memberships.create(user=user, role=Role.LEAD.value)
    return user


@pytest.fixture
def device(page):
    """The page of a browser on a device that holds passkeys and whose owner always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.lose = lambda: session.send("WebAuthn.clearCredentials", {"authenticatorId": made["authenticatorId"]})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    return page


def password(page, user: User) -> None:
    page.goto(reverse("account_login"))
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Sign in')")
    expect(page).not_to_have_url(re.compile(f"{reverse('account_login')}$"))


def set_up(page, user: User) -> None:
    password(page, user)
    page.goto(reverse("second-factor-needed"))
    page.click("main a:has-text('A passkey')")
    page.fill("[name=name]", "my phone")
    page.click("button:has-text('Add a passkey')")
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")


def test_a_passkey_is_added_and_then_signs_in(device, lead):
    here = reverse("people", args=[lead.memberships.get().partnership_id])
    set_up(device, lead)
    expect(device.locator(".people-codes code")).to_have_count(10)
    assert device.goto(here).status == 200
    expect(device).to_have_url(re.compile(f"{here}$"))
    device.context.clear_cookies()
    password(device, lead)
    device.wait_for_url(f"**{reverse('mfa_authenticate')}")
    device.click("button:has-text('Use my passkey')")
    device.wait_for_url(f"**{reverse('home')}")
    device.goto(here)
    expect(device).to_have_url(re.compile(f"{here}$"))
    assert device.complaints == []
    assert lead.authenticator_set.get(type="webauthn").wrap().name == "my phone"


def test_without_the_passkey_the_page_says_so_and_nobody_comes_in(device, lead):
    set_up(device, lead)
    device.context.clear_cookies()
    device.lose()
    password(device, lead)
    device.click("button:has-text('Use my passkey')")
    expect(device.locator("[data-passkey-said]")).to_contain_text("another way")
    device.goto(reverse("account"))
    expect(device).to_have_url(re.compile(reverse("account_login")))


def test_without_javascript_the_page_offers_a_code(browser, live_server, lead):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    password(page, lead)
    page.goto(reverse("mfa_add_webauthn"))
    expect(page.locator("[data-passkey-absent]")).to_be_visible()
    expect(page.locator("[data-passkey-ready]")).to_be_hidden()
    page.click("text=Set up a code app instead")
    expect(page).to_have_url(re.compile(f"{reverse('mfa_activate_totp')}$"))
    context.close()
