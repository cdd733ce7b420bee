"""What lead and co-lead record together: two people, one outcome, and never over somebody's head."""

import pytest

from alongside.assessments.actions.decision import confirm, park, propose, unpark
from alongside.assessments.models import Confirmation, Decision, ParkedQuestion
from alongside.assessments.queries.decisions import recorded_decisions, standings
from alongside.assessments.queries.record import record
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.ui.refusals import Conflict, Refused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    made = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(made, "staff", 5), {"risk": "engagement", "training": "engagement"})
    makers.reveal_all(made, ["risk"])
    return made


@pytest.fixture
def leads(assessment):
    return {role: makers.member(assessment.partnership, role).user for role in (Role.LEAD, Role.CO_LEAD)}


def put_forward(assessment, outcome="engagement", after=0, role=Role.LEAD, item="risk", user=None):
    by = Actor.user(user.pk) if user else SYSTEM
    return propose(
        assessment=assessment,
        item=item,
        outcome=outcome,
        reason="Most of us see it.",
        dissent="Two of us do not.",
        after=after,
        role=role,
        name="Ann",
        by=by,
    )


def stand_by(decision, role=Role.CO_LEAD, user=None):
    return confirm(decision=decision, role=role, name="Bo", by=Actor.user(user.pk) if user else SYSTEM)


def test_propose_before_the_reveal_is_refused(assessment):
    with pytest.raises(Refused, match="Reveal"):
        put_forward(assessment, item="training")


@pytest.mark.parametrize("outcome", ["harvest", "cannot_say", "misses_the_point", ""])
def test_propose_of_what_is_no_outcome_is_refused(assessment, outcome):
    with pytest.raises(Refused):
        put_forward(assessment, outcome)


@pytest.mark.parametrize("outcome", ["not_there_yet", "engagement", "transformation", "not_agreed"])
def test_propose_takes_every_outcome(assessment, outcome):
    assert put_forward(assessment, outcome).outcome == outcome


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER, ""])
def test_propose_and_confirm_by_another_role_are_refused(assessment, role):
    with pytest.raises(Refused):
        put_forward(assessment, role=role)
    decision = put_forward(assessment)
    with pytest.raises(Refused):
        stand_by(decision, role)
    assert recorded_decisions(assessment) == {}


def test_decision_of_one_half_is_not_recorded(assessment):
    decision = put_forward(assessment)
    assert stand_by(decision, Role.LEAD) is False
    assert recorded_decisions(assessment) == {}
    assert standings(assessment)["risk"].proposed.pk == decision.pk


@pytest.mark.parametrize(("first", "second"), [(Role.LEAD, Role.CO_LEAD), (Role.CO_LEAD, Role.LEAD)])
def test_decision_of_both_halves_is_recorded_whoever_began(assessment, first, second):
    decision = put_forward(assessment, role=first)
    assert stand_by(decision, second) is True
    standing = standings(assessment)["risk"]
    assert (standing.recorded.pk, standing.proposed) == (decision.pk, None)
    assert [each.role for each in standing.recorded.confirmed] == [first, second]
    assert {each.role for each in decision.confirmations.all()} == {Role.LEAD, Role.CO_LEAD}


def test_confirm_twice_changes_nothing(assessment):
    decision = put_forward(assessment)
    assert stand_by(decision) is stand_by(decision) is True
    assert Confirmation.objects.count() == 2


def test_confirm_of_both_halves_by_one_person_is_refused(assessment, leads):
    """Somebody whose role was changed in between is still one person."""
    lead = leads[Role.LEAD]
    decision = put_forward(assessment, user=lead)
    with pytest.raises(Refused, match="another person"):
        stand_by(decision, Role.CO_LEAD, lead)
    assert recorded_decisions(assessment) == {}
    assert stand_by(decision, Role.CO_LEAD, leads[Role.CO_LEAD]) is True


def test_propose_over_a_newer_proposal_is_a_conflict(assessment):
    put_forward(assessment)
    for after in (0, 2, 10**30):
        with pytest.raises(Conflict):
            put_forward(assessment, "development", after=after)
    assert Decision.objects.count() == 1
    put_forward(assessment, "development", after=1)
    assert sorted(Decision.objects.values_list("sequence", flat=True)) == [1, 2]


def test_confirm_of_a_proposal_that_was_replaced_is_a_conflict(assessment):
    first = put_forward(assessment)
    put_forward(assessment, "development", after=1)
    with pytest.raises(Conflict):
        stand_by(first)


def test_newer_proposal_replaces_the_recorded_one_only_once_both_confirm(assessment):
    first = put_forward(assessment)
    stand_by(first)
    second = put_forward(assessment, "development", after=1)
    assert recorded_decisions(assessment)["risk"].pk == first.pk
    assert standings(assessment)["risk"].proposed.pk == second.pk
    stand_by(second)
    assert recorded_decisions(assessment)["risk"].pk == second.pk


def test_decisions_of_one_item_say_nothing_about_another(assessment):
    makers.reveal_all(assessment, ["training"])
    stand_by(put_forward(assessment))
    assert set(recorded_decisions(assessment)) == {"risk"}
    put_forward(assessment, item="training")


def test_confirmation_keeps_the_name_as_it_was(assessment, leads):
    user = leads[Role.LEAD]
    decision = put_forward(assessment, user=user)
    user.name = "Another name"
    user.save()
    assert decision.confirmations.get().name == "Ann"


def test_dissent_and_parked_questions_stand_in_the_record(assessment):
    stand_by(put_forward(assessment))
    park(assessment=assessment, item="risk", text="What about nights?", by=SYSTEM)
    park(assessment=assessment, item="", text="Who is missing?", by=SYSTEM)
    found = record(assessment)
    here = next(each for each in found.items if each.item.key == "risk")
    assert here.standing.recorded.dissent == "Two of us do not."
    assert (here.parked, found.parked) == (("What about nights?",), ("Who is missing?",))


def test_parked_question_can_be_removed_until_the_record_closes(assessment):
    parked = [park(assessment=assessment, item="risk", text=text, by=SYSTEM) for text in ("One", "Two")]
    unpark(parked=parked[0], by=SYSTEM)
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)
    with pytest.raises(Refused):
        unpark(parked=parked[1], by=SYSTEM)
    assert list(ParkedQuestion.objects.values_list("text", flat=True)) == ["Two"]


def test_nothing_is_decided_after_closing(assessment):
    decision = makers.decide(assessment, "risk", "engagement")
    waiting = put_forward(assessment, "development", after=1)
    makers.close(assessment)
    for late in (
        lambda: put_forward(assessment, after=2),
        lambda: stand_by(waiting),
        lambda: park(assessment=assessment, item="risk", text="Late", by=SYSTEM),
    ):
        with pytest.raises(Refused):
            late()
    assert recorded_decisions(assessment)["risk"].pk == decision.pk
