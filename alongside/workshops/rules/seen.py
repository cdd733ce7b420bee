"""Whether what a page showed is still what is saved: two facilitators may change one thing at the same time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256


def mark_of(saved: Sequence[object]) -> str:
    """A short mark that goes along with a form: another one where anything of what was saved differs."""
    return sha256(json.dumps(saved, default=_written).encode()).hexdigest()[:32]


def _written(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
