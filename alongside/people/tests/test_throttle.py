"""Guessing is slowed down, by what is guessed at and by device."""

import threading

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.people import queries, visitor
from alongside.people.tests.making import a_partnership, an_invitation
from alongside.people.throttle import WINDOW, too_many


def test_the_limit_counts_and_then_holds():
    assert [too_many("a-room", 3) for _ in range(5)] == [False, False, False, True, True]


def test_two_things_are_counted_apart():
    assert not too_many("one", 1)
    assert not too_many("another", 1)
    assert too_many("one", 1)


def test_nothing_is_allowed_where_the_limit_is_none():
    assert too_many("closed", 0)


def test_the_count_ends_with_its_window(monkeypatch):
    added = []
    monkeypatch.setattr(cache, "add", lambda key, value, timeout: added.append(timeout) or True)
    too_many("a-room", 3)
    assert added == [WINDOW]


def test_no_try_is_lost_between_threads():
    results = []
    threads = [threading.Thread(target=lambda: results.append(too_many("shared", 20))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(False) == 20


def try_code(client, code):
    return client.post(reverse("invitation"), {"code": code})


@pytest.mark.django_db
def test_one_device_cannot_go_on_guessing_even_with_the_right_code():
    offer = an_invitation(a_partnership())
    client = Client()
    client.get(reverse("invitation"))
    for number in range(visitor.FROM_ONE_DEVICE):
        assert try_code(client, f"ABCD-EF{number % 7 + 2}G").status_code == 422
    response = try_code(client, queries.invitation_code(offer.pk))
    assert response.status_code == 422
    assert "too many tries" in response.text


@pytest.mark.django_db
def test_another_device_at_the_same_address_is_not_slowed_down():
    offer = an_invitation(a_partnership())
    attacker, colleague = Client(), Client()
    attacker.get(reverse("invitation"))
    for _ in range(visitor.FROM_ONE_DEVICE + 5):
        try_code(attacker, "ABCD-EFGH")
    colleague.get(reverse("invitation"))
    assert try_code(colleague, queries.invitation_code(offer.pk)).status_code == 302


@pytest.mark.django_db
def test_changing_devices_does_not_help_to_guess_the_rest_of_a_code_that_was_half_seen():
    offer = an_invitation(a_partnership())
    code = queries.invitation_code(offer.pk)
    for _ in range(visitor.AT_ONE_BEGINNING):
        client = Client()
        client.get(reverse("invitation"))
        try_code(client, code[:5] + "2222")
    late = Client()
    late.get(reverse("invitation"))
    assert "too many tries" in try_code(late, code).text


@pytest.mark.django_db
def test_right_codes_are_never_counted():
    offer = an_invitation(a_partnership())
    client = Client()
    client.get(reverse("invitation"))
    for _ in range(visitor.FROM_ONE_DEVICE + 5):
        assert try_code(client, queries.invitation_code(offer.pk)).status_code == 302


@pytest.mark.django_db
def test_a_device_that_keeps_no_cookie_is_told_so():
    offer = an_invitation(a_partnership())
    response = try_code(Client(), queries.invitation_code(offer.pk))
    assert response.status_code == 422
    assert "cookie" in response.text


@pytest.mark.django_db
def test_without_the_count_a_guesser_comes_in(monkeypatch):
    """The seeded fault: nothing is counted."""
    monkeypatch.setattr(visitor, "too_many", lambda what, limit: False)
    monkeypatch.setattr(visitor, "used_up", lambda what, limit: False)
    offer = an_invitation(a_partnership())
    client = Client()
    client.get(reverse("invitation"))
    for _ in range(visitor.FROM_ONE_DEVICE + 5):
        try_code(client, "ABCD-EFGH")
    assert try_code(client, queries.invitation_code(offer.pk)).status_code == 302
