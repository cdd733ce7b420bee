"""Rows in every table, made from the models, so that a table or field that comes later is tried without being named.

Every text is a word that stands nowhere else. `Grown.words` says of each where it stands: the table, the field and
which of the partnership's rows. What must be just so for a row to be kept or left out stands in `JUST_SO`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection, models

ROWS = 3
_numbers = count(1)
LATER = datetime.now(UTC) + timedelta(days=30)
BEFORE = datetime(2021, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
Values = Callable[["Grown", int], dict[str, Any]]


@dataclass
class Grown:
    """What was made for one partnership."""

    rows: dict[str, list[models.Model]] = field(default_factory=dict)
    words: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    @property
    def partnership(self) -> Any:
        """The partnership itself."""
        return self.rows["people.Partnership"][0]

    def lead(self) -> Any:
        """A member who is its lead."""
        return next(each for each in self.rows["people.Membership"] if each.role == "lead")


def _cells(grown: Grown, place: int) -> dict[str, Any]:
    """The first reveal shows the first group alone; the others show nothing."""
    alone = {"keys": ["group-0"], "names": ["Staff"], "counts": {"engagement": 6}}
    return {"cells": [alone] if place == 0 else [], "withheld": []}


JUST_SO: dict[str, Values] = {
    "people.Organisation": lambda grown, place: {"ods_code": ""},
    "people.Partnership": lambda grown, place: {"time_zone": "Europe/London"},
    "people.PartnershipOrganisation": lambda grown, place: {"side": "partner" if place else "provider"},
    "people.User": lambda grown, place: {"is_active": True},
    # The first ended, the second ran out, the third is open.
    **{
        label: lambda grown, place: {"expires_at": BEFORE if place % ROWS == 1 else LATER}
        for label in ("people.Invitation", "assessments.Invite", "assessments.RecordShare")
    },
    # The first never waited, the second was opened, the third waits.
    "evidence.Card": lambda grown, place: {"held_for": "" if place == 0 else f"waits-{uuid4()}"},
    "desk.DeskShare": lambda grown, place: {"ended_at": LATER if place % ROWS < 2 else None},
    "assessments.AssessmentState": lambda grown, place: {"state": "closed" if place == 0 else "open"},
    "assessments.ExpectedGroup": lambda grown, place: {"key": f"group-{place}"},
    "assessments.Reveal": lambda grown, place: {"item": "risk", "round": 1, "cells": _cells(grown, place)},
    "plans.ChoicesOpened": lambda grown, place: {"cells": {"cells": [], "withheld": [], "absent": []}},
    "assessments.SharedReason": lambda grown, place: {"item": "risk", "round": 2 if place == 2 else 1},
    "feedback.Release": lambda grown, place: {"result": {"people": 10, "questions": [], "groups": [], "hidden": []}},
    "comparing.Comparison": lambda grown, place: {
        "result": {"measures": [], "groups": [], "grouped": True, "unheard": []}
    },
    "audit.Entry": lambda grown, place: {
        "partnership_id": grown.partnership.pk,
        "actor_kind": ("user", "participant", "system")[place % ROWS],
    },
}
# Rows that are not made: the ends of what is still open, the release of what still waits.
NOT_MADE = {
    "people.Partnership": {1, 2},
    "people.InvitationEnd": {1, 2},
    "assessments.InviteEnd": {1, 2},
    "assessments.RecordShareEnd": {1, 2},
    "evidence.Release": {0, 2},
    "feedback.CommentReading": {2},
}
# Which of the rows above an export leaves out.
LEFT_OUT = {
    "people.Invitation": {2},
    "assessments.Invite": {2},
    "assessments.RecordShare": {2},
    "assessments.RecordShareOpening": {2},
    "evidence.Card": {2},
    "assessments.Participant": {1, 2},
    "workshops.Attendance": {1, 2},
    "assessments.SharedReason": {2},
    "assessments.Withholding": {2},
    "feedback.Comment": {2},
    "desk.DeskShare": {2},
    "audit.Entry": {1},
}


def ours() -> list[type[models.Model]]:
    """Every table of ours, each after those it points at."""
    waiting = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    # The partnership first: the log points at it without a foreign key.
    ordered: list[type[models.Model]] = [model for model in waiting if model._meta.label == "people.Partnership"]
    waiting.remove(ordered[0])
    while waiting:
        ready = [model for model in waiting if not (_pointed_at(model) - {model}) & set(waiting)]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _pointed_at(model: type[models.Model]) -> set[Any]:
    return {column.related_model for column in model._meta.concrete_fields if column.is_relation}


def grow(rows: int = ROWS) -> Grown:
    """One partnership with this many rows in every table of ours."""
    grown = Grown()
    for model in ours():
        label = model._meta.label
        made = []
        for place in range(rows):
            if place not in NOT_MADE.get(label, set()) and not (label == "people.Partnership" and place):
                made.append(_row(model, grown, place))
        grown.rows[label] = made
    return grown


def _row(model: type[models.Model], grown: Grown, place: int) -> models.Model:
    label = model._meta.label
    just_so = JUST_SO.get(label, lambda grown, place: {})(grown, place)
    row = model(**just_so)
    for column in model._meta.concrete_fields:
        if column.name not in just_so and not isinstance(column, models.AutoField):
            setattr(row, column.attname, _value(column, grown, place))
            _note(column, row, grown, place)
    row.save_base(raw=True, force_insert=True)
    return row


def _note(column: Any, row: models.Model, grown: Grown, place: int) -> None:
    said = getattr(row, column.attname)
    for word in str(said).replace("@", " ").replace("'", " ").replace("[", " ").replace("]", " ").split():
        if word.startswith("zq9x"):
            grown.words[word] = (column.model._meta.label, column.name, place)


def _value(column: Any, grown: Grown, place: int) -> Any:
    if isinstance(column, models.ForeignKey):
        there = grown.rows.get(column.related_model._meta.label, [])
        if column.related_model is column.model:
            return None
        row = there[place % len(there)]
        return row.pk
    if column.choices:
        return column.flatchoices[place % len(column.flatchoices)][0]
    if isinstance(column, models.UUIDField):
        return uuid4()
    if isinstance(column, models.BooleanField):
        return bool(place % 2)
    if isinstance(column, models.DateTimeField):
        return BEFORE + timedelta(days=place, microseconds=place)
    if isinstance(column, models.DateField):
        return date(2024, 2, 29) + timedelta(days=place)
    if isinstance(column, models.IntegerField):
        return next(_numbers) if column.unique else place + 1
    word = f"zq9x{next(_numbers):05d}"
    if isinstance(column, models.JSONField):
        return [word]
    if isinstance(column, models.BinaryField):
        return word.encode()
    if isinstance(column, models.EmailField):
        return f"{word}@example.org"
    return f"{word} „ä\n\"'\\" if isinstance(column, models.TextField) else word[: column.max_length]


def emptied() -> None:
    """Take everything away, as in an installation that was just made."""
    for model in reversed(
        [*ours(), *(each for each in apps.get_models() if each._meta.app_label in ("mfa", "account"))]
    ):
        model._base_manager.all()._raw_delete(connection.alias)
