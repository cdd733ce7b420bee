"""Read an archive and trust nothing in it: only known names, only so much, nothing put on disk, nothing run.

Every way in which a file can be wrong ends in `Refused` with one sentence.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from django.utils.translation import gettext as _

from alongside.archive.rules import manifest as first_page
from alongside.archive.rules import reach
from alongside.archive.rules.manifest import NAME, file_of
from alongside.archive.rules.refusals import Refused

# An archive of ten plans and five years is a few megabytes. What is larger than this is no partnership.
LARGEST_FILE = 512 * 1024 * 1024
LARGEST_WHOLE = 2 * 1024 * 1024 * 1024
LARGEST_MANIFEST = 1024 * 1024
LONGEST_LINE = 16 * 1024 * 1024
CHUNK = 1024 * 1024

# What Python's reader of zip files raises for bytes that make no sense to it.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, LookupError,
    OverflowError,
)  # fmt: skip


class Archive:
    """A file that was checked from outside: its names, its sizes, its manifest and the fingerprint of each table."""

    def __init__(self, file: IO[bytes], migrations: Mapping[str, str]) -> None:
        """Raises Refused for a file that is damaged, too large, or not of this kind and version."""
        _check_size(file)
        with readable():
            self._zip = zipfile.ZipFile(file)
        _check_sizes(self._zip.infolist())
        self.manifest = first_page.read(self._whole_manifest(), migrations)
        self._check_names()
        for label in self.manifest.tables:
            self._check_table(label)

    def lines(self, label: str) -> Iterator[bytes]:
        """The lines of a table, one at a time. Raises Refused for one that is too long or has no end."""
        with readable(), self._zip.open(file_of(label)) as member:
            buffered = io.BufferedReader(member)  # type: ignore[type-var]
            while line := buffered.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise Refused(_("A line of %(table)s is too long or has no end.") % {"table": label})
                yield line

    def _whole_manifest(self) -> bytes:
        if NAME not in self._zip.namelist():
            raise Refused(_("This is not an export of a partnership: it has no first page (manifest.json)."))
        if self._zip.getinfo(NAME).file_size > LARGEST_MANIFEST:
            raise Refused(_("This file is larger than any export of a partnership can be."))
        with readable():
            return self._zip.read(NAME)

    def _check_names(self) -> None:
        """Exactly the members that the manifest names, each once."""
        given = self._zip.namelist()
        known = {NAME, *map(file_of, self.manifest.tables)}
        for name in sorted(set(given) - known):
            raise Refused(_("This file holds something that is not known here: %(name)s.") % {"name": name[:80]})
        for name in sorted(known - set(given)):
            raise Refused(_("This file lacks %(name)s.") % {"name": name})
        if len(given) != len(known):
            raise Refused(_("A part of this file is there twice."))

    def _check_table(self, label: str) -> None:
        digest = hashlib.sha256()
        with readable(), self._zip.open(file_of(label)) as member:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != self.manifest.tables[label].sha256:
            raise Refused(_("The table %(table)s is not as it was when the file was made.") % {"table": label})


@contextmanager
def readable() -> Iterator[None]:
    """Whatever a damaged file does to the reader becomes one sentence."""
    try:
        yield
    except DAMAGE as problem:
        raise Refused(_("This file is damaged and cannot be read. Copy it again, or make a new one.")) from problem


def _check_size(file: IO[bytes]) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > LARGEST_FILE:
        raise Refused(_("This file is larger than any export of a partnership can be."))


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    """Before anything is unpacked: what it says it will become. No more than that is ever read."""
    many = len(members) > len(reach.exported()) + 50
    if many or sum(member.file_size for member in members) > LARGEST_WHOLE:
        raise Refused(_("This file is larger than any export of a partnership can be."))
