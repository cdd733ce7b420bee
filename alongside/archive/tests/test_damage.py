"""A file that is wrong in any way is refused with one sentence, and nothing of it is stored."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from alongside.archive import unpacking
from alongside.archive.actions.restoring import restore
from alongside.archive.packing import migrations
from alongside.archive.rules import reach
from alongside.archive.rules.lines import canonical
from alongside.archive.rules.manifest import file_of
from alongside.archive.rules.refusals import Refused
from alongside.archive.tests.growing import emptied, grow
from alongside.archive.tests.packed import changed, members, packed, zipped
from alongside.audit.actor import SYSTEM

Change = Callable[[list[bytes]], list[bytes]]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any) -> Iterator[bytes]:
    """One archive with a row in every table, for a whole file of tests; the database is empty again."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = packed(grow().partnership.pk)
        transaction.set_rollback(True)
    yield made


def refused(file: bytes) -> str:
    """The sentence with which a file is refused; fails where it is taken or anything of it stays."""
    with pytest.raises(Refused) as found:
        restore(file=io.BytesIO(file), by=SYSTEM)
    stored = {model._meta.label for model in apps.get_models() if _is_ours(model) and model._base_manager.exists()}
    assert stored == set()
    sentence = str(found.value)
    assert sentence.endswith(".")
    assert len(sentence) < 300
    return sentence


def _is_ours(model: Any) -> bool:
    return bool(model.__module__.startswith("alongside."))


def test_the_whole_file_is_taken(archive: bytes) -> None:
    """Without this, refusing everything would pass; a manifest written anew is taken too."""
    restore(file=io.BytesIO(changed(archive, "people.Team", lambda lines: lines)), by=SYSTEM)


@given(data=some.data())
@settings(max_examples=60)
def test_a_flipped_byte_is_refused(archive: bytes, data: some.DataObject) -> None:
    """Wherever it is: a table, the manifest, the directory of the zip. A few bytes there say nothing at all."""
    place = data.draw(some.integers(0, len(archive) - 1))
    broken = bytearray(archive)
    broken[place] ^= 1 << data.draw(some.integers(0, 7))
    with transaction.atomic():
        try:
            restore(file=io.BytesIO(bytes(broken)), by=SYSTEM)
        except Refused as problem:
            assert str(problem).endswith(".")
        else:
            assert members(bytes(broken)) == members(archive), "what is taken is what was sent"
        transaction.set_rollback(True)


@given(cut=some.integers(0, 10_000))
@settings(max_examples=20)
def test_half_a_file_is_refused(archive: bytes, cut: int) -> None:
    with pytest.raises(Refused):
        restore(file=io.BytesIO(archive[: cut * len(archive) // 10_001]), by=SYSTEM)


@pytest.mark.parametrize("file", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18, b"\0" * 1000])
def test_anything_else_is_refused(file: bytes) -> None:
    refused(file)


# ── Names ───────────────────────────────────────────────────────────────────────────────────────


def with_manifest(archive: bytes, **said: Any) -> bytes:
    """The archive with something else on its first page."""
    parts = members(archive)
    parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), **said}).encode()
    return zipped(parts)


def test_another_format_is_refused(archive: bytes) -> None:
    assert "“partnership/2”" in refused(with_manifest(archive, format="partnership/2"))


@pytest.mark.parametrize("older", [{"people": "0001_initial_of_another"}, {"evidence": "0001_initial"}])
def test_another_shape_is_refused(archive: bytes, older: dict[str, str]) -> None:
    """Also a file from before cards named their edition: decision 0014 has the version that made it restore it."""
    assert "with the version that made it" in refused(with_manifest(archive, migrations={**migrations(), **older}))


@pytest.mark.parametrize("said", [{"partnership": None}, {"partnership": {"id": "x", "name": "y"}}, {"made_at": 3}])
def test_a_first_page_that_makes_no_sense_is_refused(archive: bytes, said: dict[str, Any]) -> None:
    assert "manifest.json" in refused(with_manifest(archive, **said))


@pytest.mark.parametrize("tables", [None, [], "people.Team", {"people.Team": 3}])
def test_a_first_page_without_tables_is_refused(archive: bytes, tables: object) -> None:
    refused(with_manifest(archive, tables=tables))


