"""Which partnership is exported, at which moment, and what its rows have named so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from alongside.archive.rules.classification import NAMED


@dataclass(frozen=True)
class Scope:
    """One export. `named` gathers the keys of people and organisations that rows point at."""

    partnership_id: UUID
    now: datetime
    named: dict[str, set[UUID]] = field(default_factory=lambda: {label: set() for label in NAMED})


@contextmanager
def one_moment() -> Iterator[None]:
    """Read every table as it was at one moment, without holding up anybody who writes.

    Inside a transaction that is open already it is that transaction's moment.
    """
    if connection.in_atomic_block:
        yield
        return
    here: Any = connection
    holder, name = here, "transaction_mode"
    wanted: Any = "DEFERRED"
    if here.vendor != "sqlite":
        from psycopg import IsolationLevel

        here.ensure_connection()
        holder, name = here.connection, "isolation_level"
        wanted = IsolationLevel.REPEATABLE_READ
    before = getattr(holder, name)
    setattr(holder, name, wanted)
    try:
        with transaction.atomic():
            yield
    finally:
        setattr(holder, name, before)
