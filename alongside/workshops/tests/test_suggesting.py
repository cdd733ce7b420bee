"""The suggested order reads what everybody has seen, and nothing that nobody has."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.assessments.queries.answered import answers_by_group
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.reveals import Opened, opened
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.conversation import difference
from alongside.assessments.rules.small_groups import release
from alongside.workshops.queries import sessions
from alongside.workshops.queries.sessions import suggested_order
from alongside.workshops.rules.agenda import Why
from tests import makers

pytestmark = pytest.mark.django_db
ANSWERS = st.sampled_from(["not_there_yet", "engagement", "development", "transformation", "cannot_say"])
ITEMS = st.sampled_from(["risk", "training", "workforce", "interactions"])
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def groups():
    """Five people and five staff, who saw how far apart they are about risk, a little about training."""
    made = makers.assessment(makers.partnership(), groups=["people-who-use-services", "staff"])
    found = makers.participants(made, "people-who-use-services", 5), makers.participants(made, "staff", 5)
    makers.rate_all(found[0], {"risk": "engagement", "training": "development"})
    makers.rate_all(found[1], {"risk": "transformation", "training": "transformation"})
    makers.reveal_all(made, ["risk", "training"])
    return found


def order_moves(groups, answers):
    """Whether answers that nobody has seen change what is suggested, or why."""
    assessment = groups[0][0].assessment
    before = suggested_order(assessment)
    with transaction.atomic():
        for people, given in zip(groups, answers, strict=True):
            makers.rate_all(people, given)
        after = suggested_order(assessment)
        transaction.set_rollback(True)
    return before != after


def test_those_people_differ_over_come_first_and_decided_ones_last(groups):
    assessment = groups[0][0].assessment
    found = suggested_order(assessment)
    assert [(each.item, each.why) for each in found[:2]] == [("risk", Why.DIFFERED), ("training", Why.DIFFERED)]
    assert found[0].steps == 2 and found[1].steps == 1
    assert {each.item for each in found} == {each.key for each in framework_of(assessment).items}
    early = framework_of(assessment).early_look
    assert [each.item for each in found if each.why is Why.EARLY_LOOK] == list(early.items if early else ())
    makers.decide(assessment, "risk", "not_agreed")
    assert [(each.item, each.why) for each in suggested_order(assessment)][-1] == ("risk", Why.SETTLED)


@FEW
@given(st.tuples(st.dictionaries(ITEMS, ANSWERS), st.dictionaries(ITEMS, ANSWERS)))
def test_unseen_answers_never_change_the_order(groups, answers):
    assert not order_moves(groups, answers)


def test_an_order_that_reads_unseen_answers_is_caught(groups, monkeypatch):
    def leaky(assessment, framework, item=""):
        found = opened(assessment, framework)
        rounds = open_rounds(assessment, [each.key for each in framework.items])
        for about, answered in answers_by_group(assessment, rounds).items():
            released = release(answered)
            compared = difference(about, released, ordered(framework))
            found.setdefault(about, []).append(Opened(about, rounds[about], released, compared))
        return found

    monkeypatch.setattr(sessions, "opened", leaky)
    assert order_moves(groups, ({"workforce": "not_there_yet"}, {"workforce": "transformation"}))
