"""Add to the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from alongside.audit.actor import Actor
from alongside.audit.models import Entry


class Target(Protocol):
    """Anything with a UUID key."""

    pk: Any


def record(
    verb: str, target: Target, *, by: Actor, partnership_id: UUID | None = None, fields: Iterable[str] = ()
) -> Entry:
    """Say that `by` did `verb` to `target`; `fields` are the names, never the values, of what was touched.

    Called inside the transaction of the change, so that neither is stored without the other.
    """
    return Entry.objects.create(
        actor_kind=by.kind.value,
        actor_id=by.id,
        partnership_id=partnership_id,
        verb=verb,
        target_type=type(target).__name__.lower(),
        target_id=target.pk,
        fields=sorted(fields),
    )
