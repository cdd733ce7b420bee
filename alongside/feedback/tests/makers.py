"""What tests of team feedback need again and again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from alongside.audit.actor import SYSTEM
from alongside.catalogue import shelf
from alongside.feedback.actions import answering, asking
from alongside.feedback.models import Asking
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tickets import draw, read
from alongside.people.models import Partnership

SURVEY = ("team-feedback", "2026")


def survey() -> Any:
    return shelf.survey(*SURVEY)


def ask(partnership: Partnership, name: str = "Harbour team", **what: Any) -> Asking:
    team, _new = partnership.teams.get_or_create(name=name)
    today = date.today()
    fields = {
        "opens_on": today,
        "closes_on": today + timedelta(days=30),
        "served": 60,
        "readers": "Amina, the lead",
        "crisis": "Ring 111 and choose 2",
        "link": True,
    }
    return asking.ask(partnership=partnership, team=team, survey=survey(), by=SYSTEM, **{**fields, **what})


def answer(at: Asking, hope: str = "quite-a-lot", words: str = "", **about: str) -> str:
    """One answer through the team's link; the ticket that it came with."""
    ticket = draw(at.pk)
    given = Answer(answers={"hope": hope}, about=about, words={"anything-else": words} if words else {})
    found = read(ticket)
    assert found is not None
    assert answering.put_in(asking=at, ticket=found, answer=given)
    return ticket
