"""Reads YAML text into nodes that remember their lines, and refuses everything our content has no use for.

Content may come from a browser, so the text is not trusted: no anchors or aliases (they make YAML bombs),
no tags (they make objects), no second document, and limits on size, depth and number of values that are far
above what a real file needs.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

LARGEST = 1_000_000
DEEPEST = 12
MOST_VALUES = 20_000

# Everything invisible that can hide or reorder what a reviewer reads: control characters other than tab and
# newline, line and paragraph separators, direction overrides, byte order marks, surrogates, non-characters.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufeff\ud800-\udfff\ufffe\uffff]")

EXPLANATIONS = {
    r"'\t'": "there is a tab here; indent with spaces",
    "single document": "there is more than one document in this file; remove the line ---",
    "mapping values are not allowed": (
        "there is a colon here that does not belong to a field; put the text in quotes, or below after a |"
    ),
    "could not find expected ':'": "this line is not a field; a field is a name, a colon and a space",
    "expected <block end>": (
        "this line does not fit those above it: its indentation differs, or a quotation mark above it was never closed"
    ),
    "end of stream": "quotes or brackets are opened here and never closed",
    "expected ',' or": "brackets are opened here and never closed, or a comma is missing",
    "cannot start any token": "this line starts with a sign that means something in YAML; use quotes",
}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file: where it is, and a sentence that says what to do about it."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class ContentError(ValueError):
    """A file cannot be used. ``problems`` holds every reason found, in the order of the lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class _Refused(Exception):
    """Stops the reading of a file at a line, with a reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class _PlainLoader(yaml.SafeLoader):
    """A loader that stops at whatever makes YAML more than text, lists and mappings."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0
        self._values = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        self._refuse_more_than_text(self.peek_event())  # type: ignore[no-untyped-call]
        self._depth += 1
        self._values += 1
        # types-PyYAML types the index as int; PyYAML itself passes None, a number or a node.
        node = super().compose_node(parent, index)  # type: ignore[arg-type]
        self._depth -= 1
        return node

    def _refuse_more_than_text(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(line, f"*{event.anchor} is an alias; write the text out instead")
        if getattr(event, "anchor", None):
            raise _Refused(line, "an anchor (&) is not allowed here; if it is text, put it in quotes")
        if getattr(event, "tag", None):
            raise _Refused(line, "a tag (!) is not allowed here; if it is text, put it in quotes")
        if self._depth >= DEEPEST:
            raise _Refused(line, f"lists and fields are nested more than {DEEPEST} deep")
        if self._values >= MOST_VALUES:
            raise _Refused(line, f"there are more than {MOST_VALUES} values in this file")


def read_text(path: Path, name: str) -> str:
    """The text of a file. Raises ContentError if it is too large, not readable or not UTF-8."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise _Refused(1, f"the file is larger than {LARGEST} bytes")
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ContentError((Problem(name, line, "the file is not saved as UTF-8 text"),)) from None
    except OSError as error:
        raise ContentError((Problem(name, 1, f"the file cannot be read: {error.strerror}"),)) from None
    except _Refused as refused:
        raise ContentError((Problem(name, refused.line, refused.reason),)) from None


def compose(text: str, name: str) -> yaml.Node:
    """The nodes of one plain YAML document, each with its line. Raises ContentError if refused."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        _refuse_unfit(text)
        node = yaml.compose(text, Loader=_PlainLoader)
    except _Refused as refused:
        raise ContentError((Problem(name, refused.line, refused.reason),)) from None
    except yaml.MarkedYAMLError as error:
        raise ContentError((_explained(error, name),)) from None
    if node is None:
        raise ContentError((Problem(name, 1, "the file is empty"),))
    return node


def _refuse_unfit(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise _Refused(1, f"the text is larger than {LARGEST} bytes")
    found = INVISIBLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise _Refused(line, f"there is an invisible character here (U+{ord(found[0]):04X}); remove it")


def _explained(error: yaml.MarkedYAMLError, name: str) -> Problem:
    said = " ".join(part for part in (error.context, error.problem) if part)
    known = [explanation for sign, explanation in EXPLANATIONS.items() if sign in said]
    reason = known[0] if known else f"this is not YAML that can be read: {said}"
    # What was never closed is noticed at the end of the file; the person needs to know where it was opened.
    mark = error.context_mark if "opened here" in reason else error.problem_mark
    mark = mark or error.context_mark
    return Problem(name, mark.line + 1 if mark else 1, reason)
