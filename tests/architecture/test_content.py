"""Published content never changes: what people answered against stays what they read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from alongside.catalogue import fingerprints
from tests.architecture.reading import ROOT

EDITIONS = ("frameworks/ten-challenges/2010.yaml", "surveys/team-feedback/2026.yaml")
each_edition = pytest.mark.parametrize("name", EDITIONS)


def test_every_published_file_matches_its_fingerprint() -> None:
    assert fingerprints.check(ROOT / "content") == ()


@each_edition
def test_there_is_something_to_match(name: str) -> None:
    listed = (ROOT / "content" / fingerprints.REGISTER).read_text(encoding="utf-8")
    assert name in listed


def published_copy(folder: Path, name: str) -> Path:
    """The content in another place, this edition published there."""
    copy = folder / "content"
    shutil.copytree(ROOT / "content", copy)
    edition = copy / name
    if name not in (copy / fingerprints.REGISTER).read_text(encoding="utf-8"):
        text = edition.read_text(encoding="utf-8").replace("status: working", "status: published", 1)
        edition.write_text(text, encoding="utf-8")
        fingerprints.publish(edition, copy)
    return copy


def faults(copy: Path, name: str) -> list[tuple[str, str]]:
    """What is wrong with the copy of that edition."""
    return [(problem.file, problem.reason) for problem in fingerprints.check(copy) if name in str(problem)]


@each_edition
def test_a_changed_letter_is_caught(tmp_path: Path, name: str) -> None:
    """The seeded fault."""
    copy = published_copy(tmp_path, name)
    assert faults(copy, name) == []
    edition = copy / name
    edition.write_text(edition.read_text(encoding="utf-8").replace(" the ", " The ", 1), encoding="utf-8")
    assert faults(copy, name) == [(name, fingerprints.CHANGED)]


@each_edition
def test_a_file_that_is_gone_is_caught(tmp_path: Path, name: str) -> None:
    copy = published_copy(tmp_path, name)
    (copy / name).unlink()
    assert len(faults(copy, name)) == 1
