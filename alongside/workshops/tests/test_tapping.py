"""Taps that are saved together: each as its page would have saved it, and never what the page would have refused."""

import logging
import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.assessments.actions.participation import leave
from alongside.assessments.actions.rating import share_reason
from alongside.assessments.models import Rating, SharedReason
from alongside.assessments.queries.participants import by_secret
from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import Actor
from alongside.workshops import drawing, saved_part, tapping
from alongside.workshops.actions import answering
from alongside.workshops.live.lane import Tap
from alongside.workshops.saved_part import own_part
from alongside.workshops.tapping import save_together
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

pytestmark = pytest.mark.django_db
FORM = {"item": ITEM, "answer": "engagement", "reason": "Because", "round": "1", "revision": "0"}


@pytest.fixture
def room():
    room = Roomful()
    saved_part._held.clear()
    return room


@pytest.fixture
def alone(room):
    """Three devices in a room where people answer."""
    devices = [room.walk_in() for _ in range(3)]
    room.phase("understand", "alone")
    return devices


def secret_of(device):
    return next(value for (name, _path), value in device.jar.items() if name == "participant")


def tap(room, device, person=None, **changed):
    """The tap of a device. Who that is says the room's own page, unless a test says somebody else."""
    person = person or whose(room, device)
    form = urlencode(FORM | changed).encode()
    return Tap(room.assessment.pk, room.session.pk, person.pk, secret_of(device), form)


def whose(room, device):
    return by_secret(room.assessment.pk, secret_of(device))


def kept():
    rows = Rating.objects.order_by("participant__joined_at", "item", "round")
    return list(rows.values_list("answer", "reason", "round", "revision"))


def test_each_is_saved_and_shown_what_the_page_shows(room, alone):
    replies = save_together([tap(room, device, reason=f"Reason {n}") for n, device in enumerate(alone)])
    assert kept() == [("engagement", f"Reason {n}", 1, 1) for n in range(3)]
    for n, (device, reply) in enumerate(zip(alone, replies, strict=True)):
        page = device.get(f"{room.phone}?fragment=1")
        assert reply.mark == page["X-Room-Have"]
        assert f"Reason {n}" in reply.html and f"Reason {(n + 1) % 3}" not in reply.html
        assert hidden(page)["revision"] == "1"
        # The forms differ in the token alone, which the script puts in.
        assert without_tokens(page.content.decode()) == without_tokens(reply.html)


def without_tokens(html):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)


def test_the_same_tap_once_more_counts_once_also_at_the_same_moment(room, alone):
    one = tap(room, alone[0])
    assert all(save_together([one, one])) and all(save_together([one]))
    assert kept() == [("engagement", "Because", 1, 1)]


def test_a_newer_answer_behind_an_older_one_is_the_one_that_stays(room, alone):
    newer = tap(room, alone[0], answer="development", revision="1")
    assert all(save_together([tap(room, alone[0]), newer]))
    assert kept() == [("development", "Because", 1, 2)]


def test_an_older_page_is_left_to_the_page_and_the_others_are_saved(room, alone):
    assert all(save_together([tap(room, alone[0])]))
    older, good = tap(room, alone[0], answer="transformation"), tap(room, alone[1])
    replies = save_together([older, good])
    assert replies[0] is None and replies[1] is not None
    assert kept() == [("engagement", "Because", 1, 1)] * 2


def test_after_the_answers_were_shown_a_tap_is_told_what_the_page_tells(room, alone):
    assert all(save_together([tap(room, alone[0])]))
    room.phase("reveal")
    new, changed = save_together([tap(room, alone[1]), tap(room, alone[0], revision="1", answer="development")])
    assert kept() == [("engagement", "Because", 1, 1)]
    late = alone[1].post(room.answer_at, FORM, headers={"X-Room": "1"})
    assert late.status_code == new.status == changed.status == 409
    assert says(late, "Your answer came too late", "Because")
    assert without_tokens(late.content.decode()) == without_tokens(new.html) and new.mark == late["X-Room-Have"]
    again = save_together([tap(room, alone[0])])
    assert again[0], "a retry of what was saved before is told that it is saved, as by the page"


def test_opened_from_its_page_while_the_room_still_answers_it_is_left_to_the_page(room, alone):
    assert all(save_together([tap(room, alone[0])]))
    makers.reveal_all(room.assessment, [ITEM])
    assert save_together([tap(room, alone[1])]) == [None]


def test_in_time_but_in_another_phase_it_counts_as_it_does_by_the_page(room, alone):
    room.phase("break")
    [reply] = save_together([tap(room, alone[0])])
    assert kept() == [("engagement", "Because", 1, 1)]
    assert "data-mine" not in reply.html and "Because" not in reply.html


