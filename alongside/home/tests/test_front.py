"""The front door and the pages about Alongside: open to anybody, honest about cookies."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from alongside.home.views.front import cookies
from tests import makers
from tests.access.routes import EVERY_ADDRESS

PAGES = ["front-door", "about", "privacy", "accessibility", "crisis", "health", "robots"]
INVENTED = "Its people and places are invented"


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_anybody_may_open_it(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.django_db
def test_the_front_door_has_its_doors(client: Client) -> None:
    page = client.get("/").content.decode()
    for door in ("join", "account_login", "about", "invitation", "crisis", "privacy"):
        assert f'href="{reverse(door)}"' in page


@pytest.mark.django_db
def test_somebody_signed_in_goes_to_their_first_page() -> None:
    answer = makers.signed_in(makers.member(makers.partnership())).get("/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


@pytest.mark.django_db
def test_only_a_demonstration_says_that_it_is_one(client: Client, settings: object) -> None:
    settings.DEMONSTRATION = False
    assert INVENTED not in client.get("/").content.decode()
    settings.DEMONSTRATION, settings.ROOT_URLCONF = True, EVERY_ADDRESS
    page = client.get("/").content.decode()
    assert INVENTED in page and "app-strip" in page


@pytest.mark.django_db
def test_the_organisation_s_own_words_are_shown(client: Client, settings: object) -> None:
    settings.ALONGSIDE_DEPLOYER = {
        "crisis": "Ring Wren House",
        "concern": "Ask Jo",
        "privacy": "Ask the trust",
        "accessibility_contact": "Write to Kim",
    }
    assert "Ring Wren House" in client.get(reverse("crisis")).content.decode()
    assert "Ask Jo" in client.get(reverse("crisis")).content.decode()
    assert "Ask the trust" in client.get(reverse("privacy")).content.decode()
    assert "Write to Kim" in client.get(reverse("accessibility")).content.decode()


@pytest.mark.django_db
def test_every_cookie_a_browser_is_given_is_named(client: Client) -> None:
    """Signing in, saving, typing both kinds of code, and joining: each leaves a cookie that the page must list."""
    partnership = makers.partnership()
    lead = makers.member(partnership)
    given: set[str] = set()
    for address in (reverse("account_login"), reverse("join"), reverse("invitation")):
        given |= set(client.get(address).cookies)
    signed_in = makers.signed_in(lead)
    given |= set(signed_in.cookies)
    given |= set(signed_in.post(reverse("account-name"), {"name": "Somebody else"}).cookies)
    open_one = makers.assessment(partnership)
    join = reverse("take-part", args=[partnership.pk, open_one.pk])
    given |= set(signed_in.post(join, {"group": "none", "alone": "no"}).cookies)
    assert {"session", "csrf", "visitor", "participant", "messages"} <= given
    assert given <= {each.name for each in cookies()}


@pytest.mark.django_db
def test_the_privacy_page_lists_the_cookies(client: Client) -> None:
    page = client.get(reverse("privacy")).content.decode()
    assert all(each.name in page and each.purpose in page for each in cookies())


@pytest.mark.both
def test_health_says_so_when_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object) -> None:
        raise DatabaseError("secret name of the machine")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get(reverse("health"))
    assert answer.status_code == 503
    assert b"secret" not in answer.content


@pytest.mark.django_db
def test_health_says_ok_and_nothing_else(client: Client) -> None:
    answer = client.get(reverse("health"))
    assert (answer.content, answer["Content-Type"]) == (b"ok\n", "text/plain; charset=utf-8")


def test_search_engines_are_asked_to_stay_away(client: Client) -> None:
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_privacy_tells_everybody_who_can_read_it(client: Client) -> None:
    page = client.get(reverse("privacy")).content.decode()
    for said in (
        "once the record closes everybody in the assessment. Whoever opens a link to the record",
        "Only members see who added it",
        "your name and role stand in the record",
        "can withhold a shared reason that names somebody or is abuse",
    ):
        assert said in page
    # What was said before, and was narrower than the truth.
    assert ">Members.<" not in page


@pytest.mark.parametrize(
    ("came_by", "back"),
    [
        ("http://testserver/about/?x=1", "/about/?x=1"),
        ("http://testserver//example.org/", "/example.org/"),
        ("http://example.org/about/", None),
        ("http://testserver/crisis/", None),
        ("", None),
    ],
)
def test_help_in_a_crisis_leads_back_to_where_one_was(client: Client, came_by: str, back: str | None) -> None:
    page = client.get(reverse("crisis"), headers={"referer": came_by} if came_by else {}).content.decode()
    assert ("Back to where you were" in page) == (back is not None)
    assert back is None or f'href="{back}"' in page
