"""One set of people taken from another: groups of a release, releases in time, and everything that hangs on them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain, combinations, pairwise

import pytest

from alongside.feedback.rules import releasing
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import tally
from alongside.feedback.rules.releasing import FEWEST
from alongside.feedback.tests.attacks.crowds import crowd, so_many
from alongside.feedback.tests.makers import survey

POPULATIONS = so_many(150, 1000)


def windows(people: Sequence[Answer], seed: int) -> list[list[int]]:
    """People in the releases that they are in: cut at random wherever eight or more have come."""
    chance = random.Random(seed)  # noqa: S311
    cuts = [0]
    while cuts[-1] + FEWEST <= len(people):
        cuts.append(min(len(people), cuts[-1] + chance.randint(FEWEST, 30)))
    return [list(range(start, end)) for start, end in pairwise(cuts)]


def shown(people: Sequence[Answer], seed: int) -> set[frozenset[int]]:
    """Every set of people of whom some page tells something, or adds up to.

    The pages of a team and its public page show releases, replies and words hang on releases, and whoever reads several
    releases can add them up. Groups are those of each release.
    """
    cut = windows(people, seed)
    runs = [cut[first : last + 1] for first in range(len(cut)) for last in range(first, len(cut))]
    sets = {frozenset(chain.from_iterable(run)) for run in runs}
    for window in cut:
        told = releasing.result_of(survey(), tally(survey(), [people[each] for each in window]))
        for group in told.groups:
            sets.add(frozenset(each for each in window if people[each].about.get(group.about) == group.group))
    return sets


def standing_alone(people: Sequence[Answer], seed: int) -> int:
    """How many pairs of sets leave one to seven people when one is taken from the other, or in what they share."""
    pairs = combinations(shown(people, seed), 2)
    return sum(0 < len(left) < FEWEST for one, other in pairs for left in (one - other, other - one, one & other))


def test_no_two_sets_that_pages_show_differ_by_a_few_people() -> None:
    populations = [crowd(seed, 8, 150) for seed in range(POPULATIONS)]
    assert sum(standing_alone(people, seed) for seed, people in enumerate(populations)) == 0
    # The rule hides where it must, not everywhere.
    assert sum(len(shown(people, seed)) for seed, people in enumerate(populations)) > 3 * POPULATIONS


def test_groups_that_are_only_large_enough_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "_far_apart", lambda *_each: True)  # the seeded fault
    assert sum(standing_alone(crowd(seed, 8, 150), seed) for seed in range(60)) > 0


def test_releases_that_share_people_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: each release holds everybody since the beginning, a few of them new."""

    def growing(people: Sequence[Answer], _seed: int) -> list[list[int]]:
        return [list(range(end)) for end in range(FEWEST, len(people), 5)]

    monkeypatch.setitem(globals(), "windows", growing)
    assert sum(standing_alone(crowd(seed, 20, 60), seed) for seed in range(10)) > 0


def test_the_threshold_cannot_be_lowered() -> None:
    assert [releasing.threshold(wanted) for wanted in (-1, 0, 7, 8, 12, 13)] == [8, 8, 8, 8, 13, 13]
    with pytest.raises(ValueError, match="too few"):
        releasing.result_of(survey(), tally(survey(), [Answer()] * 7), wanted=1)
