"""A comparison of 2,000 teams: what its page costs, and that it costs the same however many people answered.

Nothing is published of a team under eight people, and nothing compared under the fewest that `comparing` asks for. So
the small case is not a thousand responses over 2,000 teams, of which no page may show anything, but the smallest that
can be compared with as many teams; a thousand responses with as many teams as they are enough for is told beside it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from datetime import date
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.comparing.actions.comparing import compare
from alongside.comparing.actions.publishing import publish_everybody
from alongside.comparing.actions.turns import confirm_turn, turn_on
from alongside.comparing.models import Comparison
from alongside.comparing.rules.figures import FEWEST_COMPARED
from alongside.feedback.models import Count
from alongside.people.access import Role
from alongside.people.models import Membership, Partnership, Team, User
from bench.archives import SURVEY
from bench.measuring import progress, timed
from bench.rows import Row

TEAMS, RESPONSES, FEW = 2_000, 10_000_000, 1_000
SECONDS, GROWTH = 0.3, 1.2
MONTH = date(2026, 1, 1)
VISITS = 15


def measure(*, quick: bool) -> list[Row]:
    """All rows; with `quick` sixty teams and a few visits, and no limits of time."""
    call_command("migrate", verbosity=0)
    teams = 60 if quick else TEAMS
    largest = teams * 100 if quick else RESPONSES
    cases = {
        f"{FEW:,} responses": (FEW // FEWEST_COMPARED, FEWEST_COMPARED),
        f"{teams * FEWEST_COMPARED:,} responses": (teams, FEWEST_COMPARED),
        f"{largest:,} responses": (teams, largest // teams),
    }
    made = {name: _case(name, *case) for name, case in cases.items()}
    visits = {name: _visitor(comparison) for name, (comparison, *_took) in made.items()}
    rows, took = [], _in_turns(visits, 3 if quick else VISITS)
    for name, (_comparison, publishing, comparing) in made.items():
        count = cases[name][0]
        page = f"comparison page of {count:,} teams, {name}"
        with CaptureQueriesContext(connection) as queries:
            visits[name]()
        rows += [
            Row(f"{page}: time", took[name], "s", None if quick else SECONDS),
            Row(f"{page}: queries", len(queries), "queries", 15),
            Row(f"publishing {count:,} teams, {name}", publishing, "s"),
            Row(f"comparing {count:,} teams, {name}", comparing, "s"),
        ]
    _few, small, large = took.values()
    return [*rows, Row("comparison page: most people against fewest", large / small, "x", None if quick else GROWTH)]


def _in_turns(calls: Mapping[str, Callable[[], None]], visits: int) -> dict[str, float]:
    """The median seconds of each page, visited in turns so that a busy moment falls on all."""
    took: dict[str, list[float]] = {name: [] for name in calls}
    for _turn in range(visits):
        for name, call in calls.items():
            took[name].append(timed(call))
    return {name: median(seconds) for name, seconds in took.items()}


def _visitor(comparison: Comparison) -> Callable[[], None]:
    """A visit of the page of its first question, by a member who is signed in."""
    client = Client()
    client.force_login(User.objects.get(memberships__partnership=comparison.partnership_id))
    item = shelf.survey(*SURVEY).items[0].key
    address = reverse("compared-question", args=[comparison.partnership_id, comparison.pk, item])

    def visit() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"The page answered {response.status_code}.")

    visit()
    return visit


def _case(name: str, teams: int, people: int) -> tuple[Comparison, float, float]:
    """A partnership of so many teams of so many people, published and compared; the seconds of both."""
    progress(f"{name}: making counts")
    survey = shelf.survey(*SURVEY)
    partnership = Partnership.objects.create(name=f"Teams of {name}")
    user = User.objects.create_user(email=f"{partnership.pk}@bench.example", name="Robin", password=None)
    Membership.objects.create(partnership=partnership, user=user, role=Role.CONTRIBUTOR)
    made = Team.objects.bulk_create(
        Team(partnership=partnership, name=f"Team {number:04} of the bench") for number in range(teams)
    )
    chance = random.Random(teams * people)
    Count.objects.bulk_create((row for team in made for row in _counts(survey, team, people, chance)), batch_size=1_000)
    _turned_on(partnership, survey)
    progress(f"{name}: publishing")
    publishing = timed(lambda: publish_everybody(partnership=partnership, survey=survey, by=SYSTEM))
    progress(f"{name}: comparing")
    began = time.perf_counter()
    comparison = compare(partnership=partnership, survey=survey, since=MONTH, by=SYSTEM)
    return comparison, publishing, time.perf_counter() - began


def _counts(survey: Survey, team: Team, people: int, chance: random.Random) -> list[Count]:
    """The counts of one team: nineteen in twenty teams differ by chance alone, the others have fewer who say yes."""
    place = {"partnership_id": team.partnership_id, "team": team, "month": MONTH}
    place |= {"survey": survey.key, "survey_version": survey.version}
    rows = [Count(**place, people=people)]
    share = 0.45 if chance.random() < 0.05 else 0.6
    for item in survey.items:
        if not item.favourable:
            continue
        spread = (people * share * (1 - share)) ** 0.5
        yes = min(max(round(chance.gauss(people * share, spread)), 0), people)
        others = [option.key for option in survey.options(item.key) if option.key not in item.favourable]
        for keys, number in ((item.favourable, yes), (others, people - yes)):
            for place_, key in enumerate(keys):
                part = number // len(keys) + (place_ < number % len(keys))
                rows.append(Count(**place, item=item.key, answer=key, people=part))
    return rows


def _turned_on(partnership: Partnership, survey: Survey) -> None:
    reason = "A bench compares invented teams."
    made = turn_on(
        partnership=partnership, survey=survey, reason=reason, after=0, role=Role.LEAD, name="Robin", by=SYSTEM
    )
    confirm_turn(turn=made, role=Role.CO_LEAD, name="Sam", by=SYSTEM)
