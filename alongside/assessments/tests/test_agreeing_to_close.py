"""An agreement to close is for exactly what was read: what changes afterwards has to be agreed to again."""

import pytest

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions import decision as deciding
from alongside.assessments.actions.rating import share_reason
from alongside.assessments.queries.digest import digest
from alongside.assessments.queries.states import current_state
from alongside.assessments.tests.devices import agree, hidden
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.ui.refusals import Conflict
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    made = makers.assessment(makers.partnership(), groups=["staff"])
    makers.rate_all(
        makers.participants(made, "staff", 5), {"risk": "engagement", "training": "engagement"}, reason="So"
    )
    makers.reveal_all(made, ["risk"])
    makers.decide(made, "risk", "engagement")
    return made


def approve(assessment, role, **more):
    return running.approve_closing(assessment=assessment, role=role, by=SYSTEM, **more)


CHANGES = {
    "another decision": lambda made: makers.decide(made, "risk", "development"),
    "a parked question": lambda made: deciding.park(assessment=made, item="risk", text="And then?", by=SYSTEM),
    "a reveal": lambda made: makers.reveal_all(made, ["training"]),
    "what people were told": lambda made: running.set_up(assessment=made, title=made.title, told="Else", by=SYSTEM),
    "what it looks at": lambda made: running.set_up(
        assessment=made, title=made.title, told=made.told, looks_at="Willow ward", by=SYSTEM
    ),
    "a shared reason": lambda made: share_reason(rating=made.ratings.filter(item="risk")[0], by=SYSTEM),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_after_the_first_agreement_needs_it_again(assessment, change):
    approve(assessment, Role.LEAD)
    change(assessment)
    assert not approve(assessment, Role.CO_LEAD)
    assert current_state(assessment) == "open"
    assert approve(assessment, Role.LEAD)
    assert current_state(assessment) == "closed"


def test_without_a_change_the_second_agreement_closes(assessment):
    approve(assessment, Role.LEAD)
    assert approve(assessment, Role.CO_LEAD)


def test_what_is_not_revealed_does_not_move_the_digest(assessment):
    before = digest(assessment)
    share_reason(rating=assessment.ratings.filter(item="training")[0], by=SYSTEM)
    assert digest(assessment) == before


def test_agreeing_to_a_page_that_is_out_of_date_is_a_conflict(assessment):
    seen = digest(assessment)
    CHANGES["a parked question"](assessment)
    with pytest.raises(Conflict, match="changed since you read it"):
        approve(assessment, Role.LEAD, seen=seen)


def test_the_page_says_so_and_the_next_press_is_for_what_is_there_now(assessment):
    lead = makers.signed_in(makers.member(assessment.partnership))
    co_lead = makers.signed_in(makers.member(assessment.partnership, Role.CO_LEAD))
    address = f"/p/{assessment.partnership_id}/assessments/{assessment.pk}/close/"
    old = {"agree": "on", **hidden(lead.get(address))}
    agree(co_lead, address)
    CHANGES["a parked question"](assessment)
    refused = lead.post(address, old)
    assert refused.status_code == 409
    assert "this agreement no longer counts" in refused.content.decode()
    assert lead.post(address, {"agree": "on", **hidden(refused)}).status_code == 302
    assert current_state(assessment) == "open"
    agree(co_lead, address)
    assert current_state(assessment) == "closed"


def test_one_person_cannot_agree_for_both(assessment):
    person = Actor.user(makers.member(assessment.partnership).user_id)
    running.approve_closing(assessment=assessment, role=Role.LEAD, by=person)
    with pytest.raises(running.Refused, match="another person"):
        running.approve_closing(assessment=assessment, role=Role.CO_LEAD, by=person)
