"""Made-up answers for a rehearsal: the same each time for the same challenge, and never anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from alongside.assessments.rules.answers import CANNOT_SAY
from alongside.assessments.rules.small_groups import GroupAnswers, Released, release

# Groups of these sizes in turn: most can be shown, one is so small that the screen must not.
SIZES = (7, 3, 8, 6)


def invented(groups: Sequence[tuple[str, str]], ordered: Sequence[str], seed: str, *, again: bool = False) -> Released:
    """What a room that never was answered; `groups` are keys with names, `ordered` the answers, lowest first.

    The first group stands lower than the others, so that there is something to talk about. `again` is the second time,
    where it stands nearer. The rule for small groups is the real one.
    """
    made = []
    for place, (key, name) in enumerate(groups):
        dice = Random(f"{seed} {key}")  # noqa: S311 - nothing is secret about what is made up
        middle = _middle(place, len(ordered), again)
        counts: dict[str, int] = {}
        for person in range(SIZES[place % len(SIZES)]):
            step = dice.choice((-1, 0, 0, 1)) if not again else dice.choice((0, 0, 0, 1))
            answer = ordered[min(max(middle + step, 0), len(ordered) - 1)]
            if person == 0 and place == len(SIZES) - 1:
                answer = CANNOT_SAY
            counts[answer] = counts.get(answer, 0) + 1
        made.append(GroupAnswers(key, name, counts, all_chose_alone=False))
    return release(made)


def how_many(groups: int) -> int:
    """How many people are in a room of so many groups."""
    return sum(SIZES[place % len(SIZES)] for place in range(groups))


def _middle(place: int, answers: int, again: bool) -> int:
    low, high = min(1, answers - 1), answers - 1
    if place == 0:
        return min(low + 1, high) if again else low
    return max(high - (1 if place % 2 else 0), low)
