"""Every page asks the database a small, fixed number of questions, however much there is to show."""

import pytest
from django.test import Client

from alongside.assessments.actions.decision import park
from alongside.assessments.actions.invites import invite
from alongside.assessments.actions.participation import join
from alongside.assessments.actions.rating import add_card
from alongside.assessments.doors import COOKIE
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.record import record
from alongside.assessments.tests.walking import addresses
from alongside.audit.actor import SYSTEM
from tests import makers

pytestmark = pytest.mark.django_db
ENOUGH = 15
OTHER_ROOMS = ("/evidence/", "/reports/", "/people/", "/library/")


@pytest.fixture
def assessment():
    """Ten challenges, two rounds, and something of everything on each."""
    made = makers.assessment(makers.partnership())
    items = [item.key for item in framework_of(made).items]
    people = [person for key in makers.GROUPS for person in makers.participants(made, key, 2)]
    for _round in (1, 2):
        makers.rate_all(people, ("engagement", "development", "cannot_say"), reason="Seen it", share=True)
        makers.reveal_all(made)
    for item in items:
        makers.decide(made, item, "development")
        makers.decide(made, item, "engagement", confirmed=False)
        park(assessment=made, item=item, text="Why?", by=SYSTEM)
        invite(assessment=made, group=None, personal=False, by=SYSTEM)
        add_card(
            participant=people[0],
            item=item,
            kind="story",
            title=item,
            shows="Seen",
            does_not_show="",
            source="",
            dated="",
            by=SYSTEM,
        )
    return made


def pages(assessment, scope):
    """Pages of this room whose address begins so, on one challenge."""
    found = {address for _name, address in addresses(assessment, ["risk"]) if address.startswith(scope)}
    return sorted(address for address in found if not any(room in address for room in OTHER_ROOMS))


def test_pages_of_members_ask_little(assessment, django_assert_max_num_queries):
    lead = makers.signed_in(makers.member(assessment.partnership))
    found = pages(assessment, f"/p/{assessment.partnership_id}/assessments/")
    assert len(found) > 15
    for address in found:
        with django_assert_max_num_queries(ENOUGH, info=address):
            assert lead.get(address).status_code in (200, 302, 405), address


def test_pages_of_participants_ask_little(assessment, django_assert_max_num_queries):
    joined = join(assessment=assessment, group=assessment.groups.first(), mode="own", may_show_alone=False)
    makers.rate_all([joined.participant], "engagement", reason="Seen it", share=True)
    device = Client()
    device.cookies[COOKIE] = joined.secret
    found = [address for address in pages(assessment, "/take-part/") if not address.endswith("/record/")]
    assert len(found) > 8
    for address in found:
        with django_assert_max_num_queries(ENOUGH, info=address):
            assert device.get(address).status_code in (200, 302, 405), address


def test_record_asks_the_same_however_much_there_is(assessment, django_assert_num_queries):
    small = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(small, "staff", 1), {"risk": "engagement"})
    makers.reveal_all(small)
    makers.decide(small, "risk", "engagement")
    with django_assert_num_queries(9):
        record(small)
    with django_assert_num_queries(9):
        record(assessment)
