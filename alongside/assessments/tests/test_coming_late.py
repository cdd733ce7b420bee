"""Somebody who was not there when answers were shown is told where a challenge is, and that they may still answer."""

import re

import pytest

from alongside.assessments.actions.rating import share_reason
from alongside.assessments.tests.devices import says
from alongside.assessments.tests.test_pages_answering import device_of, here
from alongside.audit.actor import Actor
from tests import makers

pytestmark = pytest.mark.django_db
LATE, AGAIN = "You did not answer then. You still can", "If the talk changed your mind"


@pytest.fixture
def assessment():
    """One challenge is decided, one only shown; five people were there."""
    found = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(found, "staff", 5), "engagement")
    makers.reveal_all(found, ["risk", "training"])
    makers.decide(found, "risk", "engagement")
    return found


def step(page):
    """The one step that a page says we are at."""
    now = re.findall(r'aria-current="step">\s*<span class="app-steps__name">(\w+)<', page.content.decode())
    return now[0] if len(now) == 1 else None


@pytest.mark.parametrize("name", ["understand", "answer"])
def test_the_steps_say_where_the_challenge_is(assessment, name):
    device = device_of(assessment)
    at = {item: step(device.get(here(name, assessment, item))) for item in ("risk", "training", "commitment")}
    begins = "Understand" if name == "understand" else "Alone"
    assert at == {"risk": "Decided", "training": "Together", "commitment": begins}


def test_of_a_closed_assessment_nothing_is_still_to_come(assessment):
    device = device_of(assessment)
    makers.close(assessment)
    assert step(device.get(here("understand", assessment, "risk"))) == "Decided"
    page = device.get(here("understand", assessment, "commitment"))
    assert not says(page, "You are here") and not says(page, "Still to come")


def test_who_was_not_there_is_told_that_they_may_still_answer(assessment):
    device = device_of(assessment)
    mine = here("my-part", assessment)
    assert says(device.get(mine), "2 challenges were shown without an answer of yours", "Shown, still open")
    for item in ("risk", "training"):
        page = device.get(here("understand", assessment, item))
        assert says(page, LATE) and not says(page, AGAIN)
        asked = device.get(here("answer", assessment, item))
        assert says(asked, "Yours counts in round 2") and not says(asked, "You are answering again")
    assert says(device.get(here("see-together", assessment, "risk")), "Answer this one too")
    makers.rate_all([device.person], "transformation", items=["risk"])
    assert says(device.get(mine), "1 challenge was shown without an answer of yours")
    assert not says(device.get(here("understand", assessment, "risk")), LATE)


def test_who_was_there_may_answer_again_and_is_told_nothing_else():
    assessment = makers.assessment(makers.partnership())
    device = device_of(assessment)
    makers.rate_all([device.person], "engagement")
    makers.reveal_all(assessment, ["risk"])
    page = device.get(here("understand", assessment, "risk"))
    assert says(page, AGAIN) and not says(page, LATE)
    assert says(device.get(here("answer", assessment, "risk")), "You are answering again", "is fine")
    assert not says(device.get(here("my-part", assessment)), "without an answer of yours")
    assert says(device.get(here("see-together", assessment, "risk")), "Answer again")


def test_all_my_answers_say_who_can_read_each_reason_now(assessment):
    device = device_of(assessment)
    risk, commitment, _training = makers.rate_all(
        [device.person], "transformation", reason="My words.", items=["risk", "commitment", "training"]
    )
    for rating in (risk, commitment):
        share_reason(rating=rating, by=Actor.participant(device.person.pk))
    makers.reveal_all(assessment, [risk.item])
    makers.rate_all([device.person], "engagement", items=["workforce"])
    page = device.get(here("my-answers", assessment)).content.decode()
    assert page.count("Who can read your reason") == 3, "nothing is said of a reason that was never written"
    assert page.count("Everybody: it was shown with the answers") == 1
    assert page.count("Everybody, once the answers are shown") == 1
