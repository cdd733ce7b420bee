"""A record in words: what the page, the PDF and the spreadsheet all say, so that no two of them can differ."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ui.charts import Distribution


@dataclass(frozen=True)
class Round:
    """One time that answers to a challenge were opened: the widest gap in words, notes, and the counts by group.

    `heading` is empty where there was only one round.
    """

    heading: str
    gap: str
    notes: tuple[str, ...]
    chart: Distribution
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """Somebody's own words, and what may be said of who they are."""

    who: str
    text: str


@dataclass(frozen=True)
class Card:
    """An evidence card. `written_for` names the edition and challenge it is about, where it is not this one."""

    kind: str
    title: str
    shows: str
    does_not_show: str
    source: str
    dated: str
    written_for: str = ""


@dataclass(frozen=True)
class Challenge:
    """One item. `ticked` is the place of the agreed stage, from 0, or None: then `outcome` says in words why.

    `priority` is its place in the order that was decided, from 1; None while there is none. `silences` name documents
    that say nothing about it, and `elsewhere` is what was written for another edition: neither counts as its evidence.
    """

    number: int
    key: str
    short_title: str
    title: str
    question: str
    ticked: int | None
    priority: int | None
    outcome: str
    comments: str
    reason: str
    dissent: str
    recorded: str
    waiting: str
    rounds: tuple[Round, ...]
    reasons: tuple[Voice, ...]
    documents: tuple[Card, ...]
    accounts: tuple[Card, ...]
    silences: tuple[Card, ...]
    elsewhere: tuple[Card, ...]
    elsewhere_silences: tuple[Card, ...]
    parked: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """An expected group in the account of who took part; `came` says it in words."""

    name: str
    invited: int | None
    answered: int
    came: str
    how: str
    support: str
    payment: str
    absence: str


@dataclass(frozen=True)
class Meeting:
    """A session of the workshop to which somebody came: `came` says how many of each group."""

    heading: str
    place: str
    held_by: str
    came: str


@dataclass(frozen=True)
class Told:
    """The whole record. `incomplete` is what the heading warns of, `draft` what marks one that is not closed.

    `order` says what was decided to act on first, or is empty while nothing was; `looks_at` which team or part of the
    service is meant, where somebody said.
    """

    language: str
    title: str
    partnership: str
    provider: str
    edition: str
    endorsement: str
    dated: str
    draft: str
    incomplete: str
    incomplete_means: str
    order: str
    stages: tuple[str, ...]
    challenges: tuple[Challenge, ...]
    groups: tuple[Group, ...]
    unnamed: str
    meetings: tuple[Meeting, ...]
    told: str
    parked: tuple[str, ...]
    about: tuple[str, ...]
    left_out: str
    looks_at: str = ""

    @property
    def present(self) -> tuple[Group, ...]:
        """Groups from which somebody answered."""
        return tuple(group for group in self.groups if group.answered)

    @property
    def absent(self) -> tuple[Group, ...]:
        """Expected groups from which nobody answered."""
        return tuple(group for group in self.groups if not group.answered)
