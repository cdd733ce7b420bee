"""Write an archive: every table once, then the file that holds them all, the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, cast
from uuid import UUID

from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from alongside.archive.queries.rows import left_out, lines
from alongside.archive.queries.scope import Scope, one_moment
from alongside.archive.rules import reach
from alongside.archive.rules.classification import NAMED
from alongside.archive.rules.manifest import NAME, Manifest, Table, file_of, written
from alongside.people.models import Partnership

# What is larger waits on the disk of this machine, in a file without a name.
IN_MEMORY = 8 * 1024 * 1024
# The earliest moment that a zip can name: the file tells of no moment but the one in the manifest.
MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(partnership_id: UUID) -> IO[bytes]:
    """The archive of a partnership, open at its beginning. Raises Partnership.DoesNotExist."""
    with one_moment():
        scope = Scope(partnership_id, timezone.now())
        name = Partnership.objects.get(pk=partnership_id).name
        files, tables = read_tables(scope)
        counts = {label: left_out(label, scope) for label in reach.exported()}
    manifest = Manifest(partnership_id, name, scope.now, migrations(), tables)
    return _zipped(files, written(manifest, counts))


def read_tables(scope: Scope) -> tuple[dict[str, IO[bytes]], dict[str, Table]]:
    """Every table as a file, with how many rows it has and its fingerprint."""
    files: dict[str, IO[bytes]] = {}
    tables: dict[str, Table] = {}
    for label in sorted(reach.exported(), key=_last_what_is_named):
        files[label], tables[label] = _table(label, scope)
    return files, tables


def _last_what_is_named(label: str) -> tuple[int, str]:
    """People and organisations come after all rows that may name them, and after them what is reached through them."""
    return (2 if reach.of_the_named(label) else 1 if label in NAMED else 0), label


def _table(label: str, scope: Scope) -> tuple[IO[bytes], Table]:
    file = _waiting()
    digest, rows = hashlib.sha256(), 0
    for line in lines(label, scope):
        file.write(line)
        digest.update(line)
        rows += 1
    file.seek(0)
    return file, Table(rows, digest.hexdigest())


def _waiting() -> IO[bytes]:
    """A file for whoever reads it next, who also closes it."""
    return cast("IO[bytes]", SpooledTemporaryFile(max_size=IN_MEMORY))


def _zipped(files: Mapping[str, IO[bytes]], manifest: bytes) -> IO[bytes]:
    whole = _waiting()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(_member(NAME), manifest)
        for label in sorted(files):
            with files[label] as file, archive.open(_member(file_of(label)), "w") as member:
                shutil.copyfileobj(file, member)
    whole.seek(0)
    return whole


def _member(name: str) -> zipfile.ZipInfo:
    """A part of the file that says nothing of the machine or the moment."""
    member = zipfile.ZipInfo(name, MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o600 << 16
    return member


def migrations() -> dict[str, str]:
    """The newest migration of each room that keeps something: the shape of its tables."""
    rooms = {label.partition(".")[0] for label in reach.exported()}
    leaves = MigrationLoader(None).graph.leaf_nodes()
    return {app: name for app, name in leaves if app in rooms}
