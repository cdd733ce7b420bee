"""What fits on a wall that nobody can scroll: whole texts only, in their order, and never a piece of one."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

# Beside a chart: so many lines of so many letters, in type that is read from the back of a room.
LINES, LETTERS = 13, 40
# Together the descriptions of a challenge's stages may be so long before they are set in the smaller type.
LONG = 1950


def fitting(texts: Sequence[str]) -> list[int]:
    """The places of the texts that fit; one that is too long for what is left makes room for a shorter one."""
    left, found = LINES, []
    for place, text in enumerate(texts):
        needed = 1 + sum(max(1, ceil(len(line) / LETTERS)) for line in text.splitlines() if line.strip())
        if needed <= left:
            left -= needed
            found.append(place)
    return found


def is_long(texts: Sequence[str]) -> bool:
    """Whether these descriptions together need the smaller type."""
    return sum(map(len, texts)) > LONG
