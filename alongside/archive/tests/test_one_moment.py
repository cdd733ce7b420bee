"""A file shows the partnership at one moment, whoever writes meanwhile, and nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection

from alongside.archive import packing
from alongside.archive.queries.rows import lines
from alongside.archive.tests.packed import packed, rows
from alongside.people.models import Partnership, Team
from tests import makers

pytestmark = pytest.mark.django_db(transaction=True)


def exported_while_somebody_writes(monkeypatch: pytest.MonkeyPatch, partnership: Partnership) -> list[str]:
    """The teams in a file during whose making, before teams are read, somebody elsewhere adds one."""
    added: list[str] = []

    def write() -> None:
        added.append(Team.objects.create(partnership=partnership, name="Night team").name)
        connection.close()

    def interrupted(label: str, scope: Any) -> Iterator[bytes]:
        yield from lines(label, scope)
        if label == "people.Membership":
            writer = threading.Thread(target=write)
            writer.start()
            writer.join(timeout=10)
            assert added == ["Night team"], "the writer had to wait"

    monkeypatch.setattr(packing, "lines", interrupted)
    return [row["name"] for row in rows(packed(partnership.pk), "people.Team")]


def test_a_file_shows_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert exported_while_somebody_writes(monkeypatch, makers.partnership()) == []
    assert Team.objects.count() == 1


def test_two_moments_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: every table is read at a moment of its own."""
    monkeypatch.setattr(packing, "one_moment", nullcontext)
    assert exported_while_somebody_writes(monkeypatch, makers.partnership()) == ["Night team"]


def test_the_connection_is_as_it_was() -> None:
    """What comes after an export waits its turn to write, as before."""
    partnership = makers.partnership()
    here: Any = connection
    before = (getattr(here, "transaction_mode", None), getattr(here.connection, "isolation_level", None))
    packed(partnership.pk)
    assert (getattr(here, "transaction_mode", None), getattr(here.connection, "isolation_level", None)) == before
