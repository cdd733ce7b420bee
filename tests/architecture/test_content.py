"""Published content never changes: what people answered against stays what they read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from alongside.catalogue import fingerprints, shelf
from tests.architecture.reading import ROOT

EDITIONS = (
    "frameworks/ten-challenges/2010.yaml",
    "surveys/team-feedback/2026.yaml",
    "surveys/staff-experience/2026.yaml",
    "surveys/openness-check/2026.yaml",
)
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


def test_no_note_about_an_edition_stands_in_words_that_are_copied_into_plans() -> None:
    """A goal that begins with an example of what to measure keeps its words, and the plan is signed with them."""
    for framework in shelf.frameworks():
        entries = [entry for item in framework.items for entry in (*item.indicators, *item.data_sources)]
        assert [entry.text for entry in entries if "new in" in entry.text] == []
    assert [entry for entry in entries if entry.new_in], "the note itself is kept beside the text"


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
