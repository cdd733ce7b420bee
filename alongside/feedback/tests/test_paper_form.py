"""A survey on paper: every question in the words of the screen, and what must be known before one writes."""

from __future__ import annotations

import pytest

from alongside.catalogue import shelf
from alongside.catalogue.survey import RATHER_NOT_SAY
from alongside.feedback import kinds
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.staff import at
from alongside.people.models import Membership, Partnership
from alongside.reports.paper_form import paper_form
from alongside.reports.tests.reading import document
from tests import makers

pytestmark = pytest.mark.django_db
SURVEYS = [("team-feedback", "2026"), ("staff-experience", "2026"), ("openness-check", "2026")]


def flat(text: str) -> str:
    return " ".join(text.replace("- ", "-").split())


@pytest.mark.parametrize("edition", SURVEYS)
@pytest.mark.parametrize("size", ["a4", "large"])
def test_everything_that_the_screen_asks_is_on_the_sheet(
    riverside: Partnership, edition: tuple[str, str], size: str
) -> None:
    here, survey = ask(riverside, crisis="Ring 111, or Samaritans on 116 123"), shelf.survey(*edition)
    made = document(paper_form(here, survey, size))
    text = flat(" ".join(made.pages))
    for item in survey.items:
        assert flat(item.question or "") in text
        options = [option.label or "" for option in survey.options(item.key) if option.key != RATHER_NOT_SAY]
        assert all(flat(label) in text for label in options)
    for question in survey.group_questions:
        assert flat(question.question) in text
    asked = [*(item for item in survey.items if item.answers), *survey.group_questions]
    assert text.count(survey.rather_not_say) == len(asked)
    for words in (
        "They may know your handwriting",
        "Samaritans on 116 123",
        "first: Amina, the lead.",
        "Write no name on it",
    ):
        assert words in text
    assert kinds.read_by(here.readers) in text
    assert ("care" in text.split("Tick one box")[0]) == (edition[0] != "staff-experience")


def test_the_sheet_is_shown_to_whoever_may_ask(riverside: Partnership, priya: Membership, tom: Membership) -> None:
    here = ask(riverside, link=False)
    page = at("paper-form", riverside, here)
    shown = makers.signed_in(priya).get(f"{page}?size=large")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"] == 'inline; filename="harbour-team-paper.pdf"'
    assert makers.signed_in(tom).get(page).status_code == 403
