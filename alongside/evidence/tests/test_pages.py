"""The evidence pages: who may do what, and what is never shown."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.audit.actor import Actor
from alongside.evidence import actions
from alongside.evidence.models import Card
from alongside.evidence.tests import making
from alongside.evidence.tests.test_actions import HELD, add
from alongside.people.access import Role
from alongside.people.models import Partnership, User

NEW = {
    "item": "training",
    "kind": "reading",
    "title": "Staff trained",
    "shows": "Half of the staff were trained.",
    "does_not_show": "Who led the training.",
    "source": "Training register",
    "dated": "2026",
}


def address(name: str, place: Partnership, *more: object) -> str:
    return reverse(name, args=[place.pk, *more])


def test_a_contributor_adds_and_reads_evidence(place: Partnership, contributor: User) -> None:
    client = making.browser(contributor)
    answer = client.post(address("add-evidence", place) + "?edition=ten-challenges/2010", NEW)
    assert answer.status_code == 302
    assert answer.url.endswith("?edition=ten-challenges%2F2010#training")
    page = client.get(answer.url).content.decode()
    assert "Staff trained" in page
    assert "Source: Training register" in page
    assert "Added by Ceri" in page
    assert page.index("Documents and figures") < page.index("Staff trained")


def test_a_figure_without_a_source_is_sent_back_with_what_was_typed(place: Partnership, contributor: User) -> None:
    answer = making.browser(contributor).post(address("add-evidence", place), {**NEW, "source": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say where others can find this document or figure." in page
    assert "Who led the training." in page
    assert not Card.objects.exists()


def test_who_reads_free_text_is_said_where_it_is_written(place: Partnership, contributor: User) -> None:
    page = making.browser(contributor).get(address("add-evidence", place)).content.decode()
    assert "Who reads this:" in page


def test_an_item_that_the_edition_does_not_have_is_refused(place: Partnership, contributor: User) -> None:
    answer = making.browser(contributor).post(address("add-evidence", place), {**NEW, "item": "nonsense"})
    assert answer.status_code == 422


def test_an_observer_reads_but_does_not_add(place: Partnership) -> None:
    client = making.browser(making.member(place, Role.OBSERVER))
    assert client.get(address("evidence", place)).status_code == 200
    assert b"Add evidence" not in client.get(address("evidence", place)).content
    assert client.get(address("add-evidence", place)).status_code == 403


def test_a_stranger_finds_nothing(place: Partnership) -> None:
    stranger = making.browser(making.member(making.partnership("Westmere"), Role.LEAD))
    for name in ("evidence", "add-evidence"):
        assert stranger.get(address(name, place)).status_code == 404


def test_held_cards_are_on_no_page_and_at_no_address(place: Partnership, lead: User) -> None:
    card = add(place, Actor.participant(uuid4()), held_for=HELD, title="Seen in the garden")
    client = making.browser(lead)
    assert b"Seen in the garden" not in client.get(address("evidence", place)).content
    for name in ("change-evidence", "remove-evidence"):
        hidden, missing = (client.post(address(name, place, pk)) for pk in (card.pk, uuid4()))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content
    assert Card.objects.filter(pk=card.pk).exists()


def test_a_released_card_shows_no_name(place: Partnership, lead: User, contributor: User) -> None:
    add(place, making.actor(contributor), held_for=HELD, title="Seen in the garden")
    actions.release(partnership=place, held_for=[HELD], by=making.actor(lead))
    page = making.browser(lead).get(address("evidence", place)).content.decode()
    assert "Seen in the garden" in page
    assert "Added by" not in page


@pytest.mark.parametrize("name", ["change-evidence", "remove-evidence"])
def test_only_the_writer_or_a_lead_changes_or_removes(
    place: Partnership, lead: User, contributor: User, name: str
) -> None:
    card = add(place, making.actor(contributor))
    other = making.member(place, Role.CONTRIBUTOR, "Dai")
    assert making.browser(other).post(address(name, place, card.pk), {**NEW}).status_code == 403
    assert Card.objects.get().title == card.title
    for user in (contributor, lead):
        assert making.browser(user).get(address(name, place, card.pk)).status_code == 200


def test_a_writer_changes_and_then_removes_their_card(place: Partnership, contributor: User) -> None:
    card = add(place, making.actor(contributor))
    client = making.browser(contributor)
    assert client.post(address("change-evidence", place, card.pk), NEW).status_code == 302
    assert Card.objects.get().title == "Staff trained"
    assert client.post(address("remove-evidence", place, card.pk)).status_code == 302
    assert not Card.objects.exists()


def test_a_lead_may_remove_but_not_reword_a_card_from_an_answer(place: Partnership, lead: User) -> None:
    card = add(place, Actor.participant(uuid4()), held_for=HELD)
    actions.release(partnership=place, held_for=[HELD], by=making.actor(lead))
    client = making.browser(lead)
    assert client.get(address("change-evidence", place, card.pk)).status_code == 403
    assert client.post(address("remove-evidence", place, card.pk)).status_code == 302
    assert not Card.objects.exists()


def test_words_stay_words(place: Partnership, contributor: User) -> None:
    add(place, making.actor(contributor), title="<script>alert(1)</script>", shows="<b>bold</b>")
    page = making.browser(contributor).get(address("evidence", place)).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_an_edition_that_is_not_here_is_not_found(place: Partnership, contributor: User) -> None:
    answer = making.browser(contributor).get(address("evidence", place), {"edition": "ten-challenges/1066"})
    assert answer.status_code == 404


def test_who_reads_new_evidence_is_said_in_full(place: Partnership) -> None:
    page = making.browser(making.member(place, Role.LEAD, "Amina")).get(address("add-evidence", place))
    text = page.content.decode()
    assert "everybody who takes part in an assessment about this challenge, also without an account" in text
