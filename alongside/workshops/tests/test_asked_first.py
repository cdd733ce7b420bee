"""Asked before a step: ending is confirmed, a room begins with people looked after, two presses bring in one person."""

import pytest

from alongside.assessments.models import Participant
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import SYSTEM
from alongside.ui.refusals import Refused
from alongside.workshops.actions import leading
from alongside.workshops.models import Attendance, Step
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

pytestmark = pytest.mark.django_db


def led(room):
    device = Device()
    device.force_login(room.lead.user)
    return device


# ── Ending ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_session_ends_only_when_it_was_confirmed():
    room = Roomful()
    room.phase("understand")
    lead, move = led(room), room.member_page("move-room")
    press = {"phase": "ended", "item": "", "after": room.after()}
    asked = lead.post(move, press)
    assert asked.status_code == 200 and says(asked, "Do you want to end the session?", "Nothing has been ended yet")
    assert not Step.objects.filter(phase="ended").exists()
    assert lead.post(move, {**hidden(asked)})["Location"] == room.console
    assert Step.objects.filter(phase="ended").count() == 1


def test_no_way_round_the_page_ends_a_session():
    room = Roomful()
    room.phase("understand")
    with pytest.raises(Refused, match="Nothing was ended"):
        leading.move(session=room.session, phase="ended", item="", after=room.after(), by=SYSTEM)
    assert not Step.objects.filter(phase="ended").exists()


def test_the_console_asks_on_the_page_and_sends_the_answer_along():
    room = Roomful()
    room.phase("understand")
    lead = led(room)
    form = lead.get(room.console).content.decode().split("Yes, end it now")[0].rsplit("<form", 1)[1]
    assert 'name="sure" value="on"' in form


# ── Beginning ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_room_with_personal_codes_begins_when_the_support_person_is_there():
    room = Roomful(open_room=False)
    lead, move = led(room), room.member_page("move-room")
    asked = lead.post(move, {"phase": "understand", "item": ITEM, "after": 1})
    assert says(asked, "Before you begin", "Rosa is here, and the quiet space (Room 2) is right for this place")
    empty = lead.post(move, hidden(asked))
    assert empty.status_code == 422 and says(empty, "then tick the box")
    assert Step.objects.count() == 1
    assert lead.post(move, {**hidden(asked), "cared_for": "yes"})["Location"] == room.console
    assert Step.objects.order_by("sequence").last().phase == "understand"
    # Once it has begun nobody is asked again.
    assert lead.post(move, {"phase": "alone", "item": ITEM, "after": 2})["Location"] == room.console


def test_an_open_room_was_asked_when_people_were_counted_and_one_that_was_not_is_asked_now():
    counted, uncounted = Roomful(), Roomful(present=0)
    press = {"phase": "understand", "item": ITEM, "after": 1}
    assert led(counted).post(counted.member_page("move-room"), press).status_code == 302
    assert says(led(uncounted).post(uncounted.member_page("move-room"), press), "Before you begin")


# ── Somebody without a phone ─────────────────────────────────────────────────────────────────────────────


def drawn(room):
    lead = led(room)
    sent = hidden(lead.get(room.member_page("bring-in"))) | {"mode": "helper", "group": room.group("staff")}
    return lead, {**sent, "alone": "no"}


def test_two_presses_bring_in_one_person_and_without_the_key_two():
    room = Roomful()
    lead, sent = drawn(room)
    assert len(sent["key"]) == 36
    first, second = (lead.post(room.member_page("bring-in"), sent) for _ in range(2))
    assert first["Location"] == second["Location"] == room.phone
    assert lead.get(room.phone).status_code == 200
    assert Attendance.objects.count() == Participant.objects.count() == 1
    del sent["key"]
    for _press in range(2):
        lead.post(room.member_page("bring-in"), sent)
    assert Attendance.objects.count() == 3


def test_two_presses_for_the_last_place_are_one_place():
    room = Roomful(present=1)
    lead, sent = drawn(room)
    assert [lead.post(room.member_page("bring-in"), sent).status_code for _ in range(2)] == [302, 302]


def test_the_same_page_for_somebody_else_is_refused_calmly():
    room = Roomful()
    lead, sent = drawn(room)
    lead.post(room.member_page("bring-in"), sent)
    page = lead.post(room.member_page("bring-in"), {**sent, "group": room.group("carers")})
    assert page.status_code == 409 and says(page, "Somebody was brought in with this page already", "Begin again")
    assert Attendance.objects.count() == 1


def test_only_who_may_lead_is_asked():
    room = Roomful(open_room=False)
    stranger = makers.signed_in(makers.member(makers.partnership()))
    assert stranger.post(room.member_page("move-room"), {"phase": "ended", "after": 1}).status_code == 404
