"""What surrounds every page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse

from alongside.config import frame
from alongside.config.vocabulary import role_name
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "current"),
    [("partnership", "Overview"), ("assessments", "Assessments"), ("evidence", "Evidence"), ("people", "People")],
)
def test_a_partnership_s_pages_have_its_menu_with_one_place_marked(name: str, current: str) -> None:
    member = makers.member(makers.partnership(), Role.LEAD)
    answer = makers.signed_in(member).get(reverse(name, args=[member.partnership_id]))
    places = frame.navigation(answer.wsgi_request)
    assert [text for _, text, _ in places] == [
        "Overview",
        "Assessments",
        "Plans",
        "Feedback",
        "Evidence",
        "Library",
        "People",
    ]
    assert [text for _, text, here in places if here] == [current]
    assert reverse("glossary", args=[member.partnership_id]) in answer.content.decode()


def test_other_pages_have_no_menu() -> None:
    answer = makers.signed_in(makers.member(makers.partnership())).get(reverse("home"))
    assert frame.navigation(answer.wsgi_request) == []
    assert "nhsuk-header__navigation-list" not in answer.content.decode()


def test_somebody_signed_in_can_always_get_out() -> None:
    page = makers.signed_in(makers.member(makers.partnership(), name="Ann Other")).get(reverse("home")).content.decode()
    assert "Ann Other" in page and reverse("account") in page
    assert f'action="{reverse("account_logout")}" method="post"' in page


def test_a_visitor_is_offered_to_sign_in(client: Client, rf: RequestFactory) -> None:
    assert reverse("account_login") in client.get(reverse("about")).content.decode()
    request = rf.get("/")
    request.user = AnonymousUser()
    assert [text for _, text, _ in frame.account(request)] == ["Sign in"]
    assert [text for _, text, _ in frame.account(rf.get("/"))] == ["Sign in"]


def test_every_page_leads_to_help_in_a_crisis(client: Client) -> None:
    for name in ("front-door", "about", "join", "account_login"):
        assert reverse("crisis") in client.get(reverse(name)).content.decode()


def test_a_role_in_words() -> None:
    assert role_name("co_lead") == "Lived-experience co-lead"
