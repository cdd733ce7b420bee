"""Two partnerships assess at the same time, in any order of steps: what must hold, holds after every one of them."""

import json
from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions import decision as deciding
from alongside.assessments.actions import participation, rating
from alongside.assessments.actions.reveal import reveal
from alongside.assessments.models import Confirmation, ParticipantCard, SharedReason
from alongside.assessments.queries import record as recording
from alongside.assessments.queries.decisions import standings
from alongside.assessments.queries.reveals import Reason
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.queries.states import current_state
from alongside.assessments.rules.small_groups import Released
from alongside.audit.actor import Actor
from alongside.people.access import Role
from alongside.ui.refusals import Refused
from tests import makers

pytestmark = pytest.mark.django_db
ITEMS = ("risk", "training")
GROUPS = ("people-who-use-services", "staff", "")
ANSWERS = st.sampled_from(["not_there_yet", "engagement", "transformation", "cannot_say", "misses_the_point"])
SIDES = st.integers(0, 1)
HALVES = (Role.LEAD, Role.CO_LEAD)
EVERYBODY = "everybody"
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
# What each step is about; those named twice come twice as often.
STEPS = {
    "answer": {
        "who": st.one_of(st.integers(0, 99), st.just(EVERYBODY)),
        "item": st.sampled_from(ITEMS),
        "answer": ANSWERS,
        "then": st.sampled_from(["share", "card", "nothing"]),
    },
    "open_answers": {"items": st.sampled_from([["risk"], list(ITEMS)])},
    "decide": {
        "item": st.sampled_from(ITEMS),
        "first": st.sampled_from(HALVES),
        "alone": st.sampled_from([False, False, True]),
    },
    "leave_and_let_another_come": {
        "who": st.integers(0, 99),
        "group": st.sampled_from(GROUPS),
        "consent": st.booleans(),
    },
    "agree_to_close": {"halves": st.sampled_from([HALVES, HALVES[:1], HALVES[1:]])},
}
KINDS = ["answer", "answer", "open_answers", "decide", *STEPS]
PHASES = [Phase.reuse, Phase.generate, Phase.shrink]
FEW = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=SLOW, phases=PHASES, print_blob=True
)
SEEDED = settings(FEW, phases=[Phase.generate], database=None, derandomize=True)


class Side:
    """One partnership with its assessment, its people, and what we know about it from outside."""

    def __init__(self):
        self.assessment = makers.assessment(makers.partnership(), groups=[key for key in GROUPS if key])
        self.leads = {half: makers.member(self.assessment.partnership, half, secured=False).user for half in HALVES}
        self.people = [
            *makers.participants(self.assessment, "people-who-use-services", 2, consent=True),
            *makers.participants(self.assessment, "staff", 5),
            *makers.participants(self.assessment, "", 1),
        ]
        self.snapshots, self.secret = {}, defaultdict(set)

    @property
    def closed(self):
        """Whether the record stands."""
        return current_state(self.assessment) == "closed"

    def lead(self, half):
        """Who acts as one half of every decision."""
        return Actor.user(self.leads[half].pk)


