"""One row as one line: canonical JSON, the same from every database, and back without trusting it.

Keys are sorted, there is no space, text is UTF-8. Identifiers and decimals are texts, instants are in UTC with
microseconds and end in Z, days are 2027-11-30. What a line says must come out the same when it is written again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from alongside.archive.rules.reach import AnyField


class Unreadable(ValueError):
    """A line or a value that no export of ours would hold; the message names the field, if there is one."""


def canonical(value: object) -> bytes:
    """The one way to write a value, ending with a line feed."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def parsed(line: bytes) -> dict[str, Any]:
    """A line as the object it holds. Raises Unreadable unless it is written exactly as `canonical` writes it."""
    try:
        found = json.loads(line)
        same = canonical(found) == line
    except (ValueError, RecursionError) as problem:
        raise Unreadable("") from problem
    if not same or not isinstance(found, dict):
        raise Unreadable("")
    return found


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@cache
def kind(field: AnyField) -> str:
    """How the values of a field are written. Raises TypeError for a kind of field nobody has thought about here."""
    end = field.target_field if isinstance(field, models.ForeignKey) else field
    for known, name in _KINDS:
        if isinstance(end, known):
            return name
    raise TypeError(
        f"The archive does not know {type(field).__name__} ({field}): say in rules/lines.py how it is kept."
    )


# Subclasses before the classes they come from.
_KINDS: tuple[tuple[type[AnyField], str], ...] = (
    (models.UUIDField, "identifier"),
    (models.DateTimeField, "instant"),
    (models.DateField, "day"),
    (models.DecimalField, "decimal"),
    (models.BooleanField, "yes or no"),
    (models.IntegerField, "whole number"),
    (models.CharField, "text"),
    (models.TextField, "text"),
    (models.JSONField, "JSON"),
)


def write(field: AnyField, value: Any) -> object:
    """A value from the database as it stands in a line."""
    if value is None:
        return None
    match kind(field):
        case "identifier" | "decimal":
            return str(value)
        case "instant":
            return _instant(value)
        case "day":
            return value.isoformat()
    return value


def read(field: AnyField, value: object) -> Any:
    """A value of a line as the database takes it. Raises Unreadable for what the field cannot hold."""
    try:
        found = _read(field, value)
        if value is not None and write(field, found) != value:
            raise Unreadable(field.name)
        _check(field, found)
    except (ValueError, TypeError, ArithmeticError, ValidationError) as problem:
        raise Unreadable(field.name) from problem
    return found


_TYPES: Mapping[str, type] = {"yes or no": bool, "whole number": int}


def _read(field: AnyField, value: object) -> Any:
    if value is None or kind(field) == "JSON":
        return value
    wanted = _TYPES.get(kind(field), str)
    # True is a whole number to Python.
    if type(value) is not wanted:
        raise Unreadable(field.name)
    text = str(value)
    match kind(field):
        case "identifier":
            return UUID(text)
        case "instant":
            return datetime.fromisoformat(text)
        case "day":
            return date.fromisoformat(text)
        case "decimal":
            return Decimal(text)
    return value


def _check(field: AnyField, value: Any) -> None:
    """What the database or the model would refuse: nothing where something is due, choices, lengths, ranges."""
    if value is None:
        if not field.null:
            raise Unreadable(field.name)
        return
    if kind(field) in ("text", "JSON") and _has_null_letter(value):
        raise Unreadable(field.name)
    if field.choices and value not in {key for key, _name in field.flatchoices} | ({""} if field.blank else set()):
        raise Unreadable(field.name)
    # A foreign key is looked up elsewhere, among the rows of the file.
    if not isinstance(field, models.ForeignKey):
        field.run_validators(value)


def _has_null_letter(value: object) -> bool:
    """PostgreSQL keeps no letter of number nought; in JSON it may hide at any depth."""
    if isinstance(value, dict):
        return any(_has_null_letter(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_has_null_letter, value))
    return isinstance(value, str) and "\0" in value
