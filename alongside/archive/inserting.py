"""Put the rows of an archive into the tables, each checked against its model before it goes in."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from alongside.archive.rules import reach
from alongside.archive.rules.lines import Unreadable, parsed, read
from alongside.archive.rules.refusals import Refused
from alongside.archive.unpacking import Archive

# Where a key was first pointed at: the table, and the number of its line.
Place = tuple[str, int]


class Inserted:
    """The rows of an archive, in the database. Called inside the transaction that takes them back if one is wrong."""

    def __init__(self, archive: Archive) -> None:
        """Insert everything. Raises Refused, naming the table and the line, for the first row that is not valid."""
        self._keys: dict[str, set[Any]] = {}
        self._pointed_at: dict[str, dict[Any, Place]] = {}
        for label in reach.in_order():
            self._insert(label, archive)
        self._check_pointers()

    def _insert(self, label: str, archive: Archive) -> None:
        made = _Maker(label)
        keys: set[Any] = set()
        last: Any = None
        for number, line in enumerate(archive.lines(label), start=1):
            row = made.row(line, number)
            key = row.pk
            if key is not None and last is not None and key <= last:
                raise _wrong(_("Line %(line)d of %(table)s is there twice or out of order."), label, number)
            last = key
            keys.add(key)
            for name, where in made.pointers.items():
                value = getattr(row, name)
                if value is not None:
                    self._pointed_at.setdefault(where, {}).setdefault(value, (label, number))
            self._save(row, label, number)
        self._keys[label] = keys

    def _save(self, row: Model, label: str, number: int) -> None:
        try:
            # Raw, as it stands: no moment is set to now, and no model does something of its own.
            row.save_base(raw=True, force_insert=True)
        except DatabaseError as problem:
            raise _wrong(_("Line %(line)d of %(table)s breaks a rule of the database."), label, number) from problem

    def _check_pointers(self) -> None:
        for where, wanted in self._pointed_at.items():
            for key in wanted.keys() - self._keys[where]:
                label, number = wanted[key]
                raise _wrong(
                    _("Line %(line)d of %(table)s names something in %(other)s that is not in the file."),
                    label, number, other=where,
                )  # fmt: skip


class _Maker:
    """Makes rows of one table from its lines."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.model = reach.model_of(label)
        self.fields = {field.name: field for field in reach.fields(label)}
        self.pointers = {
            field.attname: reach.target(field) for field in self.fields.values() if isinstance(field, ForeignKey)
        }
        self.without = reach.left_out(label)
        self.shapes = reach.kept(label).shapes

    def row(self, line: bytes, number: int) -> Model:
        """An unsaved row. Raises Refused."""
        try:
            said = parsed(line)
        except Unreadable as problem:
            raise _wrong(
                _("Line %(line)d of %(table)s is not written as it should be."), self.label, number
            ) from problem
        for name in sorted(said.keys() - self.fields.keys()):
            raise _wrong(
                _("Line %(line)d of %(table)s has a field that is not known here: %(field)s."),
                self.label, number, field=name[:80],
            )  # fmt: skip
        for name in sorted(self.fields.keys() - said.keys()):
            raise _wrong(_("Line %(line)d of %(table)s lacks the field %(field)s."), self.label, number, field=name)
        row = self.model(**self._left_out())
        for name, field in self.fields.items():
            setattr(row, field.attname, self._value(field, said[name], number))
        return row

    def _value(self, field: reach.AnyField, value: object, number: int) -> Any:
        shape = self.shapes.get(field.name)
        try:
            found = read(field, value)
            if shape and shape(found) != found:
                raise Unreadable(field.name)
            return found
        except (Unreadable, LookupError, TypeError, AttributeError, ValueError) as problem:
            raise _wrong(
                _("Line %(line)d of %(table)s has a value in %(field)s that cannot be right."),
                self.label, number, field=field.name,
            ) from problem  # fmt: skip

    def _left_out(self) -> dict[str, Any]:
        """New values for what the file does not hold, made for each row anew."""
        return {
            field.attname: how.restored() if how.restored else field.get_default()
            for field, how in self.without.items()
        }


def _wrong(sentence: str, label: str, number: int, **words: str) -> Refused:
    return Refused(sentence % {"table": label, "line": number, **words})
