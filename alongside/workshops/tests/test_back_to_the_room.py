"""What is done on a challenge's own page during a session leads back to the console, which tells the phones."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.tests.devices import hidden, says
from alongside.workshops.tests.roomful import ITEM, Roomful
from alongside.workshops.views import console
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    room = Roomful()
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device)
    room.phase("reveal", "agree")
    return room


def page(room, name, *rest, mark=True):
    address = reverse(name, args=[room.partnership.pk, room.assessment.pk, *rest])
    return f"{address}?room={room.session.pk}" if mark else address


def put_forward(room):
    lived, decide = makers.signed_in(room.lived), page(room, "decide", ITEM)
    sent = {**hidden(lived.get(decide)), "outcome": "development", "reason": "Most of us see it."}
    assert lived.post(decide, sent)["Location"] == room.console
    return room.assessment.decisions.get()


def test_standing_by_it_leads_back_and_the_phones_are_told(room, monkeypatch):
    decision = put_forward(room)
    told = []
    monkeypatch.setattr(console, "announce_changed", told.append)
    lead = makers.signed_in(room.lead)
    challenge = page(room, "challenge", ITEM)
    assert says(lead.get(room.console), challenge)
    confirm = page(room, "confirm-decision", decision.pk)
    assert says(lead.get(challenge), confirm, f'href="{room.console}"', "Back to the room")
    told.clear()
    back = lead.post(confirm)
    assert back["Location"] == room.console
    lead.get(room.console)
    assert told == [room.session.pk]
    assert says(Client().get(room.screen), "Most of us see it.")


def test_keeping_a_question_leads_back_also_after_an_error(room):
    lead = makers.signed_in(room.lead)
    assert says(lead.get(room.console), page(room, "challenge", ITEM) + "#park")
    park = page(room, "park-question", ITEM)
    assert says(lead.get(page(room, "challenge", ITEM)), park, 'id="park"')
    empty = lead.post(park, {"text": ""})
    assert empty.status_code == 422 and says(empty, room.console)
    assert lead.post(park, {"text": "Who holds the key?"})["Location"] == room.console
    assert room.assessment.parked_questions.get().text == "Who holds the key?"


@pytest.mark.parametrize("mark", ["", "?room=", "?room=https://example.org/", "?room=//example.org"])
def test_from_elsewhere_it_leads_to_the_challenge_as_before(room, mark):
    lead = makers.signed_in(room.lead)
    challenge = page(room, "challenge", ITEM, mark=False)
    assert not says(lead.get(challenge + mark), "Back to the room")
    park = page(room, "park-question", ITEM, mark=False)
    assert lead.post(park + mark, {"text": "Who holds the key?"})["Location"] == challenge
