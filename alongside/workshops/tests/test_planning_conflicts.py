"""Two facilitators change one thing at the same time: the second sees what the first saved, and loses nothing typed."""

import pytest

from alongside.assessments.tests.devices import hidden, says
from alongside.workshops.models import Workshop
from alongside.workshops.tests.planned import at, sent, session_of, workshop_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(assessment, amina, joel):
    return session_of(workshop_of(assessment), amina, joel, items=("risk", "training"))


def agenda(here):
    return [(row.item, row.minutes, row.skipped) for row in here.agenda.all()]


@pytest.mark.parametrize("first", [{"minutes_risk": "55"}, {"skip_training": "on"}])
def test_only_minutes_or_only_a_skipped_one_are_a_conflict_too(assessment, here, amina, joel, first):
    """The seeded fault is a page that remembers only the order."""
    page = at("agenda", assessment, here)
    lead, other = makers.signed_in(amina), makers.signed_in(joel)
    typed = {"minutes_risk": "40", "minutes_training": "40", "more": ""}
    shown = lead.get(page)
    assert other.post(page, {**hidden(other.get(page)), **typed, **first}).status_code == 302
    kept = agenda(here)
    late = lead.post(page, {**hidden(shown), **typed, "minutes_training": "25"})
    assert late.status_code == 409 and agenda(here) == kept
    assert says(late, "Somebody changed this while", "What is saved now", 'value="25"')
    assert lead.post(page, {**hidden(late), **typed, "minutes_training": "25"}).status_code == 302
    assert agenda(here) == [("risk", 40, False), ("training", 25, False)]


def test_saving_a_page_that_nobody_else_changed_is_no_conflict(assessment, here, amina):
    page, lead = at("agenda", assessment, here), makers.signed_in(amina)
    for minutes in ("30", "35", "35"):
        typed = {"minutes_risk": minutes, "minutes_training": "40", "more": ""}
        assert lead.post(page, {**hidden(lead.get(page)), **typed}).status_code == 302


def test_how_people_are_looked_after_is_not_overwritten_unseen(assessment, here, amina, joel):
    page = at("arrange-workshop", assessment)
    lead, other = makers.signed_in(amina), makers.signed_in(joel)
    shown = lead.get(page)
    other.post(page, {**hidden(other.get(page)), "support_person": "Lou Grant", "quiet_space": "The garden"})
    typed = {"support_person": "Mo Adeyemi", "payment": "£30"}
    late = lead.post(page, {**hidden(shown), **typed})
    assert late.status_code == 409
    assert says(late, "Somebody changed this while", "What is saved now", "Lou Grant", "The garden", "£30")
    assert Workshop.objects.get().support_person == "Lou Grant"
    assert lead.post(page, {**hidden(late), **typed}).status_code == 302
    assert Workshop.objects.get().support_person == "Mo Adeyemi"


def test_two_who_begin_at_once_are_told_too(assessment, amina, joel):
    page = at("arrange-workshop", assessment)
    lead, other = makers.signed_in(amina), makers.signed_in(joel)
    shown = hidden(lead.get(page))
    assert other.post(page, {**shown, "support_person": "Lou Grant"}).status_code == 302
    assert lead.post(page, {**shown, "support_person": "Mo Adeyemi"}).status_code == 409


def test_a_session_is_not_moved_unseen(assessment, here, amina, joel):
    page = at("change-session", assessment, here)
    lead, other = makers.signed_in(amina), makers.signed_in(joel)
    shown = lead.get(page)
    assert other.post(page, {**hidden(other.get(page)), **sent(amina, joel, clock="4pm")}).status_code == 302
    late = lead.post(page, {**hidden(shown), **sent(amina, joel, place="Elm House")})
    assert late.status_code == 409
    assert says(late, "Somebody changed this while", "What is saved now", "4pm", "Willow Hall", "Elm House")
    here.refresh_from_db()
    assert here.place == "Willow Hall"
    assert lead.post(page, {**hidden(late), **sent(amina, joel, place="Elm House")}).status_code == 302
    here.refresh_from_db()
    assert here.place == "Elm House"
