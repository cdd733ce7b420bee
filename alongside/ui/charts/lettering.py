"""How wide words are when there is no browser to ask: close enough to break lines and size boxes."""

from __future__ import annotations

import unicodedata

# Widths of Liberation Sans (and Arial) in units of the type size; other characters are taken as average.
_NARROW = dict.fromkeys("ijlI.,:;'’‘|! ftr()[]/", 0.3)
_WIDE = dict.fromkeys("mwMW%@—", 0.88)
_CAPITAL, _AVERAGE = 0.7, 0.56


def width_of(words: str, size: int) -> float:
    """About how wide a line of words is."""
    return size * sum(_NARROW.get(c) or _WIDE.get(c) or (_CAPITAL if c.isupper() else _AVERAGE) for c in words)


def wrapped(words: str, width: float, size: int) -> list[str]:
    """The words in lines that fit the width; a word that is too long for a line is broken."""
    lines: list[str] = []
    for word in clean(words).split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
            continue
        lines.append(word)
        while width_of(lines[-1], size) > width and len(lines[-1]) > 1:
            fits = next(n for n in range(len(lines[-1]) - 1, 0, -1) if n == 1 or width_of(lines[-1][:n], size) <= width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def clean(words: str) -> str:
    """Without control characters, which no XML document may hold."""
    return "".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in str(words))
