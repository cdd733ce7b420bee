"""The kinds of single value: a line, paragraphs, a key, a choice, a number, a day.

The value is always the text as it stands in the file: YAML would read 2010 as a number, 2027-11-30 as a date
and no as false; here the schema says what a value is, never its looks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from alongside.catalogue.document import INVISIBLE
from alongside.catalogue.grammar import BROKEN, Kind, Path, Reading, is_null, line_of, named, shown

LONGEST_BESIDE_ITS_NAME = 80


class LongText(str):
    """Text that is written as a YAML block, under a bar, the way a person would type it."""


def tidy(text: str) -> str:
    """Text without the white space nobody can see: around it, at the ends of lines, and tabs."""
    return "\n".join(line.rstrip() for line in text.replace("\t", " ").split("\n")).strip()


def scalar(node: yaml.Node, reading: Reading, path: Path, wanted: str) -> str | None:
    """The tidy text of a single value, or None after noting why there is none."""
    reason = ""
    text = ""
    if not isinstance(node, yaml.ScalarNode):
        reason = f"{named(path)} must be {wanted}, not a list or fields"
    elif is_null(node) or not (text := tidy(node.value)):
        reason = f"{named(path)} is empty; it must be {wanted}"
    elif found := INVISIBLE.search(text):
        reason = f"{named(path)} holds an invisible character (U+{ord(found[0]):04X}); remove it"
    if reason:
        reading.refuse(line_of(node), reason)
        return None
    return text


@dataclass(frozen=True)
class Line:
    """Text on one line."""

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        text = scalar(node, reading, path, "text on one line")
        if text is not None and "\n" in text:
            reading.refuse(line_of(node), f"{named(path)} must be on one line")
            return BROKEN
        return BROKEN if text is None else text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Paragraphs:
    """Text of any length."""

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        text = scalar(node, reading, path, "text")
        return BROKEN if text is None else text

    def write(self, value: str) -> str:
        is_long = "\n" in value or len(value) > LONGEST_BESIDE_ITS_NAME
        return LongText(value + "\n") if is_long else value


@dataclass(frozen=True)
class Pattern:
    """Text of a fixed shape, described in words for whoever gets it wrong."""

    shape: str
    words: str

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        text = scalar(node, reading, path, self.words)
        if text is not None and not re.fullmatch(self.shape, text):
            reading.refuse(line_of(node), f"{named(path)} must be {self.words}, not {shown(text)}")
            return BROKEN
        return BROKEN if text is None else text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        wanted = f"one of {', '.join(self.options)}"
        text = scalar(node, reading, path, wanted)
        if text is not None and text not in self.options:
            reading.refuse(line_of(node), f"{named(path)} must be {wanted}, not {shown(text)}")
            return BROKEN
        return BROKEN if text is None else text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class YesNo:
    """Yes or no, read as a truth value."""

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        text = scalar(node, reading, path, "yes or no")
        if text is not None and text not in ("yes", "no", "true", "false"):
            reading.refuse(line_of(node), f"{named(path)} must be yes or no, not {shown(text)}")
            return BROKEN
        return BROKEN if text is None else text in ("yes", "true")

    def write(self, value: bool) -> bool:
        return value


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds."""

    least: int
    most: int

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        wanted = f"a whole number from {self.least} to {self.most}"
        text = scalar(node, reading, path, wanted)
        if text is None:
            return BROKEN
        if re.fullmatch(r"-?[0-9]{1,12}", text) and self.least <= int(text) <= self.most:
            return int(text)
        reading.refuse(line_of(node), f"{named(path)} must be {wanted}, not {shown(text)}")
        return BROKEN

    def write(self, value: int) -> int:
        return value


@dataclass(frozen=True)
class Converted:
    """A value with a shape in text and a type in memory: a number with decimals, a day."""

    shape: str
    convert: Callable[[str], Any]
    words: str

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        text = scalar(node, reading, path, self.words)
        if text is None:
            return BROKEN
        try:
            if re.fullmatch(self.shape, text):
                return self.convert(text)
        except ValueError:
            pass  # the right shape, but no such day: the same sentence serves
        reading.refuse(line_of(node), f"{named(path)} must be {self.words}, not {shown(text)}")
        return BROKEN

    def write(self, value: Any) -> Any:
        return value if isinstance(value, date) else str(value)


LINE: Kind = Line()
TEXT: Kind = Paragraphs()
KEY: Kind = Pattern(r"(?=.{1,64}\Z)[a-z0-9]+(-[a-z0-9]+)*", "a key of lower-case letters, digits and hyphens")
VERSION: Kind = Pattern(r"[0-9a-z][0-9a-z.-]{0,39}", "a version such as 2026 or 2026.1-draft")
LANGUAGE: Kind = Pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language such as en-GB")
YEAR: Kind = Whole(1000, 9999)
YES_NO: Kind = YesNo()
NUMBER: Kind = Converted(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", Decimal, "a number such as 25 or 3.5")
DAY: Kind = Converted(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat, "a day such as 2027-11-30")
# A source often gives only the year or "late 2009"; inventing the day would be a false precision.
WHEN: Kind = Pattern(r"(?=.{4,60}\Z).*[0-9]{4}.*", "a time with its year, such as 2009-04, July 2009 or late 2009")
