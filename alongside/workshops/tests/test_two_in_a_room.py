"""Of people who press at the same moment in a room each is served in turn; see the races of assessments.

Every race holds somebody up between reading and writing. With turns nobody can come between; without them (the
negative controls, on the database where threads really meet) the very same race goes wrong and is found out.
"""

import threading
from uuid import uuid4

import pytest

from alongside.assessments.actions import answers, turns
from alongside.assessments.models import Assessment, Participant
from alongside.assessments.rules.small_groups import Released
from alongside.audit.actor import SYSTEM, Actor
from alongside.workshops.actions import entering, leading, planning
from alongside.workshops.actions.answering import answer_together
from alongside.workshops.models import AgendaItem, Session, Step
from alongside.workshops.queries.seen import mark_of_agenda
from alongside.workshops.queries.sessions import newest_step
from tests import makers, workshop_makers
from tests.racing import after, at_once, before, meet
from tests.workshop_makers import TO_REVEAL, come, say, walk

pytestmark = pytest.mark.django_db(transaction=True)
Phase = Step.Phase


def kinds(results):
    """How many of each kind came out; an error of the database counts under its own name."""
    names = [type(each).__name__ for each in results]
    return {name: names.count(name) for name in names}


def answered(present=9):
    """A room in which five have answered the first challenge, alone."""
    meeting = workshop_makers.meeting(present=present)
    people = come(meeting.session, "staff", 5)
    walk(meeting.session, TO_REVEAL[:2])
    for person in people:
        say(meeting.session, person, "engagement")
    return meeting


def counted(assessment):
    """How many people stand behind the first round that was opened."""
    kept = assessment.reveals.get(item="risk", round=1).cells
    return sum(cell.size for cell in Released.from_json(kept).cells)


def two_facilitators(monkeypatch, patience):
    """Both have seen that the room is where their page shows it."""
    meeting = answered()
    now = newest_step(meeting.session).sequence
    monkeypatch.setattr(leading, "still_at", after(leading.still_at, meet(2, patience)))

    def act(phase, by):
        return lambda: leading.move(session=meeting.session, phase=phase, item="risk", after=now, by=by)

    results = at_once(act(Phase.REVEAL, meeting.by), act(Phase.BREAK, meeting.lived_by))
    sequences = list(meeting.session.steps.order_by("sequence").values_list("sequence", flat=True))
    fine = kinds(results) == {"Step": 1, "Conflict": 1} and sequences == list(range(1, now + 2))
    return [] if fine else [f"{kinds(results)}, {sequences}"]


def a_move_and_more_time(monkeypatch, patience):
    """One gives five minutes more while the other moves on."""
    meeting = answered()
    now = newest_step(meeting.session).sequence
    monkeypatch.setattr(leading, "still_at", after(leading.still_at, meet(2, patience)))
    results = at_once(
        lambda: leading.extend(session=meeting.session, minutes=5, after=now, by=meeting.by),
        lambda: leading.move(session=meeting.session, phase=Phase.REVEAL, item="risk", after=now, by=meeting.lived_by),
    )
    return [] if kinds(results) == {"Step": 1, "Conflict": 1} else [kinds(results)]


def room_and_page_open_the_same(monkeypatch, patience):
    """The room has looked whether the round is open; before it opens it, somebody does so from the page."""
    meeting = answered()
    looked, opened, results = threading.Event(), threading.Event(), []
    opens = leading.reveal

    def slow(**asked):
        looked.set()
        opened.wait(patience)
        return opens(**asked)

    def press():
        looked.wait(10)
        try:
            makers.reveal_all(meeting.assessment, ["risk"])
        finally:
            opened.set()

    monkeypatch.setattr(leading, "reveal", slow)
    now = newest_step(meeting.session).sequence
    results = at_once(
        lambda: leading.move(session=meeting.session, phase=Phase.REVEAL, item="risk", after=now, by=meeting.by), press
    )
    once = meeting.assessment.reveals.count() == 1 and counted(meeting.assessment) == 5
    # The page may be told that the room was first; the room shows the answers either way.
    return [] if once and isinstance(results[0], Step) else [kinds(results)]


def two_for_the_last_place(monkeypatch, patience):
    """Both have seen that there is one place left."""
    meeting = answered(present=6)
    people = makers.participants(meeting.assessment, "carers", 2)
    monkeypatch.setattr(entering, "_room_left", after(entering._room_left, meet(2, patience)))

    def act(person):
        by = Actor.participant(person.pk)
        return lambda: entering.come_in(session=meeting.session, participant=person, by=by)

    results = at_once(*map(act, people))
    came = meeting.session.attendances.count()
    return [] if kinds(results) == {"Attendance": 1, "Refused": 1} and came == 6 else [f"{kinds(results)}, {came} came"]


def one_person_comes_in_twice(monkeypatch, patience):
    """A phone that sends the same form twice: both have seen that the person is not in yet."""
    meeting = answered()
    [person] = makers.participants(meeting.assessment, "carers", 1)
    monkeypatch.setattr(entering, "_room_left", after(entering._room_left, meet(2, patience)))
    act = lambda: entering.come_in(session=meeting.session, participant=person, by=SYSTEM)  # noqa: E731
    results = at_once(act, act)
    return [] if kinds(results) == {"Attendance": 2} and len({each.pk for each in results}) == 1 else [kinds(results)]


def one_form_is_sent_twice(monkeypatch, patience):
    """Two quick taps: both have seen that nobody came in with this form, and that there is one place left."""
    meeting = answered(present=6)
    key, group = uuid4(), meeting.assessment.groups.get(key="carers")
    monkeypatch.setattr(entering, "_again", after(entering._again, meet(2, patience)))
    act = lambda: entering.join_and_come_in(  # noqa: E731
        session=meeting.session, group=group, mode="own", may_show_alone=False, key=key
    )
    results = at_once(act, act)
    came = meeting.session.attendances.count()
    same = kinds(results) == {"Joined": 2} and len({each.participant.pk for each in results}) == 1
    return [] if same and came == 6 else [f"{kinds(results)}, {came} came"]


