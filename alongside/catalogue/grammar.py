"""A small grammar for what a file may hold: kinds of value, each of which reads a node and writes it back.

A schema is made of these kinds and is the single description of a format: reading, writing, the
documentation test and the differences all walk it. Reading never stops at the first problem; whatever
cannot be read becomes ``BROKEN``, and a record with a broken part is broken too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, Protocol

import yaml

from alongside.catalogue.document import ContentError, Problem, compose

MOST_PROBLEMS = 100
BROKEN: Final = object()

Path = tuple[str | int, ...]


@dataclass
class Reading:
    """One file being read: its name, the line of every value, and the problems found so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)

    def refuse(self, line: int, reason: str) -> None:
        """Note a problem. Raises ContentError when there are so many that listing more would help nobody."""
        if len(self.problems) >= MOST_PROBLEMS:
            more = f"there are more than {MOST_PROBLEMS} problems; the rest is not listed"
            self.problems.append(Problem(self.file, line, more))
            self.stop_if_broken()
        self.problems.append(Problem(self.file, line, reason))

    def refuse_at(self, path: Path, reason: str) -> None:
        """Note a problem at the line of a value, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        self.refuse(self.lines.get(path, 1), reason)

    def stop_if_broken(self) -> None:
        """Raise ContentError with all problems noted, in the order of the lines; if there are none, go on."""
        if self.problems:
            raise ContentError(tuple(sorted(self.problems)))


class Kind(Protocol):
    """What a value may be."""

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        """The value of a node, or BROKEN after noting why."""

    def write(self, value: Any) -> Any:
        """The value as text, numbers, lists and dictionaries that ``read`` reads back to an equal value."""


def named(path: Path) -> str:
    """How a value is called in a sentence: 'title', or entry 2 of 'authors'."""
    if not path:
        return "the file"
    last = path[-1]
    return f"entry {last + 1} of '{path[-2]}'" if isinstance(last, int) else f"'{last}'"


def is_null(node: yaml.Node) -> bool:
    """Whether nothing is written there (empty, ~ or null, without quotes)."""
    return isinstance(node, yaml.ScalarNode) and str(node.tag) == "tag:yaml.org,2002:null"


def line_of(node: yaml.Node) -> int:
    """The line a node starts on, counted from one."""
    return int(node.start_mark.line) + 1


def shown(text: str) -> str:
    """A piece of a file in a sentence: in quotes, on one line, not too long."""
    flat = " ".join(text.split())
    return f"'{flat[:40]}…'" if len(flat) > 40 else f"'{flat}'"


def entries(node: yaml.MappingNode, reading: Reading, path: Path) -> dict[str, yaml.Node]:
    """The fields of a mapping by name; a repeated or nameless field is noted and left out."""
    found: dict[str, yaml.Node] = {}
    first: dict[str, int] = {}
    for name_node, value in node.value:
        if not isinstance(name_node, yaml.ScalarNode):
            reading.refuse(line_of(name_node), "the name of a field must be a word, not a list or fields")
        elif name_node.value in found:
            again = f"{shown(name_node.value)} is given twice; first on line {first[name_node.value]}"
            reading.refuse(line_of(name_node), again)
        else:
            found[name_node.value] = value
            first[name_node.value] = reading.lines[(*path, name_node.value)] = line_of(name_node)
    return found


@dataclass(frozen=True)
class Maybe:
    """A field that may be left out. With ``must_appear`` it has to be there, but may say null."""

    kind: Kind
    default: Any = None
    must_appear: bool = False

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        return self.default if is_null(node) else self.kind.read(node, reading, path)

    def write(self, value: Any) -> Any:
        return None if value is None else self.kind.write(value)


@dataclass(frozen=True)
class ListOf:
    """A list, read as a tuple."""

    kind: Kind
    at_least: int = 0

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            reading.refuse(line_of(node), f"{named(path)} must be a list: every entry on a line after a dash")
            return BROKEN
        if len(node.value) < self.at_least:
            few = f"{named(path)} needs at least {self.at_least}, not {len(node.value)}"
            reading.refuse(line_of(node), few)
        read = []
        for number, entry in enumerate(node.value):
            reading.lines[(*path, number)] = line_of(entry)
            read.append(self.kind.read(entry, reading, (*path, number)))
        return BROKEN if BROKEN in read else tuple(read)

    def write(self, value: Any) -> Any:
        return [self.kind.write(entry) for entry in value]


@dataclass(frozen=True)
class MappingOf:
    """Names chosen by the file, each with a value of one kind, read as a mapping that cannot be changed."""

    name: Kind
    kind: Kind

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        if not isinstance(node, yaml.MappingNode):
            reading.refuse(line_of(node), f"{named(path)} must be fields: a name, a colon and a text each")
            return BROKEN
        for name_node, _ in node.value:
            if isinstance(name_node, yaml.ScalarNode):
                self.name.read(name_node, reading, path)
        found = entries(node, reading, path)
        read = {name: self.kind.read(value, reading, (*path, name)) for name, value in found.items()}
        return BROKEN if BROKEN in read.values() else MappingProxyType(read)

    def write(self, value: Any) -> Any:
        return {name: self.kind.write(entry) for name, entry in value.items()}


@dataclass(frozen=True)
class Record:
    """Named fields that become one frozen dataclass; ``renamed`` maps a field to its attribute."""

    build: Callable[..., Any]
    fields: Mapping[str, Kind]
    format: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    def read(self, node: yaml.Node, reading: Reading, path: Path) -> Any:
        if not isinstance(node, yaml.MappingNode):
            reading.refuse(line_of(node), f"{named(path)} must be fields: {', '.join(self.fields)}")
            return BROKEN
        found = entries(node, reading, path)
        if self.format:
            self._check_format(found.pop("format", None), node, reading)
        for name in found.keys() - self.fields.keys():
            reading.refuse(reading.lines[(*path, name)], self._unknown(name, found[name]))
        values = {}
        for name, kind in self.fields.items():
            attribute = self.renamed.get(name, name)
            values[attribute] = self._field(name, kind, found.get(name), node, reading, path)
        return BROKEN if BROKEN in values.values() else self.build(**values)

    def _field(
        self, name: str, kind: Kind, value: yaml.Node | None, node: yaml.Node, reading: Reading, path: Path
    ) -> Any:
        if value is not None:
            return kind.read(value, reading, (*path, name))
        if isinstance(kind, Maybe) and not kind.must_appear:
            return kind.default
        where = f" in {named(path)}" if path else ""
        reading.refuse(line_of(node), f"'{name}' is missing{where}")
        return BROKEN

    def _check_format(self, value: yaml.Node | None, node: yaml.Node, reading: Reading) -> None:
        if value is None:
            reading.refuse(line_of(node), f"'format' is missing; this should be 'format: {self.format}'")
        elif value.value != self.format:
            reading.refuse(line_of(value), f"'format' must be '{self.format}'")

    def _unknown(self, name: str, value: yaml.Node) -> str:
        near = get_close_matches(name[:60], self.fields, n=1)
        if not near and is_null(value) and value.start_mark.index == value.end_mark.index:
            return f"{shown(name)} is cut off from its text; between {{ and }} a text with a comma needs quotes"
        advice = f"did you mean '{near[0]}'?" if near else f"fields here are {', '.join(self.fields)}"
        return f"there is no field {shown(name)}; {advice}"

    def write(self, value: Any) -> dict[str, Any]:
        written = {"format": self.format} if self.format else {}
        for name, kind in self.fields.items():
            held = getattr(value, self.renamed.get(name, name))
            if not (isinstance(kind, Maybe) and not kind.must_appear and held == kind.default):
                written[name] = kind.write(held)
        return written


def read(text: str, name: str, schema: Record) -> tuple[Any, Reading]:
    """The record a text holds, and the lines of its values. Raises ContentError with every problem found."""
    reading = Reading(name)
    value = schema.read(compose(text, name), reading, ())
    reading.stop_if_broken()
    return value, reading
