"""Pages that count people say what they count, in the time they speak of, and promise no more than is kept."""

import pytest
from django.urls import reverse

from alongside.assessments.tests.devices import says
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db
LEFT = "counts everybody who ever joined, also those who have left since"


def at(name, assessment):
    return reverse(name, args=[assessment.partnership_id, assessment.pk])


@pytest.fixture
def assessment():
    """Open; five people who use services answered, and nobody of the others."""
    made = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(made, "people-who-use-services", 5), "engagement")
    return made


@pytest.fixture
def lead(assessment):
    return makers.signed_in(makers.member(assessment.partnership, Role.LEAD))


def test_joined_is_explained_while_people_answer(assessment, lead):
    assert says(lead.get(at("assessment", assessment)), "Who is taking part", LEFT)
    makers.participants(assessment, "staff", 1)
    assert says(lead.get(at("absences", assessment)), "Somebody may have joined and left again")


def test_a_closed_record_speaks_of_what_was(assessment, lead):
    makers.reveal_all(assessment)
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)
    page = lead.get(at("assessment", assessment))
    assert says(page, "Who took part")
    assert not says(page, "Who is taking part") and not says(page, "is shown to nobody before")


def test_the_page_before_anything_is_shown_says_who_holds_the_answers(assessment, lead):
    page = lead.get(at("challenges", assessment))
    assert says(page, "The organisation that runs this website holds them, and in rare cases may have to disclose")
    assert not says(page, "not whoever runs this website")
