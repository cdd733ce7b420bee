"""Take archives apart, and put them together again with something changed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

from alongside.archive.packing import pack
from alongside.archive.rules.manifest import file_of

Members = dict[str, bytes]


def packed(partnership_id: UUID) -> bytes:
    """An archive as bytes."""
    with pack(partnership_id) as file:
        return file.read()


def members(archive: bytes) -> Members:
    """Every part of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def tables(archive: bytes) -> Members:
    """The table files of an archive."""
    return {name: text for name, text in members(archive).items() if name.startswith("tables/")}


def manifest(archive: bytes) -> dict[str, Any]:
    """The first page of an archive."""
    return json.loads(members(archive)["manifest.json"])


def rows(archive: bytes, label: str) -> list[dict[str, Any]]:
    """The rows of a table."""
    return [json.loads(line) for line in members(archive)[file_of(label)].splitlines()]


def zipped(parts: Members) -> bytes:
    """Parts as one file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return whole.getvalue()


def changed(archive: bytes, label: str, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """The archive with other lines in one table, and a manifest that says so: only the rows can give it away."""
    parts = members(archive)
    lines = change(parts[file_of(label)].splitlines(keepends=True))
    parts[file_of(label)] = b"".join(lines)
    said = json.loads(parts["manifest.json"])
    said["tables"][label] |= {"rows": len(lines), "sha256": hashlib.sha256(parts[file_of(label)]).hexdigest()}
    parts["manifest.json"] = json.dumps(said).encode()
    return zipped(parts)