def test_a_missing_table_is_refused(archive: bytes) -> None:
    parts = members(archive)
    del parts[file_of("people.Team")]
    assert "people.Team" in refused(zipped(parts))
    said = json.loads(parts["manifest.json"])
    del said["tables"]["people.Team"]
    assert "lacks the table people.Team" in refused(with_manifest(zipped(parts), tables=said["tables"]))


@pytest.mark.parametrize("name", ["tables/assessments.Rating.jsonl", "../../somewhere.txt", "/tables/x", "notes.txt"])
def test_anything_that_is_not_known_is_refused(archive: bytes, name: str) -> None:
    assert name in refused(zipped({**members(archive), name: b"{}"}))


def test_a_table_that_is_left_out_is_refused(archive: bytes) -> None:
    """Single answers do not come in by a file that was made for it."""
    said = json.loads(members(archive)["manifest.json"])["tables"]
    fake = {"file": "tables/assessments.Rating.jsonl", "rows": 0, "sha256": ""}
    assert "assessments.Rating" in refused(with_manifest(archive, tables={**said, "assessments.Rating": fake}))


def test_a_part_that_is_there_twice_is_refused(archive: bytes) -> None:
    whole = io.BytesIO(archive)
    with zipfile.ZipFile(whole, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr(file_of("people.Team"), b"")
    assert "twice" in refused(whole.getvalue())


# ── Sizes ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limit", ["LARGEST_FILE", "LARGEST_WHOLE", "LARGEST_MANIFEST", "LONGEST_LINE"])
def test_what_is_too_large_is_refused(archive: bytes, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(unpacking, limit, 100)
    assert "larg" in refused(archive) or "long" in refused(archive)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Much of nothing in a small file: refused by what it says of itself, before any of it is read."""
    bomb = zipped({"manifest.json": b" " * 30_000_000})
    assert len(bomb) < 100_000
    monkeypatch.setattr(unpacking, "LARGEST_WHOLE", 20_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *rest, **more: pytest.fail("it was read"))
    assert "larger" in refused(bomb)


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────


def first(**said: Any) -> Change:
    """The first row with other values; an ellipsis takes the field away."""

    def change(lines: list[bytes]) -> list[bytes]:
        row = {**json.loads(lines[0]), **said}
        return [canonical({name: value for name, value in row.items() if value is not ...}), *lines[1:]]

    return change


def _added(**said: Any) -> Change:
    """One row more, like the first but for these values, in its right place."""

    def change(lines: list[bytes]) -> list[bytes]:
        return sorted({*lines, *first(**said)(lines[:1])}, key=lambda line: json.loads(line)["id"])

    return change


ELSEWHERE = "00000000-0000-4000-8000-000000000000"
WRONG: dict[str, tuple[str, Change, str]] = {
    "a field too many": ("people.Team", first(colour="red"), "colour"),
    "a secret smuggled in": ("people.User", first(password="x"), "password"),
    "more rights smuggled in": ("people.User", first(is_site_administrator=True), "is_site_administrator"),
    "a field that is missing": ("people.Team", first(name=...), "lacks the field name"),
    "a number for a text": ("people.Team", first(name=3), "name"),
    "a list for a text": ("people.Team", first(name=["x"]), "name"),
    "a text for a number": ("assessments.AssessmentState", first(sequence="1"), "sequence"),
    "yes for a number": ("assessments.AssessmentState", first(sequence=True), "sequence"),
    "a number out of range": ("assessments.AssessmentState", first(sequence=-1), "sequence"),
    "a number for yes": ("people.User", first(is_active=1), "is_active"),
    "nothing where something is due": ("people.Team", first(name=None), "name"),
    "a text that is too long": ("people.Team", first(name="x" * 121), "name"),
    "a letter no database keeps": ("people.Team", first(name="a\0b"), "name"),
    "the same inside JSON": ("audit.Entry", first(fields=[{"a": "\0"}]), "fields"),
    "no address": ("people.User", first(email="nobody"), "email"),
    "a choice nobody has": ("people.Membership", first(role="king"), "role"),
    "a key that is none": ("people.Team", first(id="1"), "id"),
    "a key written otherwise": ("people.Team", first(id=ELSEWHERE.replace("-", "")), "id"),
    "a day that is none": ("plans.Goal", first(by_when="2026-02-30"), "by_when"),
    "an instant without a zone": ("people.User", first(created_at="2026-02-03T04:05:06.000000"), "created_at"),
    "an instant written otherwise": ("people.User", first(created_at="2026-02-03T04:05:06Z"), "created_at"),
    "a row that is there twice": ("people.Team", lambda lines: [lines[0], *lines], "twice"),
    "rows out of order": ("people.Team", lambda lines: lines[::-1], "order"),
    "a pointer to nothing": ("people.Membership", first(user=ELSEWHERE), "people.User"),
    "a pointer out of the file": ("people.Team", first(partnership=ELSEWHERE), "people.Partnership"),
    "a row that others need": ("people.User", lambda lines: lines[1:], "people.User"),
    "a rule of the database": ("people.Team", lambda lines: [first(name="A")([each])[0] for each in lines], "rule"),
    "an object that is none": ("people.Team", lambda lines: [b"[]\n"], "written"),
    "no JSON": ("people.Team", lambda lines: [b"{\n"], "written"),
    "not a number": ("audit.Entry", lambda lines: [lines[0].replace(b"[", b"[NaN,", 1)], "written"),
    "a space too many": ("people.Team", lambda lines: [lines[0].replace(b":", b": ", 1), *lines[1:]], "written"),
    "a name twice": ("people.Team", lambda lines: [lines[0].replace(b"{", b'{"id":"x",', 1), *lines[1:]], "written"),
    "too deep": ("people.Team", lambda lines: [b"[" * 100_000 + b"\n"], "written"),
    "half a letter": ("people.Team", lambda lines: [lines[0].replace(b'"name":"', b'"name":"\\ud800')], "written"),
    "no UTF-8": ("people.Team", lambda lines: [lines[0].replace(b'"name":"', b'"name":"\xff')], "written"),
    "a line without an end": ("people.Team", lambda lines: [*lines[:-1], lines[-1][:-1]], "no end"),
    # Rows that are valid by themselves and belong to nobody here, or would be left out of an export.
    "a second partnership": ("people.Partnership", _added(id=ELSEWHERE), "belong"),
    "somebody nobody names": ("people.User", _added(id=ELSEWHERE, email="x@y.org"), "belong"),
    "a held card": ("evidence.Card", _added(id=ELSEWHERE, held_for="x"), "belong"),
    "a line of another log": ("audit.Entry", first(partnership_id=ELSEWHERE), "belong"),
    "a group beside a reason": ("assessments.Reveal", lambda lines: [_hidden(line) for line in lines], "belong"),
    "answers that no page can draw": ("assessments.Reveal", first(cells={"cells": [{"keys": 3}]}), "cells"),
    "choices that no page can draw": ("plans.ChoicesOpened", first(cells=7), "cells"),
    "words where names belong": ("audit.Entry", first(fields=[{"name": "Ann"}]), "fields"),
}  # fmt: skip


def _hidden(line: bytes) -> bytes:
    """A reveal that shows nothing."""
    return first(cells={"cells": [], "withheld": []})([line])[0]


@pytest.mark.parametrize("what", WRONG)
def test_a_row_that_is_wrong_is_refused(archive: bytes, what: str) -> None:
    """Every fingerprint is right: only the row itself can give it away."""
    label, change, named = WRONG[what]
    sentence = refused(changed(archive, label, change))
    assert named in sentence
    assert label in sentence or "belong" in sentence or "names something" in sentence


def test_a_number_of_rows_that_is_wrong_is_refused(archive: bytes) -> None:
    said = json.loads(members(archive)["manifest.json"])["tables"]
    said["people.Team"]["rows"] += 1
    assert "people.Team" in refused(with_manifest(archive, tables=said))


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(data=some.data())
@settings(max_examples=80)
def test_any_value_anywhere_is_taken_or_refused(archive: bytes, data: some.DataObject) -> None:
    """Never an error of the program, and what is taken comes out again as it went in."""
    label = data.draw(some.sampled_from(reach.exported()))
    field = data.draw(some.sampled_from([each.name for each in reach.fields(label)]))
    value = data.draw(JSON)
    try:
        broken = changed(archive, label, first(**{field: value}))
    except UnicodeEncodeError:
        return
    with transaction.atomic():
        try:
            partnership = restore(file=io.BytesIO(broken), by=SYSTEM)
            assert members(packed(partnership.pk))[file_of(label)] == members(broken)[file_of(label)]
        except Refused as problem:
            assert str(problem).endswith(".")
        transaction.set_rollback(True)


def test_empty_means_empty() -> None:
    """The helper that these tests rely on."""
    grow()
    emptied()
    assert not [model for model in apps.get_models() if _is_ours(model) and model._base_manager.exists()]
