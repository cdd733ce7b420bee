"""Whom an assessment hopes to hear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """A group to expect: its key, name and voice, how many were asked, and what they are offered."""

    key: str
    name: str
    voice: str
    invited: int | None = None
    support: str = ""
    payment: str = ""
