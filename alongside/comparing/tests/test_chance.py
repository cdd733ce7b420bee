"""Teams that do not differ are left alone, and teams that do are found as often as theory promises for rounded counts.

Every count goes through the release that the product would publish. 2,000 teams, one fixed seed for each nation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy import special

from alongside.comparing.rules import measuring
from alongside.comparing.rules.figures import read
from alongside.comparing.rules.measuring import Published, measured
from alongside.feedback.rules.releasing import Question, result_of
from alongside.feedback.tests.makers import survey
from alongside.stats.comparison import binomial_limits, funnel

TEAMS = 2000
OPTIONS = [option.key for option in survey().options("hope")]
YES = survey().item("hope").favourable
# Shares of the six answers, the last of them "I'd rather not say"; and from how many to how many people answer.
NATIONS = {
    "six in ten": ([0.04, 0.11, 0.20, 0.35, 0.25, 0.05], 20, 300),
    "one in ten, small teams": ([0.30, 0.30, 0.25, 0.05, 0.05, 0.05], 20, 60),
    "nearly all": ([0.01, 0.01, 0.02, 0.45, 0.48, 0.03], 20, 400),
    "nearly all say one thing": ([0.01, 0.01, 0.02, 0.02, 0.93, 0.01], 20, 400),
}


def released(counts: Sequence[int]) -> Question:
    """What a team's release says of so many people for each answer."""
    cells = {("", "", "hope", key): int(number) for key, number in zip(OPTIONS, counts, strict=True)}
    cells["", "", "", ""] = int(sum(counts))
    return next(each for each in result_of(survey(), cells).questions if each.item == "hope")


def nation(name: str, seed: int = 1) -> tuple[list[Published], np.ndarray]:
    """2,000 teams that do not differ: what is published of each, and the exact counts behind it."""
    shares, least, most = NATIONS[name]
    chance = np.random.default_rng(seed)
    counts = chance.multinomial(chance.integers(least, most, TEAMS), shares)
    return [Published(str(n), f"Team {n:04d}", released(each)) for n, each in enumerate(counts)], counts


@pytest.mark.parametrize("name", NATIONS)
def test_teams_that_do_not_differ_are_left_alone(name: str) -> None:
    teams, _counts = nation(name)
    found = measured("hope", YES, teams)
    true = sum(NATIONS[name][0][3:5])
    assert len(found.rows) > 0.98 * TEAMS
    assert sum(row.side != 0 for row in found.rows) <= 0.003 * TEAMS
    assert sum(row.od_side != 0 for row in found.rows) <= 0.003 * TEAMS
    assert found.target is not None and abs(found.target - true) < 0.005
    # All differences are chance and rounding, so nothing is left to tell teams apart by.
    assert found.tau2 < 1e-4 and not found.places


def test_where_the_limits_see_no_difference_no_team_gets_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    shares = (0.2, 0.4, 0.6, 0.8)
    counts = [chance.multinomial(100, [1 - 0.05 - yes, 0, 0, yes, 0, 0.05]) for yes in shares for _each in range(5)]
    teams = [Published(str(n), f"Team {n:02d}", released(each)) for n, each in enumerate(counts)]
    assert measured("hope", YES, teams).places
    found = measuring.rounded_funnel
    monkeypatch.setattr(measuring, "rounded_funnel", lambda rounded: replace(found(rounded), tau2=0.0))
    assert not measured("hope", YES, teams).places


def test_rounded_counts_taken_at_their_face_would_accuse_teams() -> None:
    """The seeded fault: many small teams whose few yeses were rounded to nothing, and large ones beside them."""
    chance = np.random.default_rng(1)
    people = np.concatenate([chance.integers(20, 30, 1700), chance.integers(1000, 3000, 300)])
    counts = chance.multinomial(people, [0.35, 0.30, 0.25, 0.04, 0.04, 0.02])
    questions = [released(each) for each in counts]
    shown = [(sum(number for key, number in q.answers if key in YES), q.people) for q in questions if q.answers]
    fault = funnel([yes for yes, _n in shown], [n for _yes, n in shown])
    assert (fault.units.side998 != 0).mean() > 0.003
    teams = [Published(str(n), f"Team {n:04d}", each) for n, each in enumerate(questions)]
    found = measured("hope", YES, teams)
    assert sum(row.side != 0 for row in found.rows) <= 0.003 * len(found.rows)


def power(people: int, true: float, target: float, further: int) -> float:
    """How often a team lies below its limit by so many people or more: theory, from the binomial distribution."""
    limit = float(binomial_limits(target, [people], level=0.998).lower[0])
    most = int(np.ceil(limit * people - 1e-9)) - 1 - further
    return float(special.bdtr(most, people, true)) if most >= 0 else 0.0


@pytest.mark.parametrize(("people", "true"), [(50, 0.3), (100, 0.4), (200, 0.45), (400, 0.5)])
def test_teams_that_differ_are_found_as_theory_promises(people: int, true: float) -> None:
    """Each of two counts may be two away, so between eight people further out and none; on average about four."""
    chance = np.random.default_rng(people)
    usual = chance.multinomial(chance.integers(30, 300, 1600), NATIONS["six in ten"][0])
    low = [0.05, 0.25, 0.65 - true, 0.6 * true, 0.4 * true, 0.05]
    differ = chance.multinomial(np.full(400, people), low)
    teams = [Published(str(n), f"Team {n:04d}", released(each)) for n, each in enumerate([*differ, *usual])]
    found = measured("hope", YES, teams)
    assert found.target is not None
    rate = sum(row.side < 0 for row in found.rows if int(row.team) < len(differ)) / len(differ)
    error = 3 * (0.25 / len(differ)) ** 0.5
    assert power(people, true, found.target, 10) - error <= rate <= power(people, true, found.target, 0) + error
    assert abs(rate - power(people, true, found.target, 4)) <= 0.1 + error
    assert not any(row.side > 0 for row in found.rows if int(row.team) < len(differ))


def test_what_a_figure_stands_for_always_holds_the_exact_share() -> None:
    for name in NATIONS:
        teams, counts = nation(name, seed=2)
        for team, exact in zip(teams, counts, strict=True):
            figures = read(team.question, YES) if team.question else None
            if figures is None:
                continue
            yes, people = int(exact[3] + exact[4]), int(exact.sum())
            assert any(n == people and low <= yes <= high for n, low, high in figures.possible), (name, exact)
            assert figures.lowest <= figures.share <= figures.highest
