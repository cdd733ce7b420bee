"""A room goes through its phases, one step after the other; seeing the answers opens them as on any page."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.assessments.models import Reveal
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.record import item_record
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.leading import declare_present, extend, move
from alongside.workshops.live.state import COUNTS
from alongside.workshops.models import Step
from alongside.workshops.queries.room import progress, room
from alongside.workshops.queries.sessions import live_session, newest_step, who_came
from tests import makers, workshop_makers
from tests.workshop_makers import TO_REVEAL, come, go, say, walk

pytestmark = pytest.mark.django_db
Phase = Step.Phase


@pytest.fixture
def meeting():
    return workshop_makers.meeting()


def answered(session, n=5, item="risk", answer="engagement", reason=""):
    """So many of staff came in and answered."""
    people = come(session, "staff", n)
    for person in people:
        say(session, person, answer, item, reason)
    return people


def test_a_whole_challenge_from_understanding_to_agreeing(meeting):
    session = meeting.session
    walk(session, [Phase.UNDERSTAND, Phase.ALONE])
    people = answered(session, 5)
    assert (room(session).answered, room(session).here) == (5, None)
    walk(session, [Phase.REVEAL, Phase.TALK, Phase.AGAIN])
    assert (room(session).now.round, room(session).answered, room(session).here) == (2, 0, None)
    for person in people:
        say(session, person, "development")
    walk(session, [Phase.MOVED, Phase.AGREE])
    found = room(session)
    assert [each.round for each in found.here.rounds] == [1, 2] and found.now.round == 2
    assert [each.begun for each in found.agenda] == [True, False]
    go(session, Phase.UNDERSTAND, "training")
    assert (room(session).now.item, room(session).now.round, room(session).here) == ("training", 0, None)
    assert [each.sequence for each in session.steps.order_by("sequence")] == list(range(1, 10))


def test_what_cannot_follow_is_refused_and_changes_nothing(meeting):
    for phase, item in (
        (Phase.REVEAL, "risk"),
        (Phase.ALONE, "risk"),
        (Phase.UNDERSTAND, "no-such"),
        ("dance", "risk"),
    ):
        with pytest.raises(Refused):
            go(meeting.session, phase, item)
    assert newest_step(meeting.session).sequence == 1


def test_a_page_that_shows_an_older_step_is_told(meeting):
    go(meeting.session, Phase.UNDERSTAND, "risk")
    with pytest.raises(Conflict, match="moved on"):
        move(session=meeting.session, phase=Phase.UNDERSTAND, item="training", after=1, by=SYSTEM)
    with pytest.raises(Conflict, match="moved on"):
        extend(session=meeting.session, minutes=5, after=1, by=SYSTEM)


def test_with_no_answer_there_is_nothing_to_show(meeting):
    walk(meeting.session, TO_REVEAL[:2])
    with pytest.raises(Conflict, match="Nobody has answered yet"):
        go(meeting.session, Phase.REVEAL)
    assert room(meeting.session).now.phase == Phase.ALONE and not Reveal.objects.exists()


def test_seeing_the_answers_in_the_room_is_what_the_page_does(meeting):
    """Twice the same people and answers, opened once from the room and once from the page."""
    other = workshop_makers.meeting()
    for each in (meeting, other):
        walk(each.session, TO_REVEAL[:2])
        answered(each.session, 5)
        answered(each.session, 1, answer="transformation")
    go(meeting.session, Phase.REVEAL)
    makers.reveal_all(other.assessment, ["risk"])
    first, second = meeting.assessment.reveals.get(), other.assessment.reveals.get()
    assert json.dumps(first.cells, sort_keys=True) == json.dumps(second.cells, sort_keys=True)
    assert (first.item, first.round) == (second.item, second.round)
    assert not meeting.assessment.reveals.exclude(item="risk").exists()
    assert room(meeting.session).here == item_record(meeting.assessment, framework_of(meeting.assessment), "risk")


def test_a_round_that_a_page_opened_meanwhile_is_shown(meeting):
    walk(meeting.session, TO_REVEAL[:2])
    answered(meeting.session, 5)
    makers.reveal_all(meeting.assessment, ["risk"])
    assert room(meeting.session).here is None
    assert go(meeting.session, Phase.REVEAL).round == 1
    assert meeting.assessment.reveals.count() == 1
    assert [each.round for each in room(meeting.session).here.rounds] == [1]


def test_other_challenges_answered_at_home_stay_closed(meeting):
    makers.rate_all(makers.participants(meeting.assessment, "staff", 5), {"training": "engagement"}, "Home", share=True)
    walk(meeting.session, TO_REVEAL[:2])
    answered(meeting.session, 5)
    go(meeting.session, Phase.REVEAL)
    assert [each.item for each in meeting.assessment.reveals.all()] == ["risk"]
    assert "Home" not in repr(room(meeting.session))


def test_a_break_goes_on_where_it_was(meeting):
    session = meeting.session
    walk(session, TO_REVEAL[:2])
    go(session, Phase.BREAK)
    assert (room(session).now.item, room(session).answering) == ("risk", False)
    extend(session=session, minutes=5, after=newest_step(session).sequence, by=SYSTEM)
    with pytest.raises(Refused):
        go(session, Phase.REVEAL)
    assert go(session, Phase.ALONE).round == 1
    answered(session, 5)
    go(session, Phase.REVEAL)
    go(session, Phase.BREAK)
    assert room(session).here is None
    assert go(session, Phase.REVEAL).round == 1 and room(session).here is not None


def test_more_time_is_a_new_step_of_the_same_phase(meeting):
    session = meeting.session
    go(session, Phase.UNDERSTAND, "risk")
    first = newest_step(session)
    assert timedelta(minutes=7) < first.ends_at - timezone.now() <= timedelta(minutes=8)
    more = extend(session=session, minutes=10, after=first.sequence, by=meeting.by)
    assert (more.phase, more.item, more.sequence) == (first.phase, first.item, first.sequence + 1)
    assert more.ends_at == first.ends_at + timedelta(minutes=10)
    Step.objects.filter(pk=more.pk).update(ends_at=timezone.now() - timedelta(hours=1))
    late = extend(session=session, minutes=10, after=more.sequence, by=meeting.by)
    assert timedelta(minutes=9) < late.ends_at - timezone.now() <= timedelta(minutes=10)


@pytest.mark.parametrize("minutes", [0, -5, 61])
def test_time_is_given_in_minutes_up_to_an_hour(meeting, minutes):
    go(meeting.session, Phase.UNDERSTAND, "risk")
    with pytest.raises(Refused, match="between 1 and 60"):
        extend(session=meeting.session, minutes=minutes, after=2, by=SYSTEM)


def test_a_lobby_and_an_end_have_no_time(meeting):
    assert newest_step(meeting.session).ends_at is None
    with pytest.raises(Refused, match="no time to extend"):
        extend(session=meeting.session, minutes=5, after=1, by=SYSTEM)
    assert go(meeting.session, Phase.ENDED).ends_at is None


def test_no_phase_ends_by_itself(meeting):
    walk(meeting.session, TO_REVEAL[:2])
    Step.objects.update(ends_at=timezone.now() - timedelta(hours=3))
    answered(meeting.session, 1)
    assert (room(meeting.session).now.phase, room(meeting.session).answered) == (Phase.ALONE, 1)


def test_present_is_never_fewer_than_came_in(meeting):
    come(meeting.session, "staff", 3)
    with pytest.raises(Refused, match="3 have come in already"):
        declare_present(session=meeting.session, present=2, by=SYSTEM)
    declare_present(session=meeting.session, present=3, by=SYSTEM)
    with pytest.raises(Refused, match="As many people"):
        come(meeting.session)
    assert room(declare_present(session=meeting.session, present=4, by=SYSTEM)).declared == 4
    come(meeting.session)


def test_an_ended_session_can_be_taken_up_again_from_its_lobby(meeting):
    go(meeting.session, Phase.ENDED)
    with pytest.raises(Refused):
        go(meeting.session, Phase.UNDERSTAND, "risk")
    with pytest.raises(Refused, match="session has ended"):
        come(meeting.session)
    go(meeting.session, Phase.LOBBY)
    come(meeting.session)


def test_a_closed_record_takes_no_answers_in_any_room(meeting):
    found = workshop_makers.held(meeting.assessment)
    makers.decide(meeting.assessment, "risk", "development")
    makers.close(meeting.assessment)
    go(found.session, Phase.LOBBY)
    go(found.session, Phase.UNDERSTAND, "training")
    with pytest.raises(Refused, match="its record stands"):
        go(found.session, Phase.ALONE)


def test_counts_for_the_screens_are_those_that_may_leave_the_server(meeting):
    walk(meeting.session, TO_REVEAL[:2])
    answered(meeting.session, 3)
    come(meeting.session, "carers")
    makers.rate_all(makers.participants(meeting.assessment, "staff", 2), {"risk": "engagement"})
    assert progress(meeting.session) == {"present": 12, "joined": 4, "answered": 3, "elsewhere": 2}
    assert set(progress(meeting.session)) <= COUNTS


def test_a_room_is_read_alike_however_many_are_in_it():
    few, many = workshop_makers.meeting(present=1), workshop_makers.meeting(present=30)
    counted = []
    for meeting, people in ((few, 1), (many, 30)):
        walk(meeting.session, TO_REVEAL[:2])
        answered(meeting.session, people)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            room(meeting.session)
        go(meeting.session, Phase.REVEAL)
        with CaptureQueriesContext(connection) as open_seen:
            room(meeting.session)
        counted.append((len(seen), len(open_seen)))
    assert counted[0] == counted[1] and max(counted[0]) <= 16


def test_the_log_says_who_moved_the_room_and_no_answer(meeting):
    walk(meeting.session, TO_REVEAL[:2], by=meeting.by)
    answered(meeting.session, 5, reason="Canary")
    go(meeting.session, Phase.REVEAL, by=meeting.lived_by)
    moves = Entry.objects.filter(verb="moved").order_by("pk").values_list("actor_id", flat=True)
    assert list(moves) == [meeting.by.id, meeting.by.id, meeting.lived_by.id]
    assert "Canary" not in str(list(Entry.objects.values()))


def test_somebody_with_a_personal_code_belongs_into_the_session_that_runs_else_the_next(meeting):
    later = workshop_makers.meeting(meeting.assessment, starts_at=timezone.now() + timedelta(days=30))
    missed = workshop_makers.meeting(meeting.assessment, starts_at=timezone.now() - timedelta(days=90))
    assert live_session(meeting.assessment.pk) == meeting.session
    go(later.session, Phase.UNDERSTAND, "risk")
    assert live_session(meeting.assessment.pk) == later.session
    for each in (later, meeting, missed):
        go(each.session, Phase.ENDED)
    assert live_session(meeting.assessment.pk) is None


def test_who_came_is_told_by_session_and_group(meeting):
    come(meeting.session, "staff", 2)
    come(meeting.session, "", 1)
    come(meeting.session, "people-who-use-services", 3)
    workshop_makers.meeting(meeting.assessment)
    [found] = who_came(meeting.assessment)
    assert (found.number, found.place) == (1, "Community hall")
    assert found.facilitators == (meeting.facilitator.user.name, meeting.lived.user.name)
    names = dict(meeting.assessment.groups.values_list("key", "name"))
    assert found.how == (
        "Open room: one code for everybody, so this is not one person, one vote. The facilitators counted 12 in the "
        "room; 6 places were taken."
    )
    assert sorted(found.groups) == sorted([(names["people-who-use-services"], 3), (names["staff"], 2), ("", 1)])
