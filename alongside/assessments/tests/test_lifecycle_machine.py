"""Two partnerships assess at the same time, in any order of steps: what must hold, holds after every one of them."""

from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions import decision as deciding
from alongside.assessments.actions import participation, rating
from alongside.assessments.actions.reveal import reveal
from alongside.assessments.models import Confirmation, ParticipantCard, SharedReason
from alongside.assessments.queries import record as recording
from alongside.assessments.queries.reveals import Reason
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.queries.states import current_state
from alongside.assessments.rules.refusals import Refused
from alongside.assessments.rules.small_groups import Released
from alongside.audit.actor import Actor
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db
ITEMS = ("risk", "training")
GROUPS = ("people-who-use-services", "staff", "")
ANSWERS = st.sampled_from(["not_there_yet", "engagement", "transformation", "cannot_say", "misses_the_point"])
SIDES = st.integers(0, 1)
HALVES = st.sampled_from([Role.LEAD, Role.CO_LEAD])
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
FEW = settings(max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=SLOW)


class Side:
    """One partnership with its assessment, its people, and what we know about it from outside."""

    def __init__(self):
        self.assessment = makers.assessment(makers.partnership(), groups=[key for key in GROUPS if key])
        self.leads = {role: makers.member(self.assessment.partnership, role, secured=False).user for role in Role}
        self.people, self.snapshots = [], {}
        self.secret = defaultdict(set)


