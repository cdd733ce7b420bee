"""What tests of comparing need again and again: teams with counts, published, and comparing turned on."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from alongside.audit.actor import SYSTEM
from alongside.comparing.actions.comparing import compare
from alongside.comparing.actions.turns import confirm_turn, turn_on
from alongside.comparing.models import Comparison
from alongside.feedback.actions.publishing import publish
from alongside.feedback.models import Count, Release
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import tally
from alongside.feedback.tests.makers import survey
from alongside.people.access import Role
from alongside.people.models import Partnership, Team

ITEMS = ("hope", "control", "opportunity")
REASON = "We want to see where people are given less hope, and to ask them why."
LONG_AGO = date(2020, 1, 1)


def crowd(seed: int, people: int, yes: float = 0.6, **about: Mapping[str, float]) -> list[Answer]:
    """So many people, of whom about this share says yes to each question, and who say this of themselves."""
    chance = random.Random(seed)  # noqa: S311

    def said(share: float) -> str:
        if chance.random() < share:
            return chance.choice(["quite-a-lot", "very-much"])
        return chance.choice(["worse", "not-at-all", "a-little", "a-little"])

    def of(weights: Mapping[str, float]) -> str:
        return chance.choices(list(weights), list(weights.values()))[0]

    named = [{key.replace("_", "-"): of(weights) for key, weights in about.items()} for _each in range(people)]
    return [Answer(answers={item: said(yes) for item in ITEMS}, about=each) for each in named]


def counted(partnership: Partnership, name: str, answers: Sequence[Answer], month: date | None = None) -> Team:
    """A team whose answers were opened: only the counts are left."""
    team, _new = partnership.teams.get_or_create(name=name)
    place: dict[str, Any] = {"survey": survey().key, "survey_version": survey().version, "window": 0}
    place |= {"partnership": partnership, "team": team, "month": (month or date.today()).replace(day=1)}
    cells = tally(survey(), answers)
    Count.objects.bulk_create(
        Count(**place, about=about, group=group, item=item, answer=answer, people=people)
        for (about, group, item, answer), people in cells.items()
    )
    return team


def released(partnership: Partnership, name: str, answers: Sequence[Answer], month: date | None = None) -> Release:
    """The same, published."""
    return publish(team=counted(partnership, name, answers, month), survey=survey(), by=SYSTEM)


def some_released(partnership: Partnership, teams: int = 6, people: int = 60, **about: Mapping[str, float]) -> None:
    """Teams of whom results are published; the last of them differs from all others, so that one lies outside."""
    for number in range(teams):
        yes = 0.1 if number == teams - 1 else 0.6
        released(partnership, f"Team {chr(65 + number)}", crowd(number, people, yes, **about))


def turned_on(partnership: Partnership, reason: str = REASON, after: int = 0) -> None:
    """Both sides stand by it that teams are compared."""
    made = turn_on(
        partnership=partnership,
        survey=survey(),
        reason=reason,
        after=after,
        role=Role.LEAD,
        name="Amina Farrow",
        by=SYSTEM,
    )
    confirm_turn(turn=made, role=Role.CO_LEAD, name="Joel Okafor", by=SYSTEM)


def compared(partnership: Partnership, teams: int = 6, people: int = 60, **about: Mapping[str, float]) -> Comparison:
    """A comparison of some teams."""
    some_released(partnership, teams, people, **about)
    turned_on(partnership)
    return compare(partnership=partnership, survey=survey(), since=LONG_AGO, by=SYSTEM)
