"""Mark the words that differ between two texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond this many words, comparing them one by one takes longer than it helps.
MOST_WORDS = 3000


@dataclass(frozen=True)
class Marked:
    """Two texts in pieces: each piece with whether the other text lacks it."""

    before: tuple[tuple[str, bool], ...]
    after: tuple[tuple[str, bool], ...]


def marked(before: str, after: str) -> Marked:
    """The pieces of two texts, word by word."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if max(len(old), len(new)) > MOST_WORDS or not old or not new:
        return Marked(((before, bool(before)),), ((after, bool(after)),))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if j > i:
            left.append(("".join(old[i:j]), kind != "equal"))
        if m > k:
            right.append(("".join(new[k:m]), kind != "equal"))
    return Marked(tuple(left), tuple(right))