class Lifecycle(RuleBasedStateMachine):
    """Steps of people; each may be refused, and then nothing may have changed."""

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.sides, self.words = [Side(), Side()], 0
        self.here, self.there = self.sides

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @rule(side=SIDES, kind=st.sampled_from(KINDS), data=st.data())
    def step(self, side, kind, data):
        """One rule for all steps: each must be possible in every example, or too few would ever reach a closing."""
        self.here, self.there = self.sides[side], self.sides[1 - side]
        getattr(self, kind)(side=side, **{name: data.draw(choice, name) for name, choice in STEPS[kind].items()})

    def words_of(self, side, item, round):
        """A text that occurs nowhere else, remembered with the round it belongs to."""
        self.words += 1
        text = f"canary-{self.words:08d}"
        side.secret[item, round].add(text)
        return text

    def answer(self, side, who, item, answer, then):
        side = self.sides[side]
        people = side.people if who is EVERYBODY else [side.people[who % len(side.people)]]
        for person in people:
            try:
                self.answer_one(side, person, item, answer, then)
            except Refused:
                assert side.closed

    def answer_one(self, side, person, item, answer, then):
        round = open_rounds(side.assessment, [item])[item]
        before = person.ratings.filter(item=item, round=round).first()
        by, words = Actor.participant(person.pk), self.words_of(side, item, round)
        revision = before.revision if before else 0
        saved = rating.rate(
            participant=person, item=item, answer=answer, reason=words, round=round, revision=revision, by=by
        )
        if then == "share":
            rating.share_reason(rating=saved, by=by)
        if then == "card":
            rating.add_card(
                participant=person, item=item, kind="story", title=words, shows=words, does_not_show=words,
                source=words, dated="", by=by,
            )  # fmt: skip

    def leave_and_let_another_come(self, side, who, group, consent):
        side = self.sides[side]
        person = side.people[who % len(side.people)]
        participation.leave(participant=person, by=Actor.participant(person.pk))
        if not side.closed:
            side.people.extend(makers.participants(side.assessment, group, 1, consent))

    def open_answers(self, side, items):
        side = self.sides[side]
        rounds = open_rounds(side.assessment, items)
        given = {item: side.assessment.ratings.filter(item=item, round=rounds[item]).count() for item in items}
        try:
            made = reveal(assessment=side.assessment, items=items, by=side.lead(Role.LEAD))
        except Refused:
            assert not any(given.values()) or side.closed
            return
        assert {each.item for each in made} == {item for item in items if given[item]}
        for each in made:
            side.snapshots[each.item, each.round] = each.cells
            side.secret.pop((each.item, each.round), None)
            released = Released.from_json(each.cells)
            shown = sum(cell.size for cell in released.cells)
            assert shown <= given[each.item]
            assert (shown == given[each.item]) == (not released.withheld)

    def decide(self, side, item, first, alone):
        """One half puts something forward; the other confirms it, or the same person tries to."""
        side = self.sides[side]
        newest = side.assessment.decisions.filter(item=item).count()
        other = next(half for half in HALVES if half != first)
        try:
            made = deciding.propose(
                assessment=side.assessment, item=item, outcome="not_agreed", reason="r", dissent="", after=newest,
                role=first, name="N", by=side.lead(first),
            )  # fmt: skip
        except Refused:
            assert side.closed or not any(key[0] == item for key in side.snapshots)
            return
        try:
            deciding.confirm(decision=made, role=other, name="N", by=side.lead(first if alone else other))
        except Refused:
            assert alone

    def agree_to_close(self, side, halves):
        side = self.sides[side]
        meanings = {group.pk: "Nobody came." for group in side.assessment.groups.all()}
        decided = any(each.recorded for each in standings(side.assessment).values())
        for half in halves:
            closed = side.closed
            try:
                running.explain_absences(assessment=side.assessment, meanings=meanings, by=side.lead(half))
                running.approve_closing(assessment=side.assessment, role=half, by=side.lead(half))
            except Refused:
                assert closed or not decided

    @invariant()
    def snapshots_never_change(self):
        kept = {(each.item, each.round): each.cells for each in self.here.assessment.reveals.all()}
        assert kept == self.here.snapshots
        for released in map(Released.from_json, kept.values()):
            assert Released.from_json(json.loads(json.dumps(released.as_json()))) == released

    @invariant()
    def record_shows_nothing_unrevealed_and_nothing_of_the_neighbour(self):
        found = recording.record(self.here.assessment)
        shown = set(all_texts(found))
        assert not shown & set().union(*self.here.secret.values())
        assert not shown & texts_of(self.there)
        assert {(each.item.key, one.round) for each in found.items for one in each.rounds} == set(self.here.snapshots)

    @invariant()
    def recorded_decisions_have_both_halves_and_two_people(self):
        for standing in standings(self.here.assessment).values():
            if standing.recorded:
                made = Confirmation.objects.filter(decision_id=standing.recorded.pk)
                assert {each.role for each in made} == set(HALVES)
                assert len({each.by_id for each in made}) == 2

    @invariant()
    def closed_means_that_single_answers_are_gone(self):
        if self.here.closed:
            assert not self.here.assessment.ratings.exists()
            assert not ParticipantCard.objects.filter(participant__assessment=self.here.assessment).exists()
            kept = SharedReason.objects.filter(assessment=self.here.assessment)
            assert {(each.item, each.round) for each in kept} <= set(self.here.snapshots)


def all_texts(found):
    """Every reason and every word of a card that a record shows."""
    for item in found.items:
        yield from (reason.text for reason in item.reasons)
        for card in (*item.evidence.documents, *item.evidence.accounts):
            yield from (card.title, card.shows, card.does_not_show, card.source)


def texts_of(side):
    """Every reason shared and every card on one side, revealed or not."""
    cards = side.assessment.partnership.cards.values_list("title", flat=True)
    return {*side.assessment.shared_reasons.values_list("text", flat=True), *cards}


def test_lifecycle_holds_in_any_order():
    run_state_machine_as_test(Lifecycle, settings=FEW)


def test_lifecycle_finds_a_record_that_shows_too_much(monkeypatch):
    def leaky(assessment, found, **_):
        shown = {}
        for shared in assessment.shared_reasons.all():
            shown.setdefault(shared.item, []).append(Reason(shared.pk, shared.text, "", shared.round))
        return shown

    monkeypatch.setattr(recording, "reasons", leaky)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lifecycle, settings=SEEDED)


def test_lifecycle_finds_one_person_who_decides_alone(monkeypatch):
    def alone(**kwargs):
        return Confirmation.objects.get_or_create(
            decision=kwargs["decision"], role=kwargs["role"], defaults={"by_id": kwargs["by"].id, "name": "N"}
        )

    monkeypatch.setattr(deciding, "confirm", alone)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lifecycle, settings=SEEDED)
