"""How wide words are when there is no browser to ask: close enough to break lines and size boxes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Widths of Liberation Sans (and Arial) in units of the type size; other characters are taken as average.
_NARROW = dict.fromkeys("ijlI.,:;'’‘|! ftr()[]/", 0.3)
_WIDE = dict.fromkeys("mwMW%@—", 0.88)
_CAPITAL, _AVERAGE = 0.7, 0.56


class _Widths(dict[str, float]):
    """Of each character, worked out when it is first met."""

    def __missing__(self, character: str) -> float:
        self[character] = _CAPITAL if character.isupper() else _AVERAGE
        return self[character]


_WIDTHS = _Widths({**_WIDE, **_NARROW})


def width_of(words: str, size: int) -> float:
    """About how wide a line of words is."""
    return size * sum(map(_WIDTHS.__getitem__, words))


@lru_cache(maxsize=1000)
def wrapped(words: str, width: float, size: int) -> tuple[str, ...]:
    """The words in lines that fit the width; a word that is too long for a line is broken.

    Kept, because every picture has the same names of groups and answers.
    """
    lines: list[str] = []
    for word in clean(words).split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
            continue
        lines.append(word)
        while width_of(lines[-1], size) > width and len(lines[-1]) > 1:
            fits = next(n for n in range(len(lines[-1]) - 1, 0, -1) if n == 1 or width_of(lines[-1][:n], size) <= width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return tuple(lines)


def clean(words: str) -> str:
    """Without control characters, which no XML document may hold."""
    words = str(words)
    if words.isprintable():
        return words
    return "".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in words)
