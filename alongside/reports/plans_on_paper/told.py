"""A plan in words: what the PDF, the Word document and the spreadsheet all say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Task:
    """Something that an organisation will do for a goal; `owner` says which side it is on and who sees to it."""

    goal: int
    text: str
    owner: str
    due: str
    resources: str


@dataclass(frozen=True)
class Aim:
    """A local goal with its measure. `facts` are pairs of a label and what stands behind it, none of them empty."""

    number: int
    text: str
    facts: tuple[tuple[str, str], ...]
    by_when: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Seat:
    """The place where somebody signs. `stands` says what counts now; `done` what they did, line by line."""

    side: str
    name: str
    post: str
    organisation: str
    authority: str
    stands: str
    signed: bool
    done: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What somebody who uses services, or a carer, said of this version: theirs, unchanged."""

    who: str
    kind: str
    text: str


@dataclass(frozen=True)
class ToldPlan:
    """The whole plan. `ticked` is the place of the agreed stage from 0, or None: then `standard` says it in words.

    `mark` stands on every page of what is not in force. `digest` is empty for a draft, and `fault` says that the text
    kept here is not the one that was put forward. `nobody_signs` is a self-assessment's,
    `silent` names the voices that said nothing of this version, `goals_by` says who agreed the goals or is to.
    """

    language: str
    title: str
    partnership: str
    provider: str
    edition: str
    challenge: str
    stages: tuple[str, ...]
    ticked: int | None
    standard: str
    described: str
    goals_by: str
    aims: tuple[Aim, ...]
    evidence_sources: str
    seats: tuple[Seat, ...]
    nobody_signs: str
    agrees: str
    statements: tuple[Said, ...]
    silent: str
    review_on: str
    short_version: str
    version: str
    state: str
    mark: str
    digest: str
    check: str
    fault: str
    made_at: datetime | None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every action, goal by goal."""
        return tuple(task for aim in self.aims for task in aim.tasks)

    @property
    def foot(self) -> str:
        """What stands at the foot of every page."""
        return " · ".join(part for part in (self.provider, self.challenge, self.short_version) if part)
