"""The big screen and the facilitators' page, phase by phase; and that nothing unopened stands on either."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.assessments.actions.rating import share_reason
from alongside.assessments.models import Rating, SharedReason
from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.workshops import drawing
from alongside.workshops.actions import leading
from alongside.workshops.models import Attendance, Step
from alongside.workshops.queries import room as reading
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Roomful()


@pytest.fixture
def lead(room):
    return makers.signed_in(room.lead)


def test_screen_in_every_phase(room):
    wall = Client()
    shown = wall.get(room.screen)
    assert says(shown, "Welcome. Come in with your phone", room.letters, "<svg", "/room")
    assert says(shown, "Open room: not one person one vote.")
    devices = [room.walk_in() for _ in range(6)]
    room.phase("understand")
    assert says(wall.get(room.screen), "Do we plan for safety together", "Transformation", "Late?")
    room.phase("alone")
    room.answer(devices[0])
    fragment = wall.get(f"{room.screen}?fragment=1")
    assert says(fragment, '<strong data-progress="answered">1</strong>', '<strong data-progress="joined">6</strong>')
    assert b"<html" not in fragment.content and fragment["X-Room-Have"].startswith(f"{room.after()}.")
    for device in devices[1:]:
        room.answer(device, "development", reason="Shared words")
    for rating in Rating.objects.exclude(reason=""):
        share_reason(rating=rating, by=Actor.participant(rating.participant_id))
    room.phase("reveal")
    assert says(wall.get(room.screen), "What people answered", "Shared words", "Staff", "app-chart__picture")
    room.phase("talk", "again")
    assert says(wall.get(room.screen), "Answer again, alone", 'data-progress="answered">0<')
    room.answer(devices[0], "transformation", revision="0", round="2")
    room.phase("break")
    assert says(wall.get(room.screen), "Break", "Rosa is there")
    room.phase("ended")
    assert says(wall.get(room.screen), "Thank you")


def test_screen_needs_its_own_link(room):
    assert Client().get(room.screen.replace(room.screen.split("/")[-2], "A" * 43)).status_code == 404
    door_secret = room.door.split("/")[-2]
    assert Client().get(f"/room/screen/{room.session.pk}/{door_secret}/").status_code == 404


def test_withheld_reasons_are_counted_on_the_wall(room):
    devices = [room.walk_in() for _ in range(5)]
    room.phase("understand", "alone")
    for device in devices:
        room.answer(device, reason="Somebody is named here")
    for rating in Rating.objects.all()[:2]:
        share_reason(rating=rating, by=Actor.participant(rating.participant_id))
    room.phase("reveal")
    reason = SharedReason.objects.order_by("pk")[0]
    page = room.member_page("withhold-in-room", reason.pk)
    first, second = makers.signed_in(room.lead), makers.signed_in(room.lived)
    assert says(first.get(room.console), page)
    other = makers.signed_in(makers.member(room.partnership, Role.FACILITATOR))
    assert other.get(page).status_code == 403 and not says(other.get(room.console), page)
    assert first.post(page, {"then": "withhold", "cause": "names"})["Location"] == room.console
    assert says(Client().get(room.screen), "Somebody is named here")
    assert not says(Client().get(room.screen), "1 shared reason was withheld")
    assert second.post(page, {"then": "withhold", "cause": "names"})["Location"] == room.console
    assert says(Client().get(room.screen), "1 shared reason was withheld. Two people agreed to withhold it")
    writer = reason.rating.participant
    at = [person.pk for person in (each.participant for each in Attendance.objects.order_by("at"))].index(writer.pk)
    assert says(devices[at].get(room.phone), "A reason of yours was withheld")
    assert not says(devices[at - 1].get(room.phone), "A reason of yours was withheld")


# ── Nothing before it is opened ──────────────────────────────────────────────────────────────────────────


def everything_shown(room, devices):
    """All that anybody is given of a room: phones, what is pushed to them, the wall, the facilitators."""
    lead, wall = makers.signed_in(room.lead), Client()
    pages = [lead.get(room.console), lead.get(f"{room.console}?fragment=1")]
    pages += [wall.get(room.screen), wall.get(f"{room.screen}?fragment=1")]
    pages += [device.get(room.phone) for device in devices]
    drawn = drawing.frame(room.session.pk)
    texts = [page.content.decode() for page in pages]
    return "\n".join([*texts, drawn.html, str(drawing.progress_of(room.session.pk))])


def with_marks(room, round="1"):
    """Somebody who answers with a mark in their words, shared at once; and somebody else who only looks."""
    writer, onlooker = room.walk_in(), room.walk_in("carers")
    marks = []
    for phase in (("understand", "alone"), ("reveal", "talk", "again")):
        room.phase(*phase)
        marks.append(uuid4().hex)
        room.answer(writer, "transformation", reason=marks[-1], revision="0", round=str(len(marks)))
        rating = Rating.objects.get(reason=marks[-1])
        share_reason(rating=rating, by=Actor.participant(rating.participant_id))
    return onlooker, marks


def test_nothing_unopened_is_shown_to_anybody(room):
    onlooker, (opened, unopened) = with_marks(room)
    assert unopened not in everything_shown(room, [onlooker])
    room.phase("talk")
    shown = everything_shown(room, [onlooker])
    assert unopened not in shown and opened in shown
    room.phase("again", "break")
    assert unopened not in everything_shown(room, [onlooker])


def test_no_page_depends_on_what_was_not_opened(room):
    with_marks(room)
    before = drawing.frame(room.session.pk), Client().get(f"{room.screen}?fragment=1").content
    Rating.objects.filter(round=2).update(answer="not_there_yet", reason="other words")
    drawing._held.clear()
    assert (drawing.frame(room.session.pk), Client().get(f"{room.screen}?fragment=1").content) == before


def test_a_leak_is_caught(room, monkeypatch):
    """The seeded fault: a room that reads shared reasons whether or not their round was opened."""
    onlooker, (_opened, unopened) = with_marks(room)
    room.phase("talk")
    honest = reading.item_record

    def leaky(assessment, framework, item):
        from dataclasses import replace

        from alongside.assessments.queries.reveals import Reason

        every = tuple(Reason(each.pk, each.text, "", each.round) for each in assessment.shared_reasons.all())
        return replace(honest(assessment, framework, item), reasons=every)

    monkeypatch.setattr(reading, "item_record", leaky)
    assert unopened in everything_shown(room, [onlooker])


# ── The facilitators' page ───────────────────────────────────────────────────────────────────────────────


def test_console_suggests_what_comes_next(room, lead):
    suggestions = {
        "lobby": "Begin: Planning for safety together",
        "understand": "Let everybody answer alone",
        "alone": "Show the answers",
        "reveal": "Talk",
        "talk": "Let everybody answer again",
    }
    device = room.walk_in()
    for phase, button in suggestions.items():
        if phase != "lobby":
            room.phase(phase)
        if phase == "alone":
            room.answer(device)
        page = lead.get(room.console).content.decode()
        first = page[page.index("room-next") : page.index("<h3")]
        assert button in first, phase


def test_console_moves_and_gives_more_time(room, lead):
    moved = lead.post(room.member_page("move-room"), {"phase": "understand", "item": ITEM, "after": 1})
    assert moved["Location"] == room.console
    assert says(lead.get(room.console), "On now: Understand it together")
    before = Step.objects.get(sequence=2).ends_at
    lead.post(room.member_page("extend-room"), {"minutes": 5, "after": 2})
    assert (Step.objects.get(sequence=3).ends_at - before).total_seconds() == 300


def test_the_second_of_two_who_press_at_once_sees_where_the_room_is(room, lead):
    other = makers.signed_in(room.lived)
    press = {"phase": "understand", "item": ITEM, "after": 1}
    assert lead.post(room.member_page("move-room"), press).status_code == 302
    second = other.post(room.member_page("move-room"), press)
    assert second.status_code == 409
    assert says(second, "The room has moved on since you looked", "On now: Understand it together")
    assert Step.objects.count() == 2


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("move-room", {}),
        ("move-room", {"phase": "reveal", "item": ITEM, "after": 1}),
        ("move-room", {"phase": "elsewhere", "after": 1}),
        ("extend-room", {"minutes": 900, "after": 1}),
        ("extend-room", {"minutes": 1, "after": 1}),
    ],
)
def test_a_button_that_is_not_allowed_changes_nothing(room, lead, page, sent):
    answer = lead.post(room.member_page(page), sent)
    assert answer.status_code == 422
    assert says(answer, "Nothing was changed", "On now: Coming in")
    assert Step.objects.count() == 1


def test_skipped_challenges_can_be_begun_and_stand_last(room, lead):
    room.session.agenda.filter(item=ITEM).update(skipped=True)
    page = lead.get(room.console).content.decode()
    assert page.index("Training led by lived experience</span>") < page.index("Planning for safety together</span>")
    assert "Begin: Training" in page


def test_counting_people(room, lead):
    room.walk_in()
    page = room.member_page("declare-present")
    assert says(lead.get(page), "1 person has come in so far")
    assert lead.post(page, {"present": "0"}).status_code == 422
    assert lead.post(page, {"present": "12"})["Location"] == room.console
    room.walk_in()
    refused = lead.post(page, {"present": "1"})
    assert refused.status_code == 422 and says(refused, "2 have come in already")


def test_somebody_without_a_phone_is_brought_in_on_this_device(room, lead):
    page = room.member_page("bring-in")
    sent = {"mode": "helper", "group": room.group("staff"), "alone": "no"}
    came = lead.post(page, sent)
    assert came["Location"] == room.phone
    theirs = lead.get(room.phone)
    assert says(theirs, "Your table", "Back to the facilitators’ page", "Pass this device on")
    person = Attendance.objects.get().participant
    assert person.mode == "helper" and person.user_id is None
    assert lead.post(page, {"mode": "helper"}).status_code == 422


def test_deciding_leads_back_to_the_room(room, lead):
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device)
    room.phase("reveal", "agree")
    decide = f"/p/{room.partnership.pk}/assessments/{room.assessment.pk}/together/{ITEM}/decide/?room={room.session.pk}"
    assert says(lead.get(room.console), decide)
    sent = {**hidden(lead.get(decide)), "outcome": "development", "reason": "Most of us see it."}
    assert lead.post(decide, sent)["Location"] == room.console
    assert says(Client().get(room.screen), "Most of us see it.")


def test_only_those_who_may_lead_open_the_console(room):
    contributor = makers.signed_in(makers.member(room.partnership, Role.CONTRIBUTOR, secured=False))
    stranger = makers.signed_in(makers.member(makers.partnership(), Role.LEAD))
    for name in ("console", "bring-in", "declare-present"):
        assert contributor.get(room.member_page(name)).status_code == 403
        assert stranger.get(room.member_page(name)).status_code == 404
    assert contributor.post(room.member_page("move-room"), {}).status_code == 403
    assert stranger.post(room.member_page("extend-room"), {}).status_code == 404


def test_pages_of_the_room_ask_little(room, lead, django_assert_max_num_queries):
    devices = [room.walk_in() for _ in range(6)]
    room.phase("understand", "alone")
    for device in devices:
        room.answer(device, reason="Seen it")
    room.phase("reveal")
    with django_assert_max_num_queries(18):
        Client().get(room.screen)
    with django_assert_max_num_queries(24):
        lead.get(room.console)


def test_more_people_than_counted_changes_nothing_for_those_inside(room):
    device = room.walk_in()
    leading.declare_present(session=room.session, present=1, by=SYSTEM)
    assert device.get(room.phone).status_code == 200
