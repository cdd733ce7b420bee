"""Published content never changes: what people answered against stays what they read."""

from __future__ import annotations

import shutil
from pathlib import Path

from alongside.catalogue import fingerprints
from tests.architecture.reading import ROOT

EDITION = "frameworks/ten-challenges/2010.yaml"


def test_every_published_file_matches_its_fingerprint() -> None:
    assert fingerprints.check(ROOT / "content") == ()


def test_there_is_something_to_match() -> None:
    listed = (ROOT / "content" / fingerprints.REGISTER).read_text(encoding="utf-8")
    assert EDITION in listed


def published_copy(folder: Path) -> Path:
    """The content in another place, its first edition published there."""
    copy = folder / "content"
    shutil.copytree(ROOT / "content", copy)
    edition = copy / EDITION
    if EDITION not in (copy / fingerprints.REGISTER).read_text(encoding="utf-8"):
        text = edition.read_text(encoding="utf-8").replace("status: working", "status: published", 1)
        edition.write_text(text, encoding="utf-8")
        fingerprints.publish(edition, copy)
    return copy


def faults(copy: Path) -> list[tuple[str, str]]:
    """What is wrong with the copy of that edition."""
    return [(problem.file, problem.reason) for problem in fingerprints.check(copy) if EDITION in str(problem)]


def test_a_changed_letter_is_caught(tmp_path: Path) -> None:
    """The seeded fault."""
    copy = published_copy(tmp_path)
    assert faults(copy) == []
    edition = copy / EDITION
    edition.write_text(edition.read_text(encoding="utf-8").replace("recovery", "Recovery", 1), encoding="utf-8")
    assert faults(copy) == [(EDITION, fingerprints.CHANGED)]


def test_a_file_that_is_gone_is_caught(tmp_path: Path) -> None:
    copy = published_copy(tmp_path)
    (copy / EDITION).unlink()
    assert len(faults(copy)) == 1
