"""Error pages: they tell nothing to strangers, lose nothing that was typed, and stand when all else falls."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from alongside.home.views import errors
from alongside.people.access import Role
from tests import makers

TYPED = {"name": "Words that took an hour to write"}
OURS = "http://testserver"


def strict(client: Client) -> Client:
    """The same client, refused like a browser would be whose page was open too long."""
    client.handler.enforce_csrf_checks = True
    return client


def outside(answer: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """All that somebody outside can see."""
    return answer.status_code, answer.content, dict(answer.headers)


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["", "people/", "assessments/", "evidence/", "library/"])
def test_a_stranger_cannot_tell_a_partnership_from_none(rest: str) -> None:
    theirs = makers.partnership("Hillside partnership")
    stranger = makers.signed_in(makers.member(makers.partnership(), Role.LEAD))
    there = stranger.get(f"/p/{theirs.pk}/{rest}")
    nowhere = stranger.get(f"/p/{uuid4()}/{rest}")
    assert there.status_code == 404
    assert outside(there) == outside(nowhere)


@pytest.mark.django_db
def test_a_page_that_differs_is_noticed() -> None:
    """The seeded fault: a page drawn with the request carries a fresh token and the visitor's name."""
    stranger = makers.signed_in(makers.member(makers.partnership(), Role.LEAD))
    request = stranger.get(reverse("home")).wsgi_request
    pages = {errors.forbidden(request, PermissionDenied()).content for _ in range(2)}
    assert len(pages) == 2


@pytest.mark.django_db
def test_not_found_says_nothing_of_the_address(client: Client) -> None:
    answer = client.get("/no-such-place/secret-word")
    assert answer.status_code == 404
    assert b"secret-word" not in answer.content and b"no-such-place" not in answer.content


@pytest.mark.django_db
def test_a_member_without_the_grant_gets_the_sentence() -> None:
    member = makers.member(makers.partnership(), Role.OBSERVER)
    answer = makers.signed_in(member).get(reverse("start-assessment", args=[member.partnership_id]))
    assert answer.status_code == 403
    assert "Your role here is “Observer”" in answer.content.decode()
    assert reverse("home") in answer.content.decode()


@pytest.mark.django_db
def test_a_sentence_of_a_refusal_is_text(rf: RequestFactory) -> None:
    page = errors.forbidden(rf.get("/"), PermissionDenied("<b>no</b>")).content.decode()
    assert "&lt;b&gt;no&lt;/b&gt;" in page and "<b>no</b>" not in page


@pytest.mark.django_db
def test_a_form_that_came_too_late_gives_back_what_was_written() -> None:
    client = strict(makers.signed_in(makers.member(makers.partnership(), Role.CONTRIBUTOR)))
    answer = client.post(reverse("account-name"), TYPED, headers={"Origin": OURS})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "open too long" in page and TYPED["name"] in page


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_another_site_cannot_put_words_into_our_page(client: Client, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = strict(client).post(reverse("account_login"), TYPED, headers=headers)
    assert answer.status_code == 403
    assert TYPED["name"] not in answer.content.decode()


@pytest.mark.django_db
def test_a_password_is_never_given_back(client: Client) -> None:
    sent = {"login": "a@example.org", "password": "three plain words", "new_password1": "four more plain words"}
    page = strict(client).post(reverse("account_login"), sent, headers={"Origin": OURS}).content.decode()
    assert "plain words" not in page


@pytest.mark.django_db
def test_what_is_given_back_is_text(client: Client) -> None:
    sent = {"why": "</textarea> <script>alert(1)</script>"}
    page = strict(client).post(reverse("join"), sent, headers={"Origin": OURS}).content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_the_page_for_our_own_faults_needs_no_database(rf: RequestFactory) -> None:
    """This test has no database: any query would fail it."""
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "This is our fault" in answer.content.decode() and "nhsuk-header" in answer.content.decode()


def test_where_even_that_page_fails_plain_words_remain(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "_without_request", broken)
    answer = errors.server_error(rf.get("/"))
    assert (answer.status_code, "our fault" in answer.content.decode()) == (500, True)


def test_a_bad_request_says_what_to_do(rf: RequestFactory) -> None:
    answer = errors.bad_request(rf.get("/"), ValueError("inner details"))
    assert answer.status_code == 400
    assert b"inner details" not in answer.content and b"Nothing was saved" in answer.content


@pytest.mark.django_db
def test_a_fault_in_a_page_reaches_our_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("inner details")

    monkeypatch.setattr("alongside.home.views.front.cookies", broken)
    client.raise_request_exception = False
    answer = client.get(reverse("privacy"))
    assert answer.status_code == 500
    assert b"inner details" not in answer.content and b"This is our fault" in answer.content
