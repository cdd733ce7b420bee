"""A place at which nobody sits is taken back: the room has room again, and nobody loses an answer."""

import pytest

from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.entering import free_place
from alongside.workshops.models import Attendance
from alongside.workshops.tests.roomful import Roomful
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """Two were counted, and two places are taken: one of them by a phone that is lost."""
    return Roomful(present=2)


def place_of(room, device):
    return Attendance.objects.get(participant=room.person(device))


def test_a_facilitator_frees_a_place_and_somebody_else_comes_in(room):
    lost = room.walk_in()
    place = place_of(room, lost)
    room.walk_in("carers")
    lead, address = makers.signed_in(room.lead), room.member_page("free-place")
    assert says(lead.get(room.console), address) and says(lead.get(room.member_page("declare-present")), address)
    page = lead.get(address)
    assert says(page, "2 places are taken", "You counted 2 people", f"Table {place.table}, came in at")
    assert not says(page, "Staff") and not says(page, "Carers"), "no group, so nobody can be told from it"
    assert lead.post(address, {"place": str(place.pk)})["Location"] == address
    assert Attendance.objects.count() == 1
    room.walk_in()
    assert Entry.objects.filter(verb="freed a place", actor_id=room.lead.user_id).count() == 1


def test_who_sat_there_after_all_comes_in_again_with_their_answers(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device)
    person = place_of(room, device).participant
    free_place(session=room.session, place=place_of(room, device).pk, by=SYSTEM)
    assert says(device.get(room.phone), "You have not come into this room")
    assert device.post(room.door)["Location"] == room.phone
    assert person.ratings.count() == 1 and says(device.get(room.phone), "Engagement")


def test_a_place_is_freed_once_and_none_of_another_session(room):
    device, other = room.walk_in(), Roomful()
    place = place_of(room, device).pk
    with pytest.raises(Conflict, match="free already"):
        free_place(session=other.session, place=place, by=SYSTEM)
    free_place(session=room.session, place=place, by=SYSTEM)
    with pytest.raises(Conflict, match="free already"):
        free_place(session=room.session, place=place, by=SYSTEM)
    lead = makers.signed_in(room.lead)
    assert lead.post(room.member_page("free-place"), {"place": str(place)}).status_code == 422
    assert says(lead.get(room.member_page("free-place")), "No place is taken")


def test_what_a_closed_record_tells_stays(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device)
    room.phase("reveal", "agree", "ended")
    makers.decide(room.assessment, "risk", "engagement")
    place = place_of(room, device)
    makers.close(room.assessment)
    with pytest.raises(Refused, match="record is closed"):
        free_place(session=room.session, place=place.pk, by=SYSTEM)


def test_nobody_frees_a_place_who_does_not_run_the_room(room):
    room.walk_in()
    for role in (Role.CONTRIBUTOR, Role.OBSERVER, Role.COMMISSIONER):
        who = makers.signed_in(makers.member(room.partnership, role))
        assert who.get(room.member_page("free-place")).status_code == 403
