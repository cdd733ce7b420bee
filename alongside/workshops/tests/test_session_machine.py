"""One session, in any order of steps of facilitators and phones: what must hold, holds after every one of them."""

from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from alongside.assessments.actions.participation import leave
from alongside.assessments.actions.rating import rate, share_reason
from alongside.assessments.actions.reveal import reveal
from alongside.assessments.queries import record as recording
from alongside.assessments.queries.reveals import Reason
from alongside.assessments.queries.rounds import open_round
from alongside.audit.actor import Actor
from alongside.ui.refusals import Refused
from alongside.workshops.actions import entering, leading
from alongside.workshops.actions.answering import answer_in_room
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.room import progress, room
from alongside.workshops.queries.sessions import newest_step
from alongside.workshops.rules.phases import FOLLOWS, OPENING
from tests import workshop_makers

pytestmark = pytest.mark.django_db
ITEMS = ("risk", "training")
GROUPS = st.sampled_from(["people-who-use-services", "staff", ""])
ANSWERS = st.sampled_from(["not_there_yet", "engagement", "transformation", "cannot_say"])
PHASES = st.sampled_from(list(Step.Phase))
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
FEW = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=SLOW, print_blob=True,
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
)  # fmt: skip
SEEDED = settings(
    FEW, max_examples=80, report_multiple_bugs=False, phases=[Phase.generate], database=None, derandomize=True
)


class AnySession(RuleBasedStateMachine):
    """Steps of people; each may be refused, and then nothing may have changed."""

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.meeting = workshop_makers.meeting(present=2, secured=False)
        self.session, self.assessment = self.meeting.session, self.meeting.assessment
        # Two are there already and the first challenge has begun, or too few examples would ever see answers.
        self.people = workshop_makers.come(self.session, "staff", 2)
        workshop_makers.walk(self.session, [Step.Phase.UNDERSTAND, Step.Phase.ALONE], ITEMS[0])
        self.words, self.steps, self.secret = 0, 3, defaultdict(set)

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @property
    def now(self):
        """The step the room is at."""
        return newest_step(self.session)

    @rule(phase=PHASES, item=st.sampled_from(ITEMS), late=st.booleans())
    def move_anywhere(self, phase, item, late):
        self.move(phase, item, self.now.sequence - late)

    @rule(item=st.sampled_from(ITEMS))
    def go_on(self, item):
        """What the script suggests, so that most examples come far."""
        now = self.now
        ahead = FOLLOWS[now.phase]
        self.move(ahead[0] if ahead else Step.Phase.UNDERSTAND, item if not ahead else now.item, now.sequence)

    def move(self, phase, item, after):
        before = self.now
        try:
            wanted = {"phase": phase, "item": item, "after": after, "sure": True}
            made = leading.move(session=self.session, by=self.meeting.by, **wanted)
        except Refused:
            assert self.now == before
            return
        self.steps += 1
        assert after == before.sequence and made.sequence == self.steps
        if made.phase in OPENING:
            assert self.assessment.reveals.filter(item=made.item, round=made.round).exists()
            self.secret.pop((made.item, made.round), None)

    @rule(minutes=st.integers(-1, 70))
    def give_time(self, minutes):
        before = self.now
        try:
            leading.extend(session=self.session, minutes=minutes, after=before.sequence, by=self.meeting.lived_by)
        except Refused:
            return
        self.steps += 1
        now = self.now
        assert (now.phase, now.item, now.round) == (before.phase, before.item, before.round)

    @rule(group=GROUPS, consent=st.booleans())
    def somebody_comes(self, group, consent):
        try:
            self.people += workshop_makers.come(self.session, group, consent=consent)
        except Refused:
            fresh = Session.objects.get(pk=self.session.pk)
            assert self.now.phase == Step.Phase.ENDED or fresh.attendances.count() >= fresh.present

    @rule(who=st.integers(0, 9))
    def somebody_comes_again(self, who):
        if self.people:
            person = self.people[who % len(self.people)]
            entering.come_in(session=self.session, participant=person, by=Actor.participant(person.pk))

    @rule(present=st.integers(0, 12))
    def count_again(self, present):
        try:
            leading.declare_present(session=self.session, present=present, by=self.meeting.by)
        except Refused:
            assert present < self.session.attendances.count()

    @rule(who=st.integers(0, 9), answer=ANSWERS, share=st.booleans(), twice=st.booleans(), here=st.booleans())
    def somebody_answers(self, who, answer, share, twice, here):
        """In the room where it is, or from their own page the other challenge; perhaps sent twice."""
        if not self.people:
            return
        person, item = self.people[who % len(self.people)], self.now.item if here and self.now.item else ITEMS[0]
        round = open_round(self.assessment, item)
        self.words += 1
        known = person.ratings.filter(item=item, round=round).first()
        form = {
            "participant": person, "item": item, "answer": answer, "reason": f"canary-{self.words:06d}", "round": round,
            "revision": known.revision if known else 0, "by": Actor.participant(person.pk),
        }  # fmt: skip
        self.secret[item, round].add(form["reason"])
        for _ in range(1 + twice):
            saved = answer_in_room(session_id=self.session.pk, **form) if here else rate(**form)
        assert person.ratings.filter(item=item, round=round).count() == 1
        if share:
            share_reason(rating=saved, by=form["by"])

    @rule(item=st.sampled_from(ITEMS))
    def the_page_opens_answers(self, item):
        round = open_round(self.assessment, item)
        try:
            reveal(assessment=self.assessment, items=[item], by=self.meeting.by)
        except Refused:
            return
        self.secret.pop((item, round), None)

    @rule(who=st.integers(0, 9))
    def somebody_leaves(self, who):
        if self.people:
            person = self.people[who % len(self.people)]
            leave(participant=person, by=Actor.participant(person.pk))

    @invariant()
    def steps_are_numbered_without_a_gap(self):
        found = list(self.session.steps.order_by("sequence").values_list("sequence", flat=True))
        assert found == list(range(1, self.steps + 1))

    @invariant()
    def a_room_knows_nothing_that_was_not_opened(self):
        found = room(self.session)
        said = repr(found)
        assert not [word for words in self.secret.values() for word in words if word in said]
        opened = set(self.assessment.reveals.filter(item=found.now.item).values_list("round", flat=True))
        shown = {each.round for each in found.here.rounds} if found.here else set()
        assert shown <= opened and (not shown or found.now.phase not in ("alone", "again", "understand", "lobby"))

    @invariant()
    def nobody_is_counted_twice(self):
        found = room(Session.objects.get(pk=self.session.pk))
        assert 0 <= found.answered <= found.came <= found.declared
        assert found.came == len(self.people)
        assert progress(self.session)["answered"] == found.answered


def test_session_holds_in_any_order():
    run_state_machine_as_test(AnySession, settings=FEW)


def test_machine_finds_a_room_that_takes_too_many(monkeypatch):
    monkeypatch.setattr(entering, "_room_left", lambda session: None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AnySession, settings=SEEDED)


def test_machine_finds_a_room_that_shows_too_much(monkeypatch):
    def leaky(assessment, found, item="", **_):
        every = assessment.shared_reasons.filter(item=item) if item else assessment.shared_reasons.all()
        return {item: [Reason(each.pk, each.text, "", each.round) for each in every]}

    monkeypatch.setattr(recording, "reasons", leaky)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AnySession, settings=SEEDED)


def test_machine_finds_a_phase_that_shows_without_opening(monkeypatch):
    monkeypatch.setattr(leading, "_open", lambda session, now, item, by: now.round)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AnySession, settings=SEEDED)
