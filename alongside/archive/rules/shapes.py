"""What JSON of a table must look like, so that pages can draw it: read by its own room, and written back the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from alongside.assessments.rules.small_groups import Released
from alongside.comparing.rules.frozen import Result as Comparison
from alongside.feedback.rules.releasing import Result
from alongside.plans.rules.choices import OpenedChoices


def reveal(value: Any) -> object:
    """Answers that were opened: `Released`."""
    released = Released.from_json(value)
    for cell in released.cells:
        _words([*cell.keys, *cell.names])
        _counts(cell.counts)
    _words(released.withheld)
    return released.as_json()


def choices(value: Any) -> object:
    """Choices that were opened: `OpenedChoices`."""
    opened = OpenedChoices.from_json(value)
    for cell in opened.cells:
        _counts({**cell.counts, "": cell.people})
    for group in [*opened.withheld, *opened.absent, *(group for cell in opened.cells for group in cell.groups)]:
        _words([group.key, group.name, group.voice])
    return opened.as_json()


def feedback(value: Any) -> object:
    """What was published of a team's feedback: `Result`."""
    result = Result.from_json(value)
    _words(result.hidden)
    for questions in [result.questions, *(group.questions for group in result.groups)]:
        for question in questions:
            _words([question.item, question.nearly_all])
            _counts({"": question.people, **dict(question.answers)})
    for group in result.groups:
        _words([group.about, group.group])
        _counts({"": group.people})
    _counts({"": result.people})
    return json.loads(json.dumps(result.to_json()))


def comparison(value: Any) -> object:
    """What was frozen of teams beside each other: `Result` of comparing."""
    result = Comparison.from_json(value)
    result.check()
    return json.loads(json.dumps(result.to_json()))


def names(value: Any) -> object:
    """Names of fields in the log."""
    _words(value)
    return list(value)


def _words(given: Iterable[object]) -> None:
    if not all(isinstance(word, str) for word in given):
        raise ValueError("A word is due here.")


def _counts(given: Mapping[str, object]) -> None:
    # True is a number to Python.
    if not all(type(count) is int and count >= 0 for count in given.values()):
        raise ValueError("A count is due here.")
