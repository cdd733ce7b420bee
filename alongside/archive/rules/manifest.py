"""The first page of an archive: what the file is, what each table holds, and what was left out and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.archive.rules import reach
from alongside.archive.rules.classification import CLASSIFICATION
from alongside.archive.rules.kinds import Out, Reason
from alongside.archive.rules.reasons import EVERYTHING
from alongside.archive.rules.refusals import Refused

FORMAT = "partnership/1"
NAME = "manifest.json"


@dataclass(frozen=True)
class Table:
    """One table file: how many rows, and the SHA-256 of its bytes in hexadecimal."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself. `migrations` are the newest of each room: the shape that its tables have."""

    partnership_id: UUID
    partnership: str
    made_at: datetime
    migrations: Mapping[str, str]
    tables: Mapping[str, Table]


def file_of(label: str) -> str:
    """The name of a table's file inside the archive."""
    return f"tables/{label}.jsonl"


def written(manifest: Manifest, counts: Mapping[str, int | None]) -> bytes:
    """The manifest as text that people can read; `counts` are the rows left out of each table where that is told."""
    said = {
        "format": FORMAT,
        "made_by": "Alongside",
        "partnership": {"id": str(manifest.partnership_id), "name": manifest.partnership},
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "migrations": dict(manifest.migrations),
        "tables": {label: {"file": file_of(label), **asdict(table)} for label, table in manifest.tables.items()},
        "left_out": [_said(reason, counts) for reason in EVERYTHING],
    }
    return json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _said(reason: Reason, counts: Mapping[str, int | None]) -> dict[str, object]:
    tables = where_left_out(reason)
    told = [count for label in tables if (count := counts.get(label)) is not None]
    return {
        "what": str(reason.what),
        "why": str(reason.why),
        "tables": tables,
        "fields": fields_left_out(reason),
        "rows": sum(told) if told else None,
    }


def where_left_out(reason: Reason) -> list[str]:
    """The tables of which all or some rows are left out for a reason."""
    whole = [label for label, said in CLASSIFICATION.items() if isinstance(said, Out) and said.reason is reason]
    some = [label for label in reach.exported() if (only := reach.kept(label).only) and only.reason is reason]
    return sorted(whole + some)


def fields_left_out(reason: Reason) -> list[str]:
    """The fields that are left out, replaced or sometimes empty for a reason."""
    return sorted(
        f"{label}.{name}"
        for label in reach.exported()
        for name, how in reach.kept(label).fields.items()
        if how.reason is reason
    )


def read(text: bytes, migrations: Mapping[str, str]) -> Manifest:
    """The manifest of a file that this version can restore. Raises Refused with the reason."""
    try:
        said: dict[str, Any] = json.loads(text)
        kind, tables = said["format"], said["tables"]
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise Refused(_("The first page of this file (manifest.json) cannot be read.")) from problem
    if kind != FORMAT:
        raise Refused(
            _("This file has the format “%(given)s”. This version restores “%(known)s”.")
            % {"given": str(kind)[:60], "known": FORMAT}
        )
    check_tables(tables)
    if said.get("migrations") != dict(migrations):
        raise Refused(
            _(
                "The tables of this file have another shape than those of this version. Restore it with the version "
                "that made it, and update afterwards."
            )
        )
    try:
        return Manifest(
            partnership_id=UUID(said["partnership"]["id"]),
            partnership=str(said["partnership"]["name"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            migrations=said["migrations"],
            tables={label: Table(int(each["rows"]), str(each["sha256"])) for label, each in tables.items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise Refused(_("The first page of this file (manifest.json) cannot be read.")) from problem


def check_tables(named: object) -> None:
    """Exactly the tables that this version knows. Raises Refused, naming one that is missing or too many."""
    known, given = set(reach.exported()), set(named) if isinstance(named, dict) else set()
    for label in sorted(given - known):
        raise Refused(_("This file holds a table that is not known here: %(table)s.") % {"table": str(label)[:80]})
    for label in sorted(known - given):
        raise Refused(_("This file lacks the table %(table)s.") % {"table": label})
