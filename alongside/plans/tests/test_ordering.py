"""An order is decided by two, and whoever put first what it leaves out sees why before it is final."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.plans.actions import choosing, ordering
from alongside.plans.models import Plan, Prioritising, PriorityOrder
from alongside.plans.queries.agreed import what_voices_put_first
from alongside.plans.queries.prioritising import opened_choices, order_of, orders, prioritising_of
from alongside.plans.rules.ordering import problems_with_order, still_to_hear
from alongside.ui.refusals import Conflict, Refused
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
USERS, CARERS = "people-who-use-services", "carers"
ALL_FIRSTS = ["risk", "training"]


@pytest.fixture
def found():
    """Choices are opened: people who use services put risk first, carers training."""
    return plan_makers.chosen(Prioritising.objects.create(assessment=makers.assessment(makers.partnership())))


def confirm(order, role=Role.CO_LEAD, by=SYSTEM):
    return ordering.confirm(order=order, role=role, name="Bo", by=by)


def say(order, group, text="I have read it"):
    person = makers.participants(order.prioritising.assessment, group, 1)[0]
    return ordering.answer(order=order, participant=person, member=None, text=text, by=SYSTEM)


def standing(found):
    fresh = prioritising_of(found.assessment)
    return orders(fresh, opened_choices(fresh))


def test_an_order_that_leaves_nobody_out_is_final_with_both(found):
    order = plan_makers.propose(found, ALL_FIRSTS)
    assert order_of(found.assessment) == {}
    assert confirm(order, Role.LEAD) is False
    assert confirm(order) is True
    assert confirm(order) is True
    placed = order_of(found.assessment)
    assert placed["risk"] == (1, True)
    assert placed["training"] == (2, True)
    assert placed["interactions"] == (3, False)
    assert sorted(place for place, _acted_on in placed.values()) == list(range(1, 11))
    assert set(Plan.objects.values_list("item", flat=True)) == set(ALL_FIRSTS)


def test_leaving_out_what_somebody_put_first_needs_a_reason(found):
    with pytest.raises(Refused, match="put first by carers, family and friends"):
        plan_makers.propose(found, ["risk"])
    with pytest.raises(Refused, match="put first by people who use services"):
        plan_makers.propose(found, ["training"], because="   ")
    assert not PriorityOrder.objects.exists()
    assert plan_makers.propose(found, ["risk"], because="The college opens next year.").sequence == 1


def test_a_reason_that_is_not_owed_is_not_kept(found):
    order = plan_makers.propose(found, ["risk"], because="Later.")
    assert set(order.lines.exclude(left_out_because="").values_list("item", flat=True)) == {"training"}


def test_each_voice_that_is_left_out_must_have_seen_why(found):
    order = plan_makers.propose(found, ["interactions"], because="Later.")
    assert standing(found).proposed.voices == (USERS, CARERS)
    with pytest.raises(Refused, match="people who use services and carers"):
        confirm(order)
    say(order, USERS)
    with pytest.raises(Refused, match="This order leaves out what carers"):
        confirm(order)
    say(order, CARERS)
    assert confirm(order) is True
    assert [len(standing(found).final.answers_of(voice)) for voice in (USERS, CARERS)] == [1, 1]


def test_after_seven_days_silence_no_longer_stops_it_and_is_told(found):
    order = plan_makers.propose(found, ["risk"], because="Later.")
    PriorityOrder.objects.update(at=timezone.now() - timedelta(days=6, hours=23))
    with pytest.raises(Refused, match="nobody of them has answered"):
        confirm(order)
    PriorityOrder.objects.update(at=timezone.now() - timedelta(days=7))
    assert confirm(order) is True
    final = standing(found).final
    assert final.voices == (CARERS,)
    assert final.answers == ()


def test_what_the_co_lead_was_told_in_person_counts(found):
    order = plan_makers.propose(found, ["risk"], because="Later.", role=Role.CO_LEAD)
    for role, voice, text in ((Role.LEAD, CARERS, "Yes"), (Role.CO_LEAD, USERS, "Yes"), (Role.CO_LEAD, CARERS, " ")):
        with pytest.raises(Refused):
            ordering.write_down_told(order=order, voice=voice, text=text, role=role, by=SYSTEM)
    ordering.write_down_told(order=order, voice=CARERS, text="They can wait.", role=Role.CO_LEAD, by=SYSTEM)
    assert confirm(order, Role.LEAD) is True


def test_only_somebody_of_the_voice_answers_and_not_who_decides(found):
    order = plan_makers.propose(found, ["risk"], because="Later.")
    partnership = found.assessment.partnership
    with pytest.raises(Refused, match="nothing that your group put first"):
        say(order, USERS)
    for role, group, matches in (
        (Role.CONTRIBUTOR, "staff", "nothing that your group"),
        (Role.CONTRIBUTOR, "", "nothing that your group"),
        (Role.CO_LEAD, CARERS, "You decide on this order"),
    ):
        member = makers.member(partnership, role, group=group, secured=False)
        with pytest.raises(Refused, match=matches):
            ordering.answer(order=order, participant=None, member=member, text="", by=Actor.user(member.user_id))
    elsewhere = makers.participants(makers.assessment(makers.partnership()), CARERS, 1)[0]
    with pytest.raises(Refused, match="another assessment"):
        ordering.answer(order=order, participant=elsewhere, member=None, text="", by=SYSTEM)
    member = makers.member(partnership, Role.CONTRIBUTOR, group=CARERS, secured=False)
    for text in ("", "On second thoughts, soon please."):
        ordering.answer(order=order, participant=None, member=member, text=text, by=Actor.user(member.user_id))
    assert [said.text for said in order.answers.all()] == ["On second thoughts, soon please."]
    assert confirm(order) is True
    with pytest.raises(Conflict, match="final already"):
        say(order, CARERS)


def test_two_people_decide_and_a_newer_order_comes_first(found):
    ann, bo = (makers.member(found.assessment.partnership, role, secured=False) for role in (Role.LEAD, Role.CO_LEAD))
    first = plan_makers.propose(found, ALL_FIRSTS, by=Actor.user(ann.user_id))
    with pytest.raises(Refused, match="another person"):
        confirm(first, Role.CO_LEAD, by=Actor.user(ann.user_id))
    with pytest.raises(Refused, match="decided by a lead together"):
        confirm(first, Role.FACILITATOR)
    second = plan_makers.propose(found, [*ALL_FIRSTS, "commitment"], role=Role.CO_LEAD, by=Actor.user(bo.user_id))
    with pytest.raises(Conflict, match="another order meanwhile"):
        confirm(first, Role.CO_LEAD, by=Actor.user(bo.user_id))
    with pytest.raises(Conflict, match="while you were writing"):
        ordering.put_forward(
            prioritising=found,
            placed=[],
            act_on=1,
            reason="r",
            because={},
            after=1,
            role=Role.LEAD,
            name="A",
            by=SYSTEM,
        )
    assert confirm(second, Role.LEAD, by=Actor.user(ann.user_id)) is True


def test_a_later_order_takes_over_only_once_it_is_final_and_plans_go_on(found):
    confirm(plan_makers.propose(found, ALL_FIRSTS))
    later = plan_makers.propose(found, ["commitment", *ALL_FIRSTS])
    assert order_of(found.assessment)["risk"] == (1, True)
    assert (standing(found).final.order.sequence, standing(found).proposed.order.sequence) == (1, 2)
    confirm(later)
    assert order_of(found.assessment)["risk"] == (2, True)
    assert sorted(Plan.objects.values_list("item", flat=True)) == ["commitment", "risk", "training"]


def test_nothing_is_ordered_before_choices_are_opened():
    begun = Prioritising.objects.create(assessment=makers.assessment(makers.partnership()))
    with pytest.raises(Refused, match="Open people"):
        plan_makers.propose(begun, ["risk"])


@pytest.mark.parametrize(
    ("placed", "act_on", "reason", "problems"),
    [
        (["a", "b", "c"], 2, "r", 0),
        (["c", "b", "a"], 1, "r", 0),
        (["a", "b", "b"], 2, "r", 1),
        (["a", "b"], 1, "r", 1),
        (["a", "b", "c"], 0, "r", 1),
        (["a", "b", "c"], 3, "r", 1),
        (["a"], 3, " ", 3),
    ],
)
def test_problems_of_an_order(placed, act_on, reason, problems):
    assert len(problems_with_order(placed, act_on, ["a", "b", "c"], 2, reason)) == problems


def test_nobody_left_out_is_nobody_to_hear():
    now = timezone.now()
    assert still_to_hear((), (), now, now) == ()
    assert still_to_hear((USERS, CARERS), (CARERS,), now, now) == (USERS,)
    assert still_to_hear((USERS,), (), now - timedelta(days=8), now) == ()


def test_what_cannot_be_known_is_said_plainly():
    found = Prioritising.objects.create(assessment=makers.assessment(makers.partnership()))
    plan_makers.choose(found, USERS, 1, ["risk"])
    choosing.open_choices(prioritising=found, by=SYSTEM)
    fresh = prioritising_of(found.assessment)
    said = what_voices_put_first(opened_choices(fresh), framework_of(found.assessment))
    assert len(said) == 2
    assert "too few to show" in said[0]
    assert "it is not known" in said[1]
    order = plan_makers.propose(fresh, ["commitment"])
    assert confirm(order) is True, "nothing that is shown was put first, so nothing shown is left out"


def test_orders_are_read_in_two_queries_however_many_there_were(found, django_assert_num_queries):
    final = plan_makers.propose(found, ALL_FIRSTS)
    confirm(final)
    for _each in range(3):
        newest = plan_makers.propose(found, ["interactions"], because="Later.")
    say(newest, CARERS)
    fresh = prioritising_of(found.assessment)
    opened = opened_choices(fresh)
    with django_assert_num_queries(2):
        now = orders(fresh, opened)
        assert (now.final.order, now.proposed.order, now.newest_sequence) == (final, newest, newest.sequence)
        assert [line.item for line in now.final.acted_on] == ALL_FIRSTS
        assert [(each.role, each.name) for each in now.proposed.confirmed] == [("lead", "lead")]
        assert now.final.is_final
        assert not now.proposed.is_final
        assert now.final.answers == (), "it leaves out nobody, so nothing is read"
    with django_assert_num_queries(1):
        assert [each.text for each in now.proposed.answers] == ["I have read it"]
        assert now.proposed.still_to_hear() == (USERS,)
