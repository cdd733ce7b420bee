"""What every screen of a session is told, and what it is never told: only counts leave the server beside the page."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from json import dumps

log = logging.getLogger("alongside.workshops.live")

# Every count a screen may show. Another one is added here only when it can tell nobody what somebody answered.
COUNTS = frozenset({"present", "joined", "answered", "elsewhere"})


@dataclass(frozen=True)
class Frame:
    """What everybody's phone shows. `version` grows; `nudge` tells two drawings of a step apart, in any order."""

    version: int
    nudge: int
    html: str
    ended: bool = False


@dataclass(frozen=True)
class State:
    """One moment of a session as its screens are told it. The messages are written once, for every listener."""

    frame: Frame
    progress: dict[str, int] | None = None

    @property
    def mark(self) -> str:
        """What a screen says it has."""
        return f"{self.frame.version}.{self.frame.nudge}"

    @cached_property
    def for_phones(self) -> str:
        """The page itself, the same for everybody."""
        frame = self.frame
        return dumps({"version": frame.version, "nudge": frame.nudge, "html": frame.html, "ended": frame.ended})

    @cached_property
    def for_phones_that_have_it(self) -> str:
        """A short line for a phone that comes back and missed nothing."""
        frame = self.frame
        return dumps({"version": frame.version, "nudge": frame.nudge, "same": True, "ended": frame.ended})

    @cached_property
    def for_screens(self) -> str:
        """That something changed, and how many have answered."""
        frame = self.frame
        said = {"version": frame.version, "nudge": frame.nudge, "progress": self.progress or {}, "ended": frame.ended}
        return dumps(said)


def only_counts(progress: dict[str, int] | None) -> dict[str, int]:
    """The counts that everybody may see. Anything else never leaves the server; that it was there is logged."""
    kept = {name: n for name, n in (progress or {}).items() if name in COUNTS and type(n) is int}
    if progress and kept != progress:
        # Not what it was: the name itself may tell what somebody answered.
        log.error("Progress of a session held more than counts; the rest was left out")
    return kept
