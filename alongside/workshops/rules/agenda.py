"""What to talk about first, and why: from answers that everybody has seen, never from any that nobody has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

FEWEST, MOST = 2, 4
USUAL_MINUTES = 40
SHORTEST, LONGEST = 5, 180


class Why(StrEnum):
    """Why a challenge stands where the suggested order puts it."""

    DIFFERED = auto()
    EARLY_LOOK = auto()
    IN_ORDER = auto()
    SETTLED = auto()


@dataclass(frozen=True)
class Suggestion:
    """A challenge and why it is suggested at its place. `steps` is the widest gap between groups where one is known."""

    item: str
    why: Why
    steps: float | None = None


def suggested(
    items: Sequence[str], gaps: Mapping[str, float | None], settled: Collection[str], early: Collection[str]
) -> list[Suggestion]:
    """Every challenge, in the order in which to talk.

    `gaps` has the challenges whose answers were opened, those people differ over most first, with their widest gap;
    `settled` have a recorded decision and come last; `early` are those the framework says to look at early.
    """
    differing = [Suggestion(item, Why.DIFFERED, gap) for item, gap in gaps.items() if item not in settled]
    rest = [item for item in items if item not in gaps and item not in settled]
    first = [Suggestion(item, Why.EARLY_LOOK) for item in rest if item in early]
    others = [Suggestion(item, Why.IN_ORDER) for item in rest if item not in early]
    last = [Suggestion(item, Why.SETTLED) for item in items if item in settled]
    return [*differing, *first, *others, *last]
