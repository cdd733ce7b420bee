"""A phone in a room, phase by phase: what everybody sees, what is one person's own, and an answer that is kept."""

import pytest

from alongside.assessments.actions.rating import share_reason
from alongside.assessments.models import Participant, Rating
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import Actor
from alongside.workshops import drawing
from alongside.workshops.drawing import BLANK_FIELD
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return Roomful()


def test_lobby_says_what_happens_and_who_is_there(room):
    page = room.walk_in().get(room.phone)
    assert page.status_code == 200
    assert says(page, "You are in", "Your table: 1", "Rosa is there for anybody who is upset", "A quiet space: Room 2")
    assert says(page, "Your return code", "Today we mean to talk about")


def test_both_versions_of_the_words_are_there_and_the_choice_is_kept(room):
    device = room.walk_in()
    room.phase("understand")
    page = device.get(room.phone)
    assert says(page, 'data-words="long"', 'data-words="plain"', 'data-words-now="long"')
    assert says(device.get(f"{room.phone}?words=plain"), 'data-words-now="plain"')
    assert says(device.get(room.phone), 'data-words-now="plain"'), "kept on this phone"
    assert not says(room.walk_in().get(room.phone), 'data-words-now="plain"')


def test_an_answer_is_saved_and_can_be_changed_until_it_is_shown(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    assert not says(device.get(room.phone), "data-saved")
    answered = room.answer(device, reason="I was asked.")
    assert answered.status_code == 200
    assert says(answered, "You can change it until it is shown", "Engagement", "I was asked.", "See how it would look")
    assert answered["X-Room-Have"].startswith(f"{room.after()}.")
    assert b"<html" not in answered.content and BLANK_FIELD.encode() not in answered.content
    assert says(device.get(room.phone), "data-saved", "I was asked."), "the page itself says the same"
    assert says(device.get(f"{room.phone}?fragment=1"), "data-saved", "I was asked.")
    assert room.answer(device, "development", revision="1").status_code == 200
    assert Rating.objects.get().answer == "development"


def test_without_a_script_the_form_leads_back_to_the_room(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    answered = room.answer(device, live=False)
    assert (answered.status_code, answered["Location"]) == (302, room.phone)
    refused = room.answer(device, "", live=False, reason="Half a thought")
    assert refused.status_code == 422
    assert says(refused, "There is a problem", "Half a thought", "<html", "Error:")


def test_a_retry_counts_once_and_an_older_page_is_refused_with_what_was_typed(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    sent = hidden(device.get(room.phone)) | {"item": ITEM, "answer": "engagement", "reason": "Once"}
    assert [room.send(device, sent).status_code for _ in range(2)] == [200, 200]
    assert Rating.objects.get().revision == 1
    older = room.send(device, sent | {"answer": "transformation", "reason": "From an older page"})
    assert older.status_code == 409
    assert says(older, "different page", "From an older page")
    again = room.send(device, hidden(older) | {"item": ITEM, "answer": "transformation", "reason": "I mean it"})
    assert again.status_code == 200
    assert Rating.objects.get().reason == "I mean it"


@pytest.mark.parametrize("live", [True, False])
def test_an_answer_that_comes_too_late_is_kept_where_it_can_be_read(room, live):
    device, other = room.walk_in(), room.walk_in()
    room.phase("understand", "alone")
    sent = hidden(device.get(room.phone)) | {"item": ITEM, "answer": "engagement", "reason": "Still writing"}
    room.answer(other)
    room.phase("reveal")
    late = room.send(device, sent, live)
    assert late.status_code == 409
    assert says(late, "Your answer came too late", "Still writing", "What people answered")
    assert Rating.objects.count() == 1
    room.phase("talk", "again")
    into_next = room.send(device, sent, live)
    assert into_next.status_code == 409
    assert says(into_next, "Still writing", 'name="round" value="2"')


def test_an_answer_that_was_tapped_in_time_counts_after_the_room_went_on_to_a_break(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    sent = hidden(device.get(room.phone)) | {"item": ITEM, "answer": "engagement", "reason": ""}
    room.phase("break")
    assert room.send(device, sent).status_code == 200
    assert Rating.objects.count() == 1


def test_what_is_no_challenge_is_refused(room):
    device = room.walk_in()
    assert room.send(device, {"item": "nothing"}).status_code == 422
    assert room.send(device, {}).status_code == 422


def test_opened_answers_reasons_movement_and_what_is_put_forward(room):
    devices = [room.walk_in() for _ in range(6)]
    room.phase("understand", "alone")
    for number, device in enumerate(devices):
        room.answer(device, ("engagement", "development")[number > 3], reason=f"Reason {number}")
    for rating in Rating.objects.filter(reason="Reason 1"):
        share_reason(rating=rating, by=Actor.participant(rating.participant_id))
    room.phase("reveal")
    page = devices[0].get(room.phone)
    assert says(page, "What people answered", "Reason 1", "app-chart", "answers by group")
    assert not says(page, "Reason 2")
    room.phase("talk", "again")
    for device in devices:
        room.answer(device, "transformation", revision="0", round="2")
    assert not says(devices[0].get(room.phone), "What moved")
    room.phase("moved")
    assert says(devices[0].get(room.phone), "went from “Engagement” to “Transformation”")
    room.phase("agree")
    makers.decide(room.assessment, ITEM, "development", confirmed=False)
    assert says(devices[0].get(room.phone), "What is put forward", "This is what most of us see in most teams.")
    room.phase("ended")
    assert says(devices[0].get(room.phone), "Thank you", "See or print all your answers", "We publish what we agree")


def test_everybodys_page_is_the_same_and_its_mark_changes_with_what_it_shows(room):
    first, second = room.walk_in(), room.walk_in("carers")
    room.phase("understand", "alone")
    before = drawing.frame(room.session.pk)
    room.answer(first, reason="Mine alone")
    after = drawing.frame(room.session.pk)
    assert after == before, "an answer changes nothing that everybody sees"
    assert f'data-have="{after.version}.{after.nudge}"' in second.get(room.phone).content.decode()
    drawing._held.clear()
    assert drawing.frame(room.session.pk) == after, "drawn again after a restart it has the same mark"
    room.phase("reveal")
    opened = drawing.frame(room.session.pk)
    makers.decide(room.assessment, ITEM, "development", confirmed=False)
    room.phase("agree")
    proposed = drawing.frame(room.session.pk)
    assert len({(each.version, each.nudge) for each in (before, opened, proposed)}) == 3
    assert drawing.frame(room.assessment.pk) is None and drawing.progress_of(room.assessment.pk) is None


def test_progress_is_counts_of_people(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device)
    assert drawing.progress_of(room.session.pk) == {"present": 30, "joined": 1, "answered": 1, "elsewhere": 0}


def test_who_takes_part_elsewhere_is_told_how_to_come_in_and_a_stranger_nothing(room):
    assert Device().get(room.phone).status_code == 404
    assert Device().post(room.answer_at, {"item": ITEM}).status_code == 404
    person = makers.participants(room.assessment, "staff", 1)[0]
    assert person.mode == Participant.Mode.OWN
    member = makers.signed_in(room.lead)
    join = f"/p/{room.partnership.pk}/assessments/{room.assessment.pk}/take-part/"
    member.post(join, {"group": "none", "alone": "no"})
    assert says(member.get(room.phone), "You have not come into this room")
    assert member.post(room.answer_at, {"item": ITEM}).status_code == 409


def test_sharing_a_reason_leads_back_into_the_room_and_nowhere_else(room):
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device, reason="I was asked.")
    share = f"/take-part/{room.assessment.pk}/challenges/{ITEM}/share/"
    assert says(device.get(f"{share}?room={room.session.pk}"), f'href="{room.phone}"')
    shared = device.post(f"{share}?room={room.session.pk}", {"share": "yes"})
    assert (shared.status_code, shared["Location"]) == (302, room.phone)
    assert says(device.get(room.phone), "Everybody can read your reason when the answers are shown")
    elsewhere = device.post(f"{share}?room=https://example.org/", {"share": "yes"})
    assert elsewhere["Location"].startswith(f"/take-part/{room.assessment.pk}/challenges/")


# ── How little is asked ──────────────────────────────────────────────────────────────────────────────────


def test_a_tap_asks_the_database_little(room, django_assert_max_num_queries):
    device = room.walk_in()
    room.phase("understand", "alone")
    device.get(room.phone)
    sent = hidden(device.get(room.phone)) | {"item": ITEM, "answer": "engagement", "reason": "Seen it"}
    # Four of them begin and end transactions.
    with django_assert_max_num_queries(12):
        assert room.send(device, sent).status_code == 200


def test_the_page_asks_the_same_however_many_are_in_the_room(room, django_assert_max_num_queries):
    devices = [room.walk_in() for _ in range(8)]
    room.phase("understand", "alone")
    for device in devices:
        room.answer(device, reason="Seen it")
    with django_assert_max_num_queries(14):
        devices[0].get(room.phone)
    room.phase("reveal")
    with django_assert_max_num_queries(18):
        devices[0].get(room.phone)
