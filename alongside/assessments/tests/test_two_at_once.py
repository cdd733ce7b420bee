"""Of people who act at the same moment each is served in turn: nothing is lost, doubled or half done.

Every race holds somebody up between reading and writing. With turns nobody can come between; without them (the
negative controls, on the database where threads really meet) the very same race goes wrong and is found out.
"""

import threading

import pytest
from django.db import transaction

from alongside.assessments.actions import answers, participation, rating, turns
from alongside.assessments.actions import assessment as running
from alongside.assessments.actions import decision as deciding
from alongside.assessments.actions import reveal as revealing
from alongside.assessments.actions.invites import invite
from alongside.assessments.models import Assessment, Decision, InviteEnd, Participant, Reveal
from alongside.assessments.queries.states import current_state
from alongside.assessments.rules.small_groups import Released
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.ui.refusals import Conflict, Refused
from tests import makers
from tests.racing import after, at_once, before, meet

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS = ["risk", "training"]


def kinds(results):
    """How many of each kind came out; an error of the database counts under its own name."""
    names = [type(each).__name__ for each in results]
    return {name: names.count(name) for name in names}


def answered(n=5):
    """An assessment with so many of staff who answered two challenges."""
    made = makers.assessment(makers.partnership(), groups=["staff"])
    makers.rate_all(makers.participants(made, "staff", n), dict.fromkeys(ITEMS, "engagement"))
    return made


def counted(assessment, item="risk", round=1):
    """How many people stand behind a revealed round."""
    return sum(
        cell.size
        for kept in assessment.reveals.filter(item=item, round=round)
        for cell in Released.from_json(kept.cells).cells
    )


def say(person, round):
    by = Actor.participant(person.pk)
    return rating.rate(
        participant=person, item="risk", answer="transformation", reason="", round=round, revision=0, by=by
    )


def say_again_if_too_late(person):
    """What the page does: after a conflict the next press counts in the round that is open then."""
    try:
        return say(person, 1)
    except Conflict:
        return say(person, 2)


def two_reveals(monkeypatch, patience):
    """Both have counted before either has written."""
    assessment = answered()
    monkeypatch.setattr(revealing, "answers_by_group", after(revealing.answers_by_group, meet(2, patience)))
    act = lambda: revealing.reveal(assessment=assessment, items=ITEMS, by=SYSTEM)  # noqa: E731
    results = at_once(act, act)
    return [] if kinds(results) == {"list": 1, "Conflict": 1} and Reveal.objects.count() == 2 else [kinds(results)]


def answer_meets_reveal(monkeypatch, patience):
    """Somebody has looked which round is open; before they save, it is revealed."""
    assessment = answered()
    late = makers.participants(assessment, "staff", 1)[0]
    looked, revealed = threading.Event(), threading.Event()
    asked = answers.open_rounds

    def slow(*args):
        found = asked(*args)
        looked.set()
        revealed.wait(patience)
        return found

    def press():
        looked.wait(10)
        try:
            makers.reveal_all(assessment, ITEMS)
        finally:
            revealed.set()

    monkeypatch.setattr(answers, "open_rounds", slow)
    at_once(lambda: say_again_if_too_late(late), press)
    lost = assessment.ratings.filter(item="risk", round=1).count() - counted(assessment)
    return [f"{lost} answers lost"] if lost or assessment.ratings.filter(item="risk").count() != 6 else []


def two_proposals(monkeypatch, patience):
    """Both have read that nothing was put forward yet."""
    assessment = answered()
    makers.reveal_all(assessment, ITEMS)
    monkeypatch.setattr(Decision.objects, "create", before(Decision.objects.create, meet(2, patience)))

    def act(role):
        return lambda: deciding.propose(
            assessment=assessment, item="risk", outcome="engagement", reason="r", dissent="", after=0, role=role,
            name="Ann", by=SYSTEM,
        )  # fmt: skip

    results = at_once(act(Role.LEAD), act(Role.CO_LEAD))
    whole = [each.confirmations.count() for each in Decision.objects.all()] == [1]
    return [] if kinds(results) == {"Decision": 1, "Conflict": 1} and whole else [kinds(results)]


