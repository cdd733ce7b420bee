"""Two quick taps without a script send one form twice: one seat, and nobody gets the seat of somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from alongside.assessments.actions.invites import invite
from alongside.assessments.models import Participant
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import SYSTEM
from alongside.people.tokens import link_secret
from alongside.workshops.models import Attendance
from alongside.workshops.tests.roomful import Roomful

pytestmark = pytest.mark.django_db


def choice(room, device, group="staff", alone="no", **more):
    """What the form of the private choice sends, as it was drawn."""
    drawn = device.post(room.door, {"group": room.group(group), **more})
    return {**hidden(drawn), "alone": alone}


def tap_twice(room, **more):
    """The same form from one device, the second time before the first answer has arrived."""
    device = Device()
    sent = choice(room, device, **more)
    assert len(sent["key"]) == 36
    # A copy of the device as it was when the button was pressed: no cookie of a participant.
    quick = Device()
    quick.jar = dict(device.jar)
    return sent, device, device.post(room.door, sent), quick, quick.post(room.door, sent)


def test_two_taps_are_one_seat_and_the_device_is_in():
    room = Roomful()
    _sent, _device, first, quick, second = tap_twice(room)
    assert first["Location"] == second["Location"] == room.phone
    assert Participant.objects.count() == Attendance.objects.count() == 1
    assert quick.get(room.phone).status_code == 200


def test_two_taps_for_the_last_place_or_with_a_personal_code():
    last = Roomful(present=1)
    assert tap_twice(last)[4]["Location"] == last.phone
    named = Roomful(open_room=False)
    own = invite(assessment=named.assessment, group=None, personal=True, by=SYSTEM)
    second = tap_twice(named, **{"with": f"{own.pk}.{link_secret('assessment', own.pk)}"})[4]
    assert second["Location"] == named.phone
    assert Attendance.objects.count() == 2


def test_without_the_key_two_taps_are_two_seats():
    """The seeded fault, as it was before the form had a key."""
    room = Roomful()
    sent = choice(room, Device())
    del sent["key"]
    for _tap in range(2):
        Device().post(room.door, sent)
    assert Attendance.objects.count() == 2


def test_the_key_stays_through_an_error_and_is_another_on_every_page():
    room = Roomful()
    sent = choice(room, Device(), alone="")
    again = Device().post(room.door, sent)
    assert again.status_code == 422 and hidden(again)["key"] == sent["key"]
    assert choice(room, Device())["key"] != sent["key"]


def late(room, sent):
    Participant.objects.update(joined_at=timezone.now() - timedelta(minutes=11))


def another_group(room, sent):
    sent["group"] = room.group("carers")


def another_choice(room, sent):
    sent["alone"] = "yes"


def answered(room, sent):
    Participant.objects.update(answered_at=timezone.now())


def not_inside(room, sent):
    Attendance.objects.all().delete()


@pytest.mark.parametrize("fault", [late, another_group, another_choice, answered, not_inside])
def test_what_cannot_be_the_same_press_gets_a_calm_page_and_nobodys_seat(fault):
    room = Roomful()
    sent, _device, *_rest = tap_twice(room)
    before = Participant.objects.get().secret_hash
    fault(room, sent)
    page = Device().post(room.door, sent)
    assert page.status_code == 409
    assert says(page, "Somebody has come in with this page already", "Begin again", room.door)
    assert "participant" not in page.cookies and Participant.objects.get().secret_hash == before


def test_a_key_of_another_room_and_one_that_is_no_key_come_in_as_somebody_new():
    room, other = Roomful(), Roomful()
    sent, *_rest = tap_twice(room)
    device = Device()
    came = device.post(other.door, {**sent, "group": other.group("staff")})
    assert came["Location"] == other.phone and Participant.objects.count() == 2
    assert device.get(room.phone).status_code == 404
    assert Device().post(room.door, {**sent, "key": "no key"})["Location"] == room.phone
    assert Participant.objects.count() == 3


def test_knowing_who_somebody_is_gives_nobody_their_seat():
    """Keys of participants stand in the log; the key of the form is not among them."""
    room = Roomful()
    sent, *_rest = tap_twice(room)
    person = Participant.objects.get()
    assert str(person.pk) != sent["key"]
    Device().post(room.door, {**sent, "key": str(person.pk)})
    Device().post(room.door, {**sent, "key": str(uuid4())})
    fresh = Participant.objects.get(pk=person.pk)
    assert fresh.secret_hash == person.secret_hash and Participant.objects.count() == 3
