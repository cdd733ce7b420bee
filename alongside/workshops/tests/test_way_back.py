"""A return code leads where its person is let in for certain, and nobody is stuck before a shut door."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.actions.invites import invite
from alongside.assessments.tests.devices import Device, says
from alongside.audit.actor import SYSTEM
from alongside.people.tokens import typed_code
from alongside.workshops.actions import leading
from alongside.workshops.models import Attendance
from alongside.workshops.tests.roomful import Roomful
from tests import makers, workshop_makers

pytestmark = pytest.mark.django_db


def typed(person):
    """A new phone on which somebody types their return code where letters are typed."""
    device = Device()
    device.get(reverse("room"))
    return device, device.post(reverse("room"), {"code": typed_code("participant", person.pk)})


def planned_for_later(room, days=9):
    starts_at = timezone.now() + timedelta(days=days)
    return workshop_makers.meeting(room.assessment, present=None, starts_at=starts_at).session


def test_after_the_end_it_leads_to_the_session_they_were_in_and_not_to_the_next_one():
    room = Roomful()
    room.walk_in()
    person = Attendance.objects.get().participant
    planned_for_later(room)
    room.phase("ended")
    device, answer = typed(person)
    assert answer["Location"] == room.phone
    assert says(device.get(room.phone), "This session has ended", "See or print all your answers")


def test_who_was_in_no_session_comes_to_their_part():
    room = Roomful(present=None)
    planned_for_later(room)
    room.phase("ended")
    [person] = makers.participants(room.assessment, "carers", 1)
    device, answer = typed(person)
    mine = reverse("my-part", args=[room.assessment.pk])
    assert answer["Location"] == mine and says(device.get(mine), "Your part")


def test_a_room_that_is_full_does_not_keep_them_from_their_part():
    room = Roomful(present=1)
    room.walk_in()
    room.phase("understand")
    [person] = makers.participants(room.assessment, "carers", 1)
    device, answer = typed(person)
    mine = reverse("my-part", args=[room.assessment.pk])
    assert answer["Location"] == mine
    assert says(device.get(mine), "As many people have come in as the facilitators counted")
    assert says(device.get(room.door), "You cannot come in just now", mine, "Your part: what you answered so far")


def test_a_room_for_personal_codes_takes_nobody_who_has_none():
    room = Roomful(open_room=False)
    [person] = makers.participants(room.assessment, "carers", 1)
    _device, answer = typed(person)
    assert answer["Location"] == reverse("my-part", args=[room.assessment.pk])


def test_a_session_that_begins_today_is_where_they_belong():
    room = Roomful()
    [person] = makers.participants(room.assessment, "carers", 1)
    _device, answer = typed(person)
    assert answer["Location"] == room.door


def test_a_personal_code_for_home_is_not_sent_to_a_session_of_another_day():
    room = Roomful(present=None)
    room.phase("ended")
    planned_for_later(room)
    own = invite(assessment=room.assessment, group=None, personal=True, by=SYSTEM)
    device = Device()
    device.get(reverse("room"))
    answer = device.post(reverse("room"), {"code": typed_code("assessment", own.pk)})
    assert answer["Location"].startswith(reverse("join"))
    assert says(device.get(answer["Location"]), "You are invited to take part")


def test_a_tablet_that_meets_a_full_room_goes_back_to_its_list():
    room = Roomful(present=1)
    device = room.walk_in()
    on, who = (reverse(name, args=[room.assessment.pk, room.session.pk]) for name in ("pass-on", "who-has-it"))
    device.post(on, {"word": "Heron", "number": "8306"})
    shut = device.get(room.door)
    assert says(shut, "You cannot come in just now", "Back to the list of who has the tablet", f'href="{who}"')
    assert not says(Device().get(room.door), who), "no other device has such a list"
    leading.declare_present(session=room.session, present=5, by=SYSTEM)
    asked = device.get(room.door)
    assert says(asked, "Which group do you belong to", f'href="{who}"'), "who pressed by mistake finds back"
    assert says(device.post(room.door, {"group": room.group("staff")}), "One private choice", f'href="{who}"')