def two_closings(monkeypatch, patience):
    """Both have agreed, and looked whether the other did, before either is done."""
    assessment = answered()
    makers.reveal_all(assessment, ITEMS)
    makers.decide(assessment, "risk", "engagement")
    agreed, looked = meet(2, patience), meet(2, patience)
    monkeypatch.setattr(running, "record", after(running.record, agreed))

    def act(role):
        def agree():
            with transaction.atomic():
                found = running.approve_closing(assessment=assessment, role=role, by=SYSTEM)
                looked()
            return found

        return agree

    results = at_once(act(Role.LEAD), act(Role.CO_LEAD))
    closed = assessment.states.filter(state="closed").count()
    fine = sorted(results, key=str) == [False, True] and closed == 1 and not assessment.ratings.exists()
    return [] if fine else [f"{results}, closed {closed} times, {current_state(assessment)}"]


def two_joins(monkeypatch, patience):
    """Both have seen that the invitation is unused."""
    assessment = answered()
    way = invite(assessment=assessment, group=None, personal=True, by=SYSTEM)
    monkeypatch.setattr(participation, "_check", after(participation._check, meet(2, patience)))
    act = lambda: participation.join(  # noqa: E731
        assessment=assessment, group=None, mode="own", may_show_alone=False, invite=way
    )
    results = at_once(act, act)
    came = Participant.objects.filter(invite=way).count()
    return [] if kinds(results) == {"Joined": 1, "Refused": 1} and came == 1 else [kinds(results)]


def two_joins_of_one_account(monkeypatch, patience):
    """Both have seen that this account does not take part."""
    assessment = answered()
    user = makers.member(assessment.partnership).user
    monkeypatch.setattr(Participant.objects, "create", before(Participant.objects.create, meet(2, patience)))
    act = lambda: participation.join(  # noqa: E731
        assessment=assessment, group=None, mode="own", may_show_alone=False, user_id=user.pk
    )
    results = at_once(act, act)
    return [] if kinds(results) == {"Joined": 1, "Refused": 1} else [kinds(results)]


RACES = [two_reveals, answer_meets_reveal, two_proposals, two_closings, two_joins, two_joins_of_one_account]


@pytest.mark.parametrize("race", RACES)
def test_race_with_turns_is_fair(race, monkeypatch):
    assert race(monkeypatch, patience=0.3) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("race", RACES)
def test_race_without_turns_is_caught(race, monkeypatch):
    """The seeded fault. SQLite lets one writer in at a time, so there nothing can go wrong without turns."""
    monkeypatch.setattr(turns, "my_turn", lambda assessment: Assessment.objects.get(pk=assessment.pk))
    assert race(monkeypatch, patience=10)


def test_reveal_among_twenty_answers_loses_none():
    assessment = answered()
    people = makers.participants(assessment, "staff", 20)
    acts = [lambda person=person: say_again_if_too_late(person) for person in people]
    acts.insert(10, lambda: makers.reveal_all(assessment, ["risk"]))
    results = at_once(*acts)
    assert kinds(results) == {"Rating": 20, "NoneType": 1}
    first, second = (assessment.ratings.filter(item="risk", round=round).count() for round in (1, 2))
    assert first + second == 25
    assert counted(assessment) == first >= 5
    if second:
        makers.reveal_all(assessment, ["risk"])


def test_one_answer_sent_five_times_at_once_counts_once():
    assessment = answered()
    person = makers.participants(assessment, "staff", 1)[0]
    results = at_once(*[lambda: say(person, 1)] * 5)
    assert len({each.pk for each in results}) == 1
    assert person.ratings.count() == 1


def test_last_answer_and_closing_meet():
    assessment = answered()
    makers.reveal_all(assessment, ITEMS)
    makers.decide(assessment, "risk", "engagement")
    running.approve_closing(assessment=assessment, role=Role.LEAD, by=SYSTEM)
    people = makers.participants(assessment, "staff", 4)
    acts = [lambda person=person: say(person, 2) for person in people]
    results = at_once(*acts, lambda: running.approve_closing(assessment=assessment, role=Role.CO_LEAD, by=SYSTEM))
    assert results[-1] is True
    assert all(isinstance(each, Refused) or each.round == 2 for each in results[:-1])
    assert not assessment.ratings.exists()


def test_one_personal_invitation_lets_one_of_ten_in():
    way = invite(assessment=answered(), group=None, personal=True, by=SYSTEM)
    act = lambda: participation.join(  # noqa: E731
        assessment=way.assessment, group=None, mode="own", may_show_alone=False, invite=way
    )
    assert kinds(at_once(*[act] * 10)) == {"Joined": 1, "Refused": 9}
    assert InviteEnd.objects.get().used
