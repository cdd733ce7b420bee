"""A session's time on the clock: coming in, each challenge, a break between two, and time to end well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from alongside.workshops.rules.phases import BREAK_MINUTES

WELCOME_MINUTES = 15
CLOSING_MINUTES = 10


class Part(StrEnum):
    """What a stretch of a session is for."""

    WELCOME = auto()
    CHALLENGE = auto()
    BREAK = auto()
    CLOSING = auto()


@dataclass(frozen=True)
class Slot:
    """One stretch of a session. `item` is the challenge it is about, where it is about one."""

    part: Part
    item: str
    minutes: int
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it is meant to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


def timetable(starts_at: datetime, challenges: Sequence[tuple[str, int]]) -> list[Slot]:
    """Every stretch in order, for the challenges that are not skipped, each with its minutes."""
    parts: list[tuple[Part, str, int]] = [(Part.WELCOME, "", WELCOME_MINUTES)]
    for place, (item, minutes) in enumerate(challenges):
        if place:
            parts.append((Part.BREAK, "", BREAK_MINUTES))
        parts.append((Part.CHALLENGE, item, minutes))
    parts.append((Part.CLOSING, "", CLOSING_MINUTES))
    slots: list[Slot] = []
    for part, item, minutes in parts:
        slots.append(Slot(part, item, minutes, slots[-1].ends_at if slots else starts_at))
    return slots


def whole_time(slots: Sequence[Slot]) -> int:
    """All minutes of a session, breaks included."""
    return sum(slot.minutes for slot in slots)