@pytest.mark.parametrize(
    "changed",
    [
        {"answer": ""},
        {"answer": "nothing"},
        {"item": "nothing"},
        {"item": ""},
        {"reason": "x" * 2001},
        {"round": "2"},
        {"round": "0"},
        {"round": "9" * 40},
        {"revision": "1"},
        {"revision": "-1"},
        {"revision": "x"},
    ],
)
def test_what_the_form_or_the_rules_refuse_is_left_to_the_page(room, alone, changed):
    assert save_together([tap(room, alone[0], **changed), tap(room, alone[1])])[0] is None
    assert len(kept()) == 1
    refused = alone[0].post(room.answer_at, FORM | changed, headers={"X-Room": "1"})
    assert refused.status_code in (409, 422)


def test_another_s_key_another_room_and_an_unknown_device_are_left_to_the_page(room, alone):
    other = Roomful()
    theirs = other.walk_in()
    good = tap(room, alone[0])
    bad = [
        tap(room, alone[0], person=whose(room, alone[1])),
        Tap(good.assessment_id, good.session_id, good.participant_id, "nobody's", good.form),
        Tap(good.assessment_id, good.session_id, good.participant_id, secret_of(theirs), good.form),
        Tap(other.assessment.pk, good.session_id, good.participant_id, good.secret, good.form),
        Tap(good.assessment_id, other.session.pk, good.participant_id, good.secret, good.form),
        Tap(good.assessment_id, uuid4(), good.participant_id, good.secret, good.form),
    ]
    assert save_together(bad) == [None] * len(bad)
    assert kept() == []


def test_somebody_who_takes_part_and_has_not_come_in_is_left_to_the_page(room, alone):
    good = tap(room, alone[0])
    room.session.attendances.filter(participant=good.participant_id).delete()
    assert save_together([good]) == [None] and kept() == []


def test_who_has_left_saves_nothing_with_a_page_that_is_still_open(room, alone):
    one, person = tap(room, alone[0]), whose(room, alone[0])
    leave(participant=person, by=Actor.participant(person.pk))
    assert save_together([one]) == [None] and kept() == []


def test_a_form_of_a_thousand_fields_is_left_to_the_page(room, alone, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    good = tap(room, alone[0])
    many = Tap(good.assessment_id, good.session_id, good.participant_id, good.secret, good.form + b"&x=1" * 20)
    assert save_together([many]) == [None] and kept() == []


def test_whether_a_reason_is_shared_stands_beside_it_and_ends_when_it_is_changed(room, alone):
    person = whose(room, alone[0])
    save_together([tap(room, alone[0])])
    share_reason(rating=Rating.objects.get(), by=Actor.participant(person.pk))
    [same] = save_together([tap(room, alone[0], revision="1", answer="development")])
    assert "Everybody can read your reason" in same.html and SharedReason.objects.count() == 1
    [changed] = save_together([tap(room, alone[0], revision="2", answer="development", reason="Other words")])
    assert "Only you can read your reason" in changed.html and SharedReason.objects.count() == 0


def test_many_taps_ask_the_database_no_more_than_one(room, alone):
    drawing.frame(room.session.pk)
    asked = []
    for devices in (alone[:1], alone[1:]):
        with CaptureQueriesContext(connection) as queries:
            assert all(save_together(taps(room, devices)))
        asked.append(len(queries) - len(devices))  # one for each is the test asking whose device it is
    assert asked[0] >= asked[1]


def taps(room, alone):
    return [tap(room, device) for device in alone]


def test_screens_learn_of_the_first_answer_and_not_of_a_change(room, alone, monkeypatch):
    told = []
    monkeypatch.setattr(answering, "announce_moved", told.append)
    save_together(taps(room, alone))
    assert told == [room.session.pk]
    save_together([tap(room, alone[0], revision="1", answer="development")])
    assert told == [room.session.pk]


def test_a_fault_of_one_room_leaves_it_to_its_pages_and_tells_no_words(room, alone, monkeypatch, caplog):
    def broken(**asked):
        raise RuntimeError("Because")

    monkeypatch.setattr(tapping, "answer_together", broken)
    with caplog.at_level(logging.DEBUG):
        assert save_together(taps(room, alone)) == [None] * 3
    assert "RuntimeError" in caplog.text and "Because" not in caplog.text


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "Plain",
        "Two\nlines",
        "Two\r\n\r\nparagraphs\r\n",
        "<script>alert(1)</script> & \"quotes\" 'too' {{ 1 }}",
        "</textarea><p>",
        "\\1 \\g<0> %s {} é – 🌻",
        "x" * 2000,
    ],
)
@pytest.mark.parametrize("shared", [True, False])
def test_one_s_own_part_is_letter_for_letter_what_the_template_draws(room, alone, reason, shared):
    person = whose(room, alone[0])
    framework = drawing.room(room.session).framework
    for before in (reason, "Somebody else's words"):
        saved = Rating(
            assessment=room.assessment, participant=person, item=ITEM, round=1, answer="engagement", reason=before,
            revision=4,
        )  # fmt: skip
        form = drawing.answer_form(framework, framework.item(ITEM), 1, saved)
        whole = drawing.my_answer(room.session.pk, room.assessment.pk, form, saved, shared=shared)
        assert own_part(framework, room.session.pk, saved, shared=shared) == whole
