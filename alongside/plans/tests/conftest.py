"""A closed record, somebody of each role, and a device of each voice, for the pages of choosing and ordering."""

import pytest
from django.test import Client

from alongside.assessments.actions.participation import join
from alongside.assessments.doors import COOKIE
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.plans.actions import choosing
from tests import makers, plan_makers

GROUPS = {
    Role.LEAD: "staff",
    Role.CO_LEAD: "people-who-use-services",
    Role.FACILITATOR: "staff",
    Role.COMMISSIONER: "commissioners",
    Role.CONTRIBUTOR: "carers",
    Role.OBSERVER: "",
}


@pytest.fixture
def assessment():
    """A closed record over three challenges."""
    made = makers.assessment(makers.partnership())
    for key, answer in (("people-who-use-services", "not_there_yet"), ("staff", "transformation")):
        makers.rate_all(makers.participants(made, key, 5), dict.fromkeys(("risk", "training", "commitment"), answer))
    makers.reveal_all(made)
    makers.decide(made, "risk", "engagement", reason="Plans are written and rarely shared.")
    makers.decide(made, "training", "transformation", reason="Peer trainers lead it.")
    makers.decide(made, "commitment", "not_agreed", reason="We see it differently.")
    return made


@pytest.fixture
def devices(assessment):
    """Somebody of each voice, with their device; made before the record closes."""
    found = {}
    for key in ("people-who-use-services", "carers", "staff"):
        group = assessment.groups.get(key=key)
        joined = join(assessment=assessment, group=group, mode="own", may_show_alone=False)
        found[key] = Client()
        found[key].cookies[COOKIE] = joined.secret
    makers.close(assessment)
    return found


@pytest.fixture
def who(assessment, devices):
    people = {role: makers.member(assessment.partnership, role, group=group) for role, group in GROUPS.items()}
    return {role: makers.signed_in(member) for role, member in people.items()}


@pytest.fixture
def begun(assessment, who):
    """People may choose."""
    return choosing.start(assessment=assessment, by=SYSTEM)


@pytest.fixture
def opened(begun):
    """People who use services put risk first, carers training, staff interactions."""
    return plan_makers.chosen(begun)