class Lifecycle(RuleBasedStateMachine):
    """Steps of people; each may be refused, and then nothing may have changed."""

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.sides, self.words = [Side(), Side()], 0

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def words_of(self, side, item, round):
        """A text that occurs nowhere else, remembered with the round it belongs to."""
        self.words += 1
        text = f"canary-{self.words:08d}"
        side.secret[item, round].add(text)
        return text

    @rule(side=SIDES, group=st.sampled_from(GROUPS), consent=st.booleans(), n=st.integers(1, 5))
    def come(self, side, group, consent, n):
        side = self.sides[side]
        if current_state(side.assessment) == "open":
            side.people += makers.participants(side.assessment, group, n, consent)

    def pick(self, side, who):
        people = self.sides[side].people
        return self.sides[side], people[who % len(people)] if people else None

    @rule(side=SIDES, who=st.integers(0, 99), item=st.sampled_from(ITEMS), answer=ANSWERS, share=st.booleans())
    def answer(self, side, who, item, answer, share):
        side, person = self.pick(side, who)
        if person is None:
            return
        round = open_rounds(side.assessment, [item])[item]
        before = person.ratings.filter(item=item, round=round).first()
        by = Actor.participant(person.pk)
        words = self.words_of(side, item, round)
        revision = before.revision if before else 0
        try:
            saved = rating.rate(
                participant=person, item=item, answer=answer, reason=words, round=round, revision=revision, by=by
            )
            if share:
                rating.share_reason(rating=saved, by=by)
        except Refused:
            assert current_state(side.assessment) == "closed"

    @rule(side=SIDES, item=st.sampled_from(ITEMS), answer=ANSWERS)
    def everybody_answers(self, side, item, answer):
        for who in range(len(self.sides[side].people)):
            self.answer(side=side, who=who, item=item, answer=answer, share=who % 2 == 0)

    @rule(side=SIDES, who=st.integers(0, 99), item=st.sampled_from(ITEMS))
    def put_a_card(self, side, who, item):
        side, person = self.pick(side, who)
        if person and current_state(side.assessment) == "open":
            words = self.words_of(side, item, open_rounds(side.assessment, [item])[item])
            rating.add_card(
                participant=person, item=item, kind="story", title=words, shows=words, does_not_show=words,
                source=words, dated="", by=Actor.participant(person.pk),
            )  # fmt: skip

    @rule(side=SIDES, who=st.integers(0, 99))
    def leave(self, side, who):
        _side, person = self.pick(side, who)
        if person:
            participation.leave(participant=person, by=Actor.participant(person.pk))

    @rule(side=SIDES, items=st.sampled_from([["risk"], ["training"], list(ITEMS)]))
    def open_answers(self, side, items):
        side = self.sides[side]
        rounds = open_rounds(side.assessment, items)
        given = {item: side.assessment.ratings.filter(item=item, round=rounds[item]).count() for item in items}
        try:
            made = reveal(assessment=side.assessment, items=items, by=Actor.user(side.leads[Role.LEAD].pk))
        except Refused:
            assert not any(given.values()) or current_state(side.assessment) == "closed"
            return
        assert {each.item for each in made} == {item for item in items if given[item]}
        for each in made:
            side.snapshots[each.item, each.round] = each.cells
            side.secret.pop((each.item, each.round), None)
            released = Released.from_json(each.cells)
            shown = sum(cell.size for cell in released.cells)
            assert shown <= given[each.item]
            assert (shown == given[each.item]) == (not released.withheld)

    @rule(side=SIDES, item=st.sampled_from(ITEMS), half=HALVES, outcome=st.sampled_from(["engagement", "not_agreed"]))
    def put_forward(self, side, item, half, outcome):
        side = self.sides[side]
        newest = side.assessment.decisions.filter(item=item).count()
        try:
            deciding.propose(
                assessment=side.assessment, item=item, outcome=outcome, reason="r", dissent="", after=newest,
                role=half, name="N", by=Actor.user(side.leads[half].pk),
            )  # fmt: skip
        except Refused:
            assert current_state(side.assessment) == "closed" or not any(key[0] == item for key in side.snapshots)

    @rule(side=SIDES, item=st.sampled_from(ITEMS), half=HALVES, who=HALVES)
    def stand_by(self, side, item, half, who):
        side = self.sides[side]
        newest = side.assessment.decisions.filter(item=item).order_by("-sequence").first()
        if newest:
            try:
                deciding.confirm(decision=newest, role=half, name="N", by=Actor.user(side.leads[who].pk))
            except Refused:
                assert current_state(side.assessment) == "closed" or half != who

    @precondition(lambda self: any(side.snapshots for side in self.sides))
    @rule(side=SIDES, half=HALVES)
    def agree_to_close(self, side, half):
        side = self.sides[side]
        try:
            makers_words = {group.pk: "Nobody came." for group in side.assessment.groups.all()}
            by = Actor.user(side.leads[half].pk)
            running.explain_absences(assessment=side.assessment, meanings=makers_words, by=by)
            running.approve_closing(assessment=side.assessment, role=half, by=by)
        except Refused:
            return

    @invariant()
    def snapshots_never_change(self):
        for side in self.sides:
            kept = {(each.item, each.round): each.cells for each in side.assessment.reveals.all()}
            assert kept == side.snapshots
            for cells in kept.values():
                assert (
                    Released.from_json(Released.from_json(cells).as_json()).as_json()
                    == Released.from_json(cells).as_json()
                )

    @invariant()
    def record_shows_nothing_unrevealed_and_nothing_of_the_neighbour(self):
        for side, other in (self.sides, self.sides[::-1]):
            found = recording.record(side.assessment)
            shown = set(all_texts(found))
            assert not shown & set().union(*side.secret.values())
            assert not shown & texts_of(other)
            rounds = {(item.item.key, each.reveal.round) for item in found.items for each in item.rounds}
            assert rounds == set(side.snapshots)

    @invariant()
    def recorded_decisions_have_both_halves_and_two_people(self):
        for side in self.sides:
            for item in recording.record(side.assessment).items:
                if item.standing.recorded:
                    made = Confirmation.objects.filter(decision=item.standing.recorded)
                    assert {each.role for each in made} == {Role.LEAD, Role.CO_LEAD}
                    assert len({each.by_id for each in made}) == 2

    @invariant()
    def closed_means_that_single_answers_are_gone(self):
        for side in self.sides:
            if current_state(side.assessment) == "closed":
                assert not side.assessment.ratings.exists()
                assert not ParticipantCard.objects.filter(participant__assessment=side.assessment).exists()
                kept = SharedReason.objects.filter(assessment=side.assessment)
                assert {(each.item, each.round) for each in kept} <= set(side.snapshots)


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
    def leaky(assessment, found):
        shown = {}
        for shared in assessment.shared_reasons.all():
            shown.setdefault(shared.item, []).append(Reason(shared.pk, shared.text, "", shared.round))
        return shown

    monkeypatch.setattr(recording, "reasons", leaky)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lifecycle, settings=settings(FEW, phases=[Phase.generate], database=None))


def test_lifecycle_finds_one_person_who_decides_alone(monkeypatch):
    def alone(**kwargs):
        return Confirmation.objects.get_or_create(
            decision=kwargs["decision"], role=kwargs["role"], defaults={"by_id": kwargs["by"].id, "name": "N"}
        )

    monkeypatch.setattr(deciding, "confirm", alone)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lifecycle, settings=settings(FEW, phases=[Phase.generate], database=None))