def counting_again_meets_somebody(monkeypatch, patience):
    """The facilitators say that five are there and no more, while a sixth comes in."""
    meeting = answered(present=6)
    [person] = makers.participants(meeting.assessment, "carers", 1)
    said, came = threading.Event(), threading.Event()
    noted = leading.record

    def slow(*args, **more):
        noted(*args, **more)
        said.set()
        came.wait(patience)

    def enter():
        said.wait(10)
        try:
            return entering.come_in(session=meeting.session, participant=person, by=SYSTEM)
        finally:
            came.set()

    monkeypatch.setattr(leading, "record", slow)
    results = at_once(lambda: leading.declare_present(session=meeting.session, present=5, by=meeting.by), enter)
    fresh = Session.objects.get(pk=meeting.session.pk)
    inside = fresh.attendances.count()
    return [] if inside <= fresh.present else [f"{inside} of {fresh.present}, {kinds(results)}"]


def two_agendas(monkeypatch, patience):
    """Both change the order that both have seen."""
    meeting = workshop_makers.meeting()
    create = AgendaItem.objects.bulk_create
    monkeypatch.setattr(AgendaItem.objects, "bulk_create", before(create, meet(2, patience)))

    seen = mark_of_agenda(meeting.session)

    def act(rows):
        return lambda: planning.set_agenda(session=meeting.session, rows=rows, seen=seen, by=meeting.by)

    results = at_once(act([("training", 20, False)]), act([("workforce", 30, False)]))
    left = meeting.session.agenda.count()
    return [] if kinds(results) == {"NoneType": 1, "Conflict": 1} and left == 1 else [f"{kinds(results)}, {left} left"]


def taps_meet_a_reveal(monkeypatch, patience):
    """Two phones tapped together, and it was looked which round is open; before they are saved the room opens it."""
    meeting = answered()
    late = come(meeting.session, "staff", 2)
    now = newest_step(meeting.session).sequence
    looked, opened, asks = threading.Event(), threading.Event(), answers.open_rounds

    def slow(*asked):
        found = asks(*asked)
        looked.set()
        opened.wait(patience)
        return found

    def press():
        looked.wait(10)
        try:
            return leading.move(session=meeting.session, phase=Phase.REVEAL, item="risk", after=now, by=meeting.by)
        finally:
            opened.set()

    monkeypatch.setattr(answers, "open_rounds", slow)
    sent = [answers.Sent(person, "risk", "development", "", 1, 0) for person in late]
    kept, step = at_once(
        lambda: answer_together(session_id=meeting.session.pk, assessment=meeting.assessment, sent=sent), press
    )
    stored = meeting.assessment.ratings.filter(item="risk", round=1).count()
    told = kinds(kept).get("Kept", 0)
    fine = isinstance(step, Step) and stored == counted(meeting.assessment) == 5 + told
    return [] if fine else [f"{kinds(kept)}, {stored} stored"]


RACES = [
    two_facilitators,
    a_move_and_more_time,
    room_and_page_open_the_same,
    two_for_the_last_place,
    one_person_comes_in_twice,
    one_form_is_sent_twice,
    counting_again_meets_somebody,
    two_agendas,
    taps_meet_a_reveal,
]


@pytest.mark.parametrize("race", RACES)
def test_race_with_turns_is_fair(race, monkeypatch):
    assert race(monkeypatch, patience=0.3) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("race", RACES)
def test_race_without_turns_is_caught(race, monkeypatch):
    """The seeded fault. SQLite lets one writer in at a time, so there nothing can go wrong without turns."""

    def unlocked(session):
        return Session.objects.select_related("workshop__assessment__partnership").get(pk=session.pk)

    for room in (leading, entering, planning):
        monkeypatch.setattr(room, "my_turn", unlocked)
    monkeypatch.setattr(turns, "my_turn", lambda assessment: Assessment.objects.get(pk=assessment.pk))
    monkeypatch.setattr(leading, "turn_of_assessment", lambda assessment: Assessment.objects.get(pk=assessment.pk))
    assert race(monkeypatch, patience=10)


def test_ten_phones_at_once_fill_four_places_and_nobody_is_left_half_way():
    meeting = workshop_makers.meeting(present=4)
    group = meeting.assessment.groups.get(key="staff")
    act = lambda: entering.join_and_come_in(  # noqa: E731
        session=meeting.session, group=group, mode="own", may_show_alone=False
    )
    assert kinds(at_once(*[act] * 10)) == {"Joined": 4, "Refused": 6}
    assert Participant.objects.count() == 4 == meeting.session.attendances.count()


def test_answers_among_a_reveal_in_the_room_are_all_counted_or_told():
    meeting = answered(present=25)
    people = come(meeting.session, "staff", 12)
    now = newest_step(meeting.session).sequence

    def act(person):
        return lambda: say(meeting.session, person, "development")

    acts = [act(person) for person in people]
    acts.insert(
        6, lambda: leading.move(session=meeting.session, phase=Phase.REVEAL, item="risk", after=now, by=meeting.by)
    )
    results = at_once(*acts)
    assert set(kinds(results)) <= {"Rating", "Conflict", "Step"} and kinds(results)["Step"] == 1
    first = meeting.assessment.ratings.filter(item="risk", round=1).count()
    assert counted(meeting.assessment) == first
    assert meeting.assessment.ratings.filter(item="risk").count() == 5 + kinds(results).get("Rating", 0)
