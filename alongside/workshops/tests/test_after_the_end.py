"""Once a session has ended, no page of it asks anybody in, or tells anybody that they may go out."""

import pytest

from alongside.assessments.tests.devices import says
from alongside.workshops.tests.roomful import Roomful
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Roomful()


@pytest.fixture
def lead(room):
    return makers.signed_in(room.lead)


def test_after_the_end_the_facilitators_page_asks_nobody_in(room, lead):
    """It leads to what comes after a session; opening the room again is possible, and not what stands out."""
    asks_in = ("Late comers go to", room.letters, "Bring in somebody without a phone", "Show the square code large")
    assert says(lead.get(room.console), *asks_in)
    room.phase("ended")
    page = lead.get(room.console)
    assert says(
        page, "See who came, and what the room leaves behind", "Open the room again", room.member_page("session")
    )
    assert not any(says(page, words) for words in asks_in)
    shut = lead.get(room.member_page("bring-in"))
    assert says(shut, "This session has ended", room.member_page("session")) and not says(shut, "Bring them in")
    room.phase("lobby", item="")
    assert says(lead.get(room.console), *asks_in)


def test_nobody_may_go_out_of_a_session_that_has_ended(room):
    device = room.walk_in()
    assert says(device.get(room.phone), "You may go out at any time")
    room.phase("ended")
    page = device.get(room.phone)
    assert says(page, "Rosa is there for anybody who is upset") and not says(page, "You may go out at any time")
