"""Come into a room: letters, square code, personal codes, a device that is known, a room that is full."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.actions.invites import invite, withdraw
from alongside.assessments.models import Invite, Participant
from alongside.assessments.tests.devices import Device, says
from alongside.audit.actor import SYSTEM
from alongside.people.tokens import link_secret, typed_code
from alongside.workshops.models import Attendance
from alongside.workshops.queries.sessions import by_room_code, room_secret
from alongside.workshops.tests.roomful import Roomful
from tests import makers

pytestmark = pytest.mark.django_db


def typed(code, device=None):
    """A device that types something into the box for letters, and where that leads."""
    device = device or Device()
    device.get(reverse("room"))
    return device, device.post(reverse("room"), {"code": code})


def carried(own):
    """A code as it is carried from page to page."""
    return f"{own.pk}.{link_secret('assessment', own.pk)}"


def own_code(room, group=None):
    """A personal code of the assessment."""
    return invite(assessment=room.assessment, group=group, personal=True, by=SYSTEM)


def test_letters_lead_to_the_door():
    room = Roomful()
    _device, answer = typed(room.letters.lower().replace("-", " "))
    assert answer["Location"] == room.door


def test_letters_that_open_nothing_are_told_so_and_counted():
    device, answer = typed("ABCD-EFGH")
    assert answer.status_code == 422
    assert says(answer, "This code does not work")
    for _try in range(10):
        device.post(reverse("room"), {"code": "ABCD-EFGH"})
    assert device.post(reverse("room"), {"code": "ABCD-EFGH"}).status_code == 429


def test_letters_open_nothing_once_they_were_withdrawn_or_have_run_out():
    room = Roomful()
    way = room.session.invite
    assert by_room_code(room.letters) == room.session
    Invite.objects.filter(pk=way.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert by_room_code(room.letters) is None
    _device, answer = typed(room.letters)
    assert answer.status_code == 422 and says(answer, "This code does not work", "have run out")
    Invite.objects.filter(pk=way.pk).update(expires_at=way.expires_at)
    withdraw(invite=way, by=SYSTEM)
    _device, answer = typed(room.letters)
    assert answer.status_code == 422 and says(answer, "This code does not work")


def test_square_code_leads_to_the_door_and_a_wrong_one_nowhere():
    room = Roomful()
    square = reverse("enter-room", args=[room.session.pk, room_secret(room.session.pk)])
    assert Device().get(square)["Location"] == room.door
    wrong = Device().get(reverse("enter-room", args=[room.session.pk, "A" * 43]))
    other = reverse("come-in", args=[makers.assessment(room.partnership).pk, room.session.pk, room.door.split("/")[-2]])
    assert [wrong.status_code, Device().get(other).status_code] == [404, 404]


def test_group_first_then_its_size_then_the_private_choice():
    room = Roomful()
    makers.participants(room.assessment, "carers", 3)
    device, carers = Device(), room.group("carers")
    door = device.get(room.door)
    assert says(door, "Which group do you belong to here?") and not says(door, "joined from there so far")
    told = device.post(room.door, {"group": carers})
    assert says(told, "3 people have joined from there so far", "may your group’s answers be shown")
    assert not Attendance.objects.exists()
    again = device.post(room.door, {"group": carers, "told": "yes"})
    assert again.status_code == 422 and says(again, "Choose yes or no")
    came = device.post(room.door, {"group": carers, "told": "yes", "alone": "yes"})
    assert came["Location"] == room.phone
    person = Attendance.objects.get().participant
    assert (person.group.key, person.may_show_alone, person.mode) == ("carers", True, Participant.Mode.OWN)


@pytest.mark.parametrize("fault", ["withdrawn", "run out"])
def test_the_square_code_says_calmly_that_the_way_in_is_over(fault):
    """Nobody fills in two forms only to be refused; whoever is inside goes on."""
    room = Roomful()
    inside = room.walk_in()
    if fault == "withdrawn":
        withdraw(invite=room.session.invite, by=SYSTEM)
    else:
        Invite.objects.filter(pk=room.session.invite_id).update(expires_at=timezone.now() - timedelta(minutes=1))
    page = Device().get(room.door)
    assert page.status_code == 200 and says(page, "You cannot come in just now", "withdrawn, or has run out")
    device = Device()
    device.post(room.door, {"group": "none", "told": "yes", "alone": "no"})
    assert Participant.objects.count() == 1
    assert inside.get(room.phone).status_code == 200


def test_a_known_device_goes_in_as_itself_and_not_twice():
    room = Roomful()
    device = room.walk_in()
    assert device.get(room.door)["Location"] == room.phone
    assert Attendance.objects.count() == 1


def test_who_answered_at_home_goes_in_with_one_button():
    room = Roomful()
    device = Device()
    own = own_code(room)
    link = reverse("join-by-link", args=[own.pk, link_secret("assessment", own.pk)])
    device.post(link, {"group": room.group("staff"), "alone": "no"})
    assert says(device.get(room.door), "You take part as: Staff", "Go in")
    assert device.post(room.door)["Location"] == room.phone
    assert Participant.objects.count() == Attendance.objects.count() == 1


def test_a_room_with_personal_codes_asks_for_them():
    room = Roomful(open_room=False)
    device = Device()
    asked = device.get(room.door)
    assert says(asked, "This room is for people with a code of their own")
    assert says(device.post(room.door, {"group": "none", "told": "yes", "alone": "no"}), "a code of their own")
    assert not Participant.objects.exists()
    own = own_code(room)
    device, answer = typed(typed_code("assessment", own.pk), device)
    assert answer["Location"].startswith(room.door)
    page = device.get(answer["Location"])
    brought = {"with": carried(own)}
    assert says(page, brought["with"])
    assert says(device.post(room.door, {"group": "none", **brought}), brought["with"])
    came = device.post(room.door, {"group": "none", "told": "yes", "alone": "no", **brought})
    assert came["Location"] == room.phone
    assert device.get(room.phone).status_code == 200
    second = Device().post(room.door, {"group": "none", "told": "yes", "alone": "no", **brought})
    assert says(second, "a code of their own"), "a personal code lets in one person"


@pytest.mark.parametrize("fault", ["", "nothing", "0.0", "{own}.wrong", "{foreign}", "{open}"])
def test_what_is_no_personal_code_of_this_assessment_opens_nothing(fault):
    room, other = Roomful(open_room=False), makers.assessment(makers.partnership())
    foreign = invite(assessment=other, group=None, personal=True, by=SYSTEM)
    anybodys = invite(assessment=room.assessment, group=None, personal=False, by=SYSTEM)
    brought = fault.format(own=own_code(room).pk, foreign=carried(foreign), open=carried(anybodys))
    answer = Device().post(room.door, {"group": "none", "told": "yes", "alone": "no", "with": brought})
    assert says(answer, "This room is for people with a code of their own")
    assert not Participant.objects.exists()


def test_return_code_leads_back_into_the_room_on_another_phone():
    room = Roomful()
    device = room.walk_in()
    person = Attendance.objects.get().participant
    new, answer = typed(typed_code("participant", person.pk))
    assert answer["Location"] == room.door
    assert new.get(room.door)["Location"] == room.phone
    assert new.get(room.phone).status_code == 200 and device.get(room.phone).status_code == 404


def test_a_room_that_is_not_open_full_or_over_says_so_calmly():
    shut = Roomful(present=None)
    assert says(Device().get(shut.door), "The room is not open yet", "Look again")
    full = Roomful(present=1)
    inside = full.walk_in()
    page = Device().post(full.door, {"group": "none", "told": "yes", "alone": "no"})
    assert page.status_code == 200 and says(page, "As many people have come in as the facilitators counted")
    assert Attendance.objects.count() == 1
    full.phase("ended")
    assert says(Device().get(full.door), "This session has ended")
    assert inside.get(full.door)["Location"] == full.phone, "who was there sees how it goes on"


def weight_of(address):
    """The bytes that a phone loads for a static file: the server sends it packed, see config/static_files.py."""
    return len(gzip.compress(Path(finders.find(address.removeprefix("/static/"))).read_bytes()))


def test_the_page_at_the_door_is_light():
    """All of it, with what its scripts bring in: at most 100 kB over a slow line."""
    page = Device().get(Roomful().door).content
    linked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode()))
    brought_in = {"/static/ui/vendor/nhsuk-frontend.min.js"}
    assert len(linked) >= 5
    assert len(page) + sum(map(weight_of, linked | brought_in)) <= 100_000
