"""What our font can show, read from the font file itself, and text made safe to print with it.

An accessible PDF may not hold a character without a shape, so one that the font lacks would otherwise stop the whole
document. It becomes a box, and the document says so.

The character map of a font: OpenType specification, table "cmap", formats 4 and 12.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "ui" / "fonts"
REGULAR = FONTS / "LiberationSans-Regular.ttf"
BOX = "□"
# Joiners and variation marks have no shape of their own.
_SHAPELESS = re.compile("[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_LONG_WORD = re.compile(r"\S{31,}")
_PIECE = 24


def printable(text: str) -> str:
    """The text as our font can show it: line ends kept, very long words given places to break."""
    text = _SHAPELESS.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    shown = "".join(_shown(character) for character in text)
    return _LONG_WORD.sub(_with_breaks, shown)


def lost(text: str) -> bool:
    """Whether printing this text puts a box for something."""
    return BOX in printable(text) and BOX not in text


def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    return character if ord(character) in covered(REGULAR) else BOX


def _with_breaks(word: re.Match[str]) -> str:
    found = word.group()
    return "\u200b".join(found[start : start + _PIECE] for start in range(0, len(found), _PIECE))


@cache
def covered(font: Path) -> frozenset[int]:
    """The code points that a TrueType font has shapes for."""
    data = font.read_bytes()
    start = _table(data, b"cmap")
    found: set[int] = set()
    for place in range(_number(data, start + 2)):
        offset = start + _number(data, start + 4 + 8 * place + 4, ">I")
        kind = _number(data, offset)
        if kind == 4:
            found |= _segments(data, offset)
        elif kind == 12:
            found |= _groups(data, offset)
    return frozenset(found)


def _table(data: bytes, tag: bytes) -> int:
    for place in range(_number(data, 4)):
        record = 12 + 16 * place
        if data[record : record + 4] == tag:
            return _number(data, record + 8, ">I")
    raise ValueError("The font has no character map.")


def _segments(data: bytes, offset: int) -> set[int]:
    """Format 4: pairs of first and last code point, each with a shift or a place in a list of shapes."""
    count = _number(data, offset + 6) // 2
    ends, found = offset + 14, set()
    starts, shifts, places = ends + 2 * count + 2, ends + 4 * count + 2, ends + 6 * count + 2
    for segment in range(count):
        first, last = _number(data, starts + 2 * segment), _number(data, ends + 2 * segment)
        shift, place = _number(data, shifts + 2 * segment), _number(data, places + 2 * segment)
        for code in range(first, last + 1):
            listed = places + 2 * segment + place + 2 * (code - first)
            shape = _number(data, listed) if place else (code + shift) & 0xFFFF
            if shape and code != 0xFFFF:
                found.add(code)
    return found


def _groups(data: bytes, offset: int) -> set[int]:
    """Format 12: ranges of code points."""
    found: set[int] = set()
    for group in range(_number(data, offset + 12, ">I")):
        first, last, _shape = struct.unpack_from(">III", data, offset + 16 + 12 * group)
        found |= set(range(first, last + 1))
    return found


def _number(data: bytes, offset: int, form: str = ">H") -> int:
    return int(struct.unpack_from(form, data, offset)[0])
