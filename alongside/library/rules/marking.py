"""Put the changes of an edition in reading order, and mark the words that differ between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from alongside.catalogue.differences import Change

# Beyond this many words, comparing them one by one takes longer than it helps.
MOST_WORDS = 1500
# Where less than this share of two texts is alike, a shared "the" is chance, and marking around it only distracts.
LEAST_ALIKE = 0.35
# While somebody works on a draft, most of its changes are those of a minute ago.
MOST_KEPT = 600
# A word with the spaces after it: what stands between words is never compared, only shown.
WORDS = re.compile(r"\s*\S+\s*")
# What an edition says of itself rather than of a service; mostly set by publishing.
LABEL = ("version", "title", "short title", "status", "endorsement", "based on", "reviewer", "reviewed")


@dataclass(frozen=True)
class Marked:
    """Two texts in pieces: each piece with whether the other text lacks it."""

    before: tuple[tuple[str, bool], ...]
    after: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Told:
    """The changes to what an edition asks and describes, and apart from them those to its label."""

    content: tuple[Change, ...]
    label: tuple[Change, ...]


def told(changes: Iterable[Change]) -> Told:
    """Changes as people read them: the content first, without the keys that only the program needs."""
    listed = [replace(each, before=_without_keys(each.before), after=_without_keys(each.after)) for each in changes]
    label = [each for each in listed if each.path.split(" / ")[0] in LABEL]
    return Told(tuple(each for each in listed if each not in label), tuple(label))


def _without_keys(text: str) -> str:
    """A whole entry of a list without its key, and its text without the word before it."""
    if not text.startswith("key: "):
        return text
    lines = text.split("\n")[1:]
    return "\n".join(line.removeprefix("text: ") for line in lines) or text


@lru_cache(maxsize=MOST_KEPT)
def marked(before: str, after: str) -> Marked:
    """The pieces of two texts, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS or not old or not new:
        return Marked(((before, bool(before)),), ((after, bool(after)),))
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    # The first is quick and never the smaller one.
    if matcher.quick_ratio() < LEAST_ALIKE or matcher.ratio() < LEAST_ALIKE:
        return Marked(((before, True),), ((after, True),))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        left += _piece(old[i:j], kind != "equal")
        right += _piece(new[k:m], kind != "equal")
    return Marked(tuple(left), tuple(right))


def _piece(words: list[str], differs: bool) -> Iterator[tuple[str, bool]]:
    """Words in one piece; a mark ends with the last of them, not with the space after it."""
    text = "".join(words)
    end = len(text.rstrip()) if differs else len(text)
    if text[:end]:
        yield text[:end], differs
    if text[end:]:
        yield text[end:], False
