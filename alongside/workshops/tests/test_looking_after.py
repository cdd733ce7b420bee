"""Who is there for somebody who is upset stands on every page of a room, and words of danger meet people, not a bin."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.actions.decision import propose
from alongside.assessments.models import SharedReason
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import SYSTEM, Actor
from alongside.workshops.actions import planning
from alongside.workshops.models import Workshop
from alongside.workshops.tests.roomful import ITEM, Roomful

pytestmark = pytest.mark.django_db
WAY = ("understand", "alone", "reveal", "talk", "again", "moved", "agree", "break", "ended")
DARK = "I want to end my life tonight."


@pytest.fixture
def room():
    made = Roomful()
    Workshop.objects.update(support_person="Rosa Wren", support_where="She sits by the blue door.")
    return made


@pytest.fixture
def lead(room, client):
    client.force_login(room.lead.user)
    return client


def around(page):
    """What stands on a page outside the part that changes."""
    html = page.content.decode()
    before, rest = html.split("data-frame>", 1)
    return before + rest.split("data-writing hidden", 1)[1]


def shared(room, phone, words=DARK):
    room.answer(phone, reason=words)
    at = reverse("share-reason", args=[room.assessment.pk, ITEM]) + f"?room={room.session.pk}"
    asked = phone.get(at)
    sent = phone.post(at, hidden(asked) | {"share": "yes"})
    assert (sent.status_code, sent["Location"]) == (302, room.phone)
    return asked


def test_support_person_and_help_stand_on_every_page_of_the_room(room):
    at_the_door = Device().get(room.door)
    for words in ("Rosa Wren is there for anybody who is upset.", "You may go out at any time."):
        assert says(at_the_door, words)
    phone = room.walk_in()
    for phase in (None, *WAY):
        if phase == "alone" or phase == "again":
            room.phase(phase)
            room.answer(phone)
        elif phase:
            room.phase(phase, item="" if phase == "ended" else ITEM)
        standing = around(phone.get(room.phone))
        for words in ("Rosa Wren is there", "by the blue door", reverse("crisis")):
            assert words in standing, (phase, words)
        # Of a session that has ended there is nothing to go out of.
        assert ("You may go out at any time." in standing) == (phase != "ended"), phase


def test_the_promises_at_the_door_come_before_the_button(room):
    html = Device().get(room.door).content.decode()
    assert html.index("They are not anonymous") < html.index('name="group"')


def test_before_sharing_somebody_is_told_whom_to_turn_to_now(room):
    phone = room.walk_in()
    room.phase("understand", "alone")
    asked = shared(room, phone)
    for words in ("Is it about wanting to die", "Nobody watches this page live", "Rosa Wren is there"):
        assert says(asked, words)
    outside = phone.get(reverse("share-reason", args=[room.assessment.pk, ITEM]) + "?room=elsewhere")
    assert not says(outside, "Rosa Wren")


def test_the_console_says_what_to_do_about_words_of_danger_in_the_words_of_the_pack(room, lead):
    phone = room.walk_in()
    room.phase("understand", "alone")
    shared(room, phone)
    assert not says(lead.get(room.console), "somebody is in danger")
    room.phase("reveal")
    pack = render_to_string("workshops/_danger.jinja", {"care": {"person": "Rosa Wren"}}, using="jinja2")
    advice = re.search("Thank them. Do not question them[^<]*", pack).group()
    reason = SharedReason.objects.get()
    for page in (room.console, room.member_page("withhold-in-room", reason.pk)):
        for words in ("If words say that somebody is in danger", "Rosa Wren", "by the blue door"):
            assert says(lead.get(page), words)
        assert advice in lead.get(page).content.decode()
        assert 'href="tel:999"' in lead.get(page).content.decode()
    assert advice in lead.get(room.member_page("facilitator-pack")).content.decode()


def test_a_shared_reason_is_found_again_and_taken_back(room, monkeypatch):
    phone, other = room.walk_in(), room.walk_in()
    room.phase("understand", "alone")
    shared(room, phone)
    room.phase("reveal", "talk")
    phone.get(room.phone)
    page = phone.get(room.phone)
    found = re.search(r'href="([^"]*share/[^"]*)"[^>]*>Take this reason back', around(page))
    link = found.group(1).replace("&amp;", "&")
    assert DARK in around(page) and "Take this reason back" not in around(other.get(room.phone))
    told = []
    monkeypatch.setattr("alongside.workshops.views.phone.announce_changed", told.append)
    asked = phone.get(link)
    assert says(asked, "Take this reason back") and not says(asked, "Keep it to myself")
    back = phone.post(link, hidden(asked) | {"share": "no"})
    page = phone.get(back["Location"])
    assert not SharedReason.objects.exists() and DARK not in page.content.decode()
    assert told == [room.session.pk], "the other phones learn it at once"


def test_the_reason_of_an_earlier_round_can_be_taken_back_from_all_answers(room):
    phone = room.walk_in()
    room.phase("understand", "alone")
    shared(room, phone)
    room.phase("reveal", "talk", "again")
    room.answer(phone, reason="Something else.")
    page = phone.get(reverse("my-answers", args=[room.assessment.pk])).content.decode()
    links = re.findall(r'href="([^"]*share/[^"]*)"', page)
    assert len(links) == 1, "only what is shared can be taken back"
    asked = phone.get(links[0])
    assert says(asked, DARK) and not says(asked, "Something else.")
    phone.post(links[0], hidden(asked) | {"share": "no"})
    assert not SharedReason.objects.exists()


def test_opening_asks_whether_support_person_and_quiet_space_hold_here(client):
    room = Roomful(present=0)
    client.force_login(room.lead.user)
    page = room.member_page("declare-present")
    label = "Rosa is here, and the quiet space (Room 2) is right for this place"
    assert says(client.get(page), label)
    change = reverse("arrange-workshop", args=[room.partnership.pk, room.assessment.pk])
    assert change in client.get(page).content.decode()
    assert client.post(page, {"present": "12"}).status_code == 422
    assert client.post(page, {"present": "12", "cared_for": "yes"}).status_code == 302
    assert not says(client.get(page), label), "counting again does not ask again"


def test_another_place_is_warned_of(room, lead):
    session = room.member_page("session")
    assert says(lead.get(reverse("plan-session", args=[room.partnership.pk, room.assessment.pk])), "Town hall")
    assert not says(lead.get(session), "Another place than other sessions")
    planning.plan_session(
        workshop=room.session.workshop,
        starts_at=timezone.now() + timedelta(days=2),
        place="The old mill",
        open_room=True,
        facilitator=room.lead.user,
        lived_facilitator=room.lived.user,
        items=[ITEM],
        by=SYSTEM,
    )
    assert says(lead.get(session), "Another place than other sessions") and says(lead.get(session), "The old mill")


def test_ending_the_session_takes_a_second_press(room, lead):
    html = lead.get(room.console).content.decode()
    summary = html.index("End the session")
    assert "<details" in html[:summary].rsplit("</details>", 1)[-1] and html.index("Yes, end it now") > summary
    assert not re.search(r"<button[^>]*>\s*End the session", html)


def test_leaving_shows_who_is_there_and_the_way_back(room):
    phone = room.walk_in()
    leave = re.search(r'href="([^"]*leave/[^"]*)"', around(phone.get(room.phone))).group(1)
    assert says(phone.get(leave), "stay in the room and listen")
    left = phone.post(leave, {})
    for words in ("You have left this assessment", "You can stay in the room", "Rosa Wren is there"):
        assert says(left, words)
    assert reverse("room") in left.content.decode() and 'href="tel:111"' in left.content.decode()


def test_afterwards_says_how_to_ask(room):
    Workshop.objects.update(afterwards="Rosa rings whoever would like it.")
    phone = room.walk_in()
    room.phase("understand")
    room.phase("ended", item="")
    assert says(phone.get(room.phone), "If you would like that, tell Rosa Wren")


def test_only_a_page_with_scripts_says_that_it_changes_by_itself(room):
    html = room.walk_in().get(room.phone).content.decode()
    assert re.search(r'room-with-script">The page changes by itself', html)
    assert re.search(r"room-without-script\">When it begins, press “See what is on now”", html)


def test_short_words_are_offered_at_the_top(room):
    phone = room.walk_in()
    room.phase("understand", "alone")
    html = phone.get(room.phone).content.decode()
    assert html.index("Read the short plain words") < html.index("<h1")


def test_standing_by_is_offered_only_to_whoever_it_waits_for(room, lead):
    phone = room.walk_in()
    room.phase("understand", "alone")
    room.answer(phone)
    room.phase("reveal", "talk", "agree")
    lived = Client()
    lived.force_login(room.lived.user)
    offer, mine = "Stand by what is put forward", "You stand by what is put forward."
    for who in (lead, lived):
        assert says(who.get(room.console), "Nothing is put forward yet") and not says(who.get(room.console), offer)
    propose(
        assessment=room.assessment,
        item=ITEM,
        outcome="engagement",
        reason="Seen by all.",
        dissent="",
        after=0,
        role=room.lived.role,
        name="Joel",
        by=Actor.user(room.lived.user.pk),
    )
    assert says(lead.get(room.console), offer) and not says(lead.get(room.console), mine)
    assert says(lived.get(room.console), mine) and not says(lived.get(room.console), offer)
