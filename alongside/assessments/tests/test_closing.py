"""Closing: both leads, every absence explained; single answers go, and what was revealed, shared and decided stays."""

import pytest

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions.participation import choose, finish, join, leave
from alongside.assessments.actions.rating import add_card, rate, share_reason
from alongside.assessments.models import Approval, AssessmentState, ParticipantCard, Rating, Reveal, SharedReason
from alongside.assessments.queries.record import record
from alongside.assessments.queries.states import current_state
from alongside.audit.actor import SYSTEM, Actor
from alongside.evidence.models import Card
from alongside.people.access import Role
from alongside.ui.refusals import Refused
from tests import makers

pytestmark = pytest.mark.django_db
REST = [group for group in makers.GROUPS if group != "staff"]


@pytest.fixture
def assessment():
    """Five of staff answered two challenges; one is revealed and decided. Everybody else is absent."""
    made = makers.assessment(makers.partnership())
    people = makers.participants(made, "staff", 5)
    makers.rate_all(people, {"risk": "engagement"}, reason="Shared with the answers", share=True)
    makers.rate_all(people[:1], {"training": "engagement"}, reason="Waits for a reveal", share=True)
    makers.rate_all(people[1:], {"training": "engagement"}, reason="Only for me")
    for item in ("risk", "training"):
        add_card(
            participant=people[0],
            item=item,
            kind="story",
            title=f"Card about {item}",
            shows="Something",
            does_not_show="",
            source="",
            dated="",
            by=SYSTEM,
        )
    makers.reveal_all(made, ["risk"])
    makers.decide(made, "risk", "development")
    return made


def explain(assessment, groups=REST):
    meanings = {group.pk: "We did not reach them." for group in assessment.groups.filter(key__in=groups)}
    running.explain_absences(assessment=assessment, meanings=meanings, by=SYSTEM)


def agree(assessment, role, by=SYSTEM):
    return running.approve_closing(assessment=assessment, role=role, by=by)


def test_close_with_an_unexplained_absence_is_refused(assessment):
    explain(assessment, REST[1:])
    with pytest.raises(Refused, match="People who use services"):
        agree(assessment, Role.LEAD)
    assert current_state(assessment) == "open"


def test_close_without_a_recorded_decision_is_refused(assessment):
    explain(assessment)
    assessment.decisions.all().delete()
    with pytest.raises(Refused, match="decision"):
        agree(assessment, Role.LEAD)


@pytest.mark.parametrize("roles", [(Role.LEAD, Role.CO_LEAD), (Role.CO_LEAD, Role.LEAD)])
def test_close_needs_both_halves(assessment, roles):
    explain(assessment)
    assert agree(assessment, roles[0]) is False
    assert agree(assessment, roles[0]) is False
    assert (current_state(assessment), Approval.objects.count()) == ("open", 1)
    assert agree(assessment, roles[1]) is True
    assert current_state(assessment) == "closed"
    assert list(assessment.states.order_by("sequence").values_list("state", flat=True)) == list(AssessmentState.State)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER, ""])
def test_close_by_another_role_is_refused(assessment, role):
    explain(assessment)
    with pytest.raises(Refused):
        agree(assessment, role)
    assert not Approval.objects.exists()


def test_close_by_one_person_in_both_roles_is_refused(assessment):
    explain(assessment)
    lead = Actor.user(makers.member(assessment.partnership).user_id)
    assert agree(assessment, Role.LEAD, lead) is False
    with pytest.raises(Refused, match="another person"):
        agree(assessment, Role.CO_LEAD, lead)
    assert current_state(assessment) == "open"


def test_close_deletes_single_answers_and_keeps_what_was_revealed_shared_and_decided(assessment):
    before = list(Reveal.objects.values())
    makers.close(assessment)
    assert not Rating.objects.exists()
    assert not ParticipantCard.objects.exists()
    assert list(Reveal.objects.values()) == before
    assert [each.text for each in SharedReason.objects.all()] == ["Shared with the answers"] * 5
    assert {each.rating_id for each in SharedReason.objects.all()} == {None}
    here = next(each for each in record(assessment).items if each.item.key == "risk")
    assert here.standing.recorded.outcome == "development"
    assert len(here.reasons) == 5


def test_close_deletes_what_waited_for_a_reveal_that_never_came(assessment):
    makers.close(assessment)
    assert not SharedReason.objects.filter(item="training").exists()
    assert [card.title for card in Card.objects.all()] == ["Card about risk"]


def test_close_leaves_the_same_record_that_was_there_before(assessment):
    explain(assessment)
    before = record(assessment)
    makers.close(assessment)
    after = record(assessment)
    assert before.closed_at is None
    assert after.closed_at is not None
    assert (after.attendance, after.unnamed, after.provider_view) == (before.attendance, before.unnamed, True)
    assert [each.rounds for each in after.items] == [each.rounds for each in before.items]
    assert [group.name for group in after.present] == ["Staff"]


def test_closed_record_does_not_change_when_somebody_leaves(assessment):
    makers.close(assessment)
    before = record(assessment)
    for person in assessment.participants.all():
        leave(participant=person, by=Actor.participant(person.pk))
    after = record(assessment)
    assert (after.attendance, after.unnamed) == (before.attendance, before.unnamed)
    assert [each.reasons for each in after.items] == [each.reasons for each in before.items]


def test_close_twice_and_every_change_after_it_is_refused(assessment):
    person = assessment.participants.first()
    by = Actor.participant(person.pk)
    shared = Rating.objects.filter(participant=person, item="risk").get()
    makers.close(assessment)
    group = assessment.groups.get(key="staff")
    for late in (
        lambda: agree(assessment, Role.LEAD),
        lambda: running.open_for_answers(assessment=assessment, by=SYSTEM),
        lambda: running.set_up(assessment=assessment, title="New", told="New", by=SYSTEM),
        lambda: running.expect_groups(assessment=assessment, groups=[], by=SYSTEM),
        lambda: running.explain_absences(assessment=assessment, meanings={}, by=SYSTEM),
        lambda: rate(participant=person, item="risk", answer="engagement", reason="", round=2, revision=0, by=by),
        lambda: share_reason(rating=shared, by=by),
        lambda: join(assessment=assessment, group=group, mode="own", may_show_alone=False),
        lambda: choose(participant=person, may_show_alone=True, by=by),
        lambda: finish(participant=person, by=by),
        lambda: makers.reveal_all(assessment),
    ):
        with pytest.raises(Refused, match=r"closed|further on"):
            late()


def test_provider_view_ends_with_one_answer_of_somebody_who_uses_services(assessment):
    assert record(assessment).provider_view
    makers.rate_all(makers.participants(assessment, "people-who-use-services", 1), {"risk": "cannot_say"})
    assert not record(assessment).provider_view
