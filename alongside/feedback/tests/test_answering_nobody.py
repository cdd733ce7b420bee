"""Cards, ward tablets, and that the public pages of a survey know nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.config import middleware
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.models import Asking, Card, Sealed
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.walking import held, press, start, to_the_end
from alongside.people.models import Membership, Partnership
from tests import makers

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def here(riverside: Partnership) -> Asking:
    return ask(riverside)


@pytest.fixture
def phone() -> Client:
    """A browser that checks forged forms as a real one is checked."""
    return Client(enforce_csrf_checks=True)


def text(response: Any) -> str:
    return response.content.decode()


# ── Cards ───────────────────────────────────────────────────────────────────────────────────────


def test_a_card_opens_the_questions_once(phone: Client, riverside: Partnership) -> None:
    here = ask(riverside, link=False)
    code, other = asking_actions.print_cards(asking=here, how_many=2, by=SYSTEM)
    box_page = reverse("feedback-card")
    first = phone.post(box_page, {"code": code.lower().replace("-", " ")})
    assert first.status_code == 200
    assert Card.objects.count() == 2
    done = press(phone, to_the_end(phone, first, answer_hope="worse"), "send")
    assert "Your answer has come in" in text(done)
    assert Card.objects.count() == 1
    used = text(phone.post(box_page, {"code": code}))
    assert "This card was used already" in used
    assert "ask the team for another card" in used
    assert "had come in already" not in used
    assert phone.post(box_page, {"code": other}).status_code == 200
    # Once nobody can answer any more, no other card is promised.
    asking_actions.stop(asking=here, by=SYSTEM)
    over = text(phone.post(box_page, {"code": code}))
    assert "This card was used already" in over
    assert "another card" not in over


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "Enter the letters and numbers on your card"),
        ("ABCD", "A card has 12 letters and numbers"),
        ("ABCD-EFGH-JKM1", "A card has 12 letters and numbers"),
        ("ABCD-EFGH-JKMN", "This card does not work"),
    ],
)
def test_a_wrong_card_comes_back_with_a_sentence(phone: Client, here: Asking, code: str, says: str) -> None:
    page = phone.post(reverse("feedback-card"), {"code": code})
    assert page.status_code == 422
    assert says in text(page)
    assert held(page)["code"] == code


def test_codes_stand_in_no_address(phone: Client, riverside: Partnership) -> None:
    """The picture code of a card carries its letters behind "#", which no browser sends."""
    here = ask(riverside, link=False)
    [code] = asking_actions.print_cards(asking=here, how_many=1, by=SYSTEM)
    assert "What happens to your answer" not in text(phone.get(reverse("feedback-card"), {"code": code}))
    first = phone.post(reverse("feedback-card"), {"code": code})
    page = to_the_end(phone, first)
    for shown in (first, page):
        assert f"?{code}" not in text(shown)
        assert 'method="get"' not in text(shown)


# ── A tablet on a ward ──────────────────────────────────────────────────────────────────────────


def test_a_tablet_goes_back_to_the_start_and_keeps_nothing(phone: Client, here: Asking) -> None:
    begin = reverse("feedback-tablet", args=[here.pk])
    first = start(phone, here, "feedback-tablet")
    assert first.headers["Clear-Site-Data"] == '"cache", "storage"'
    last = to_the_end(phone, first, answer_hope="worse")
    assert f'href="{begin}"' in text(last)
    done = press(phone, last, "send")
    assert done.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert done.headers["Cache-Control"] == "no-store"
    assert f'data-start="{begin}" data-seconds="20"' in text(done)
    assert f'<noscript><meta http-equiv="refresh" content="60; url={begin}"></noscript>' in text(done)
    assert f'href="{begin}"' in text(done)
    assert reverse("feedback-results", args=[here.team_id]) not in text(done)
    # Whoever presses Back and lets the browser send a page of the person before gets none of their answers.
    for button in ("back", "on", "plain", "send"):
        again = press(phone, last, button)
        assert "had come in already" in text(again)
        assert "worse" not in text(again)


def test_two_people_on_one_tablet_have_a_ticket_each(phone: Client, here: Asking) -> None:
    one, two = (start(phone, here, "feedback-tablet") for _person in range(2))
    assert held(one)["ticket"] != held(two)["ticket"]
    for page in (one, two):
        press(phone, to_the_end(phone, page), "send")
    assert Sealed.objects.count() == 2


def test_a_phone_is_not_told_to_forget(phone: Client, here: Asking) -> None:
    page = start(phone, here)
    assert "Clear-Site-Data" not in page.headers
    assert "refresh" not in text(page)


# ── Nobody is known ─────────────────────────────────────────────────────────────────────────────


def everything(client: Client, here: Asking) -> list[Any]:
    """Every kind of public page, one after the other."""
    first = start(client, here)
    last = to_the_end(client, first)
    return [
        client.get(reverse("feedback-card")),
        client.post(reverse("feedback-card"), {"code": "ABCD-EFGH-JKMN"}),
        first,
        start(client, here, "feedback-tablet"),
        last,
        press(client, last, "send", **{"answer-hope": "x"}),
        press(client, last, "send"),
        press(client, last, "send"),
        client.get(reverse("feedback-results", args=[here.team_id])),
        client.get(reverse("feedback-link", args=[UNKNOWN])),
    ]


def test_no_page_sets_a_cookie_or_is_kept(phone: Client, here: Asking) -> None:
    for page in everything(phone, here):
        assert not page.cookies
        assert "Set-Cookie" not in page.headers
        assert "Cookie" not in page.headers.get("Vary", "")
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not phone.cookies


def test_no_page_looks_at_who_is_signed_in(amina: Membership, here: Asking) -> None:
    signed_in = makers.signed_in(amina)
    with CaptureQueriesContext(connection) as asked:
        pages = everything(signed_in, here)
    tables = [query["sql"] for query in asked.captured_queries]
    assert len(tables) > 20
    assert [sql for sql in tables if "django_session" in sql or "people_user" in sql] == []
    for page in pages:
        assert not page.cookies
        assert "Cookie" not in page.headers.get("Vary", "")
        assert "Sign out" not in text(page)


def test_a_session_that_is_read_is_caught(amina: Membership, here: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: cookies are let in, and the check that somebody is signed in looks them up."""
    monkeypatch.setattr(middleware, "KNOWS_NOBODY", "/somewhere-else/")
    with pytest.raises(AssertionError, match="django_session"):
        test_no_page_looks_at_who_is_signed_in(amina, here)


def test_the_way_of_an_answer_is_short(phone: Client, here: Asking) -> None:
    """A page is read with a few queries; sending adds what it writes."""
    last = to_the_end(phone, start(phone, here))
    with CaptureQueriesContext(connection) as asked:
        press(phone, last, "back")
    assert len(asked) <= 3
    with CaptureQueriesContext(connection) as sent:
        press(phone, last, "send")
    assert len(sent) <= 9
