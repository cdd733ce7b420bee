"""Taking what teams published away from what is shown of everybody: nothing of a few people must be left.

The attacker knows every published set of people by its size and figures: each team, and the groups that its release
tells apart; and the groups that a comparison shows over all teams. They take away what lies wholly inside, and look at
what is left.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product

import pytest

from alongside.comparing.rules import groups
from alongside.comparing.rules.groups import Team, told_apart
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import tally
from alongside.feedback.rules.releasing import FEWEST, result_of
from alongside.feedback.tests.makers import survey

Person = tuple[int, int]


def crowds(seed: int) -> list[list[Answer]]:
    """Two to six teams whose people say more or less of themselves; in some nearly all are alike."""
    chance = random.Random(seed)  # noqa: S311
    teams = []
    for _team in range(chance.randint(2, 6)):
        alike = chance.choice([0.0, 0.5, 0.9, 1.0])
        said = []
        for _each in range(chance.randint(8, 45)):
            about = {"answering-as": "person" if chance.random() < 0.6 else "carer"}
            about["age"] = "under-18" if chance.random() < alike else chance.choice(["25-44", "45-64"])
            if chance.random() < 0.8:
                about["gender"] = "woman" if chance.random() < max(alike, 0.4) else "man"
            said.append(Answer(answers={"hope": chance.choice(["worse", "very-much"])}, about=about))
        teams.append(said)
    return teams


def team_of(answers: Sequence[Answer]) -> Team:
    """A team as the product knows it once a release was made."""
    counts = tally(survey(), answers)
    people: Counter[tuple[str, str, str]] = Counter()
    for (about, group, item, _answer), number in counts.items():
        people[about, group, item] += number
    return Team(people, result_of(survey(), counts))


def left_alone(seed: int) -> int:
    """How many ways there are to take published sets from a shown group, and be left with one to seven people."""
    everybody = crowds(seed)
    teams = [team_of(each) for each in everybody]
    whole = tally(survey(), [answer for each in everybody for answer in each])
    shown, _hidden = told_apart(survey(), whole, teams)
    people = [{(t, n): answer for n, answer in enumerate(each)} for t, each in enumerate(everybody)]
    published = [sets_of(team, people[t]) for t, team in enumerate(teams)]
    found = 0
    for about in {group.about for group in shown}:
        mine = [members(people, about, group.group) for group in shown if group.about == about]
        rest = frozenset(key for each in people for key in each) - frozenset().union(*mine)
        for target in [*mine, *([rest] if rest else [])]:
            found += sum(0 < len(left) < FEWEST for left in differences(target, published))
    return found


def members(people: Sequence[dict[Person, Answer]], about: str, group: str) -> frozenset[Person]:
    return frozenset(key for each in people for key, answer in each.items() if answer.about.get(about) == group)


def sets_of(team: Team, people: dict[Person, Answer]) -> list[frozenset[Person]]:
    """Nobody, everybody of a team, each group that it tells apart, and what each of its questions leaves over."""
    told = [(about, members([people], about, group)) for about, group in team.told]
    found = [frozenset(), frozenset(people), *(each for _about, each in told)]
    for about in {key for key, _each in told}:
        found.append(frozenset(people) - frozenset().union(*(each for key, each in told if key == about)))
    return found


def differences(target: frozenset[Person], published: Sequence[list[frozenset[Person]]]) -> list[frozenset[Person]]:
    """What is left of a target once, in each team, one published set inside it is gone; and what lies around it."""
    inside = [[each for each in sets if each <= target] for sets in published]
    found = [target - frozenset().union(*chosen) for chosen in product(*inside)]
    around = []
    for team, sets in enumerate(published):
        here = frozenset(key for key in target if key[0] == team)
        around.append(min((each for each in sets if here <= each), key=len))
    return [*found, frozenset().union(*around) - target]


SEEDS = range(150)


def test_no_team_taken_from_a_group_leaves_a_few_people_alone() -> None:
    assert sum(map(left_alone, SEEDS)) == 0


def test_the_rule_hides_where_it_must_and_not_everywhere() -> None:
    shown = 0
    for seed in SEEDS:
        everybody = crowds(seed)
        whole = tally(survey(), [answer for each in everybody for answer in each])
        shown += len(told_apart(survey(), whole, [team_of(each) for each in everybody])[0])
    assert shown > 150


@pytest.mark.parametrize("fault", ["_left_of", "_left_over"])
def test_a_rule_that_forgets_teams_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, fault, lambda *_each: groups.NOBODY)  # the seeded fault
    assert sum(map(left_alone, SEEDS)) > 0


def test_figures_that_add_up_to_an_extreme_are_not_shown() -> None:
    """Nine teams of about 40, and 380 in all: every team is known to be two more than it looks."""
    parts = [(38, 42)] * 9
    assert groups._open((358, 362), parts)
    assert not groups._open((378, 382), parts)
    assert not groups._open((338, 342), parts)
