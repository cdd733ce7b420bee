"""Cards that were there before keep everything, and get the edition that can be known, or the likeliest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = ("evidence", "0001_initial")
AFTER = ("evidence", "0002_edition_and_silence")
SILENT = {
    "kind": "document",
    "title": "This document says nothing about the challenge",
    "does_not_show": "Whether anything was being done. Silence in a document is not a finding.",
    "source": "Recovery Begins with Hope (2010)",
}


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The tables of this room as they first landed, and the models that fit them."""
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] != "evidence"]
    yield MigrationExecutor(connection).loader.project_state([BEFORE, *leaves]).apps
    MigrationExecutor(connection).migrate([AFTER])


def migrated() -> Any:
    """The cards after the migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    return executor.loader.project_state([AFTER]).apps.get_model("evidence", "Card").objects


def test_each_card_gets_its_edition(before: Any) -> None:
    place = before.get_model("people", "Partnership").objects.create(name="Eastmere")
    other = before.get_model("people", "Partnership").objects.create(name="Westmere")
    start, now = before.get_model("assessments", "Assessment").objects.create, timezone.now()
    used = {"partnership": place, "title": "Spring", "language": "en-GB", "framework": "ten-challenges"}
    assessed = start(**used, framework_version="2010")
    own = start(**{**used, "framework": "our-own"}, framework_version="7")
    publish = before.get_model("library", "LocalDocument").objects
    for version, days in (("2026-local-1", 20), ("2026-local-2", 10)):
        made = publish.create(partnership=place, key="ten-challenges", version=version, text=version, sha256=version)
        publish.filter(pk=made.pk).update(published_at=now - timedelta(days=days))
    cards = before.get_model("evidence", "Card").objects

    def card(days: int = 0, **said: Any) -> Any:
        words = {"partnership": place, "framework": "ten-challenges", "item": "risk", "kind": "story", "shows": "x"}
        made = cards.create(**{**words, "title": "t", **said})
        cards.filter(pk=made.pk).update(created_at=now - timedelta(days=days))
        return made.pk

    expected = {
        card(held_for=f"{assessed.pk}:risk:1"): "2010",
        card(held_for=f"{uuid4()}:risk:1"): "2026-local-2",
        card(held_for="no-key"): "2026-local-2",
        card(source="Recovery Begins with Hope (2010), section 4.4"): "2010",
        card(source="Recovery Begins with Hope (2010) and more"): "2026-local-2",
        card(**SILENT): "2010",
        card(days=15): "2026-local-1",
        card(days=30): "2026",
        card(partnership=other): "2026",
        card(framework="our-own", held_for=f"{own.pk}:risk:1"): "7",
        card(framework="our-own"): "7",
    }
    kept = {each["id"]: each for each in cards.values()}
    after = migrated()
    assert dict(after.values_list("pk", "framework_version")) == expected
    for each in after.values():
        was = {**kept[each["id"]], "framework_version": expected[each["id"]]}
        if was["title"] == SILENT["title"]:
            was["kind"] = "silence"
        assert each == was


def test_a_silence_is_a_document_again_on_the_way_back(before: Any) -> None:
    place = before.get_model("people", "Partnership").objects.create(name="Eastmere")
    said = {"partnership": place, "framework": "ten-challenges", "item": "risk", "shows": "x", **SILENT}
    before.get_model("evidence", "Card").objects.create(**said)
    assert migrated().get().kind == "silence"
    MigrationExecutor(connection).migrate([BEFORE])
    assert before.get_model("evidence", "Card").objects.get().kind == "document"
