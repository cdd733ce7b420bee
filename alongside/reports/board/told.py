"""The board summary in words: what the page and the PDF say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One challenge: what was agreed, and the biggest difference between groups."""

    challenge: str
    agreed: str
    difference: str


@dataclass(frozen=True)
class PlanLine:
    """One plan: its goals with how they go, and what holds it (next review, signatures)."""

    challenge: str
    goals: str
    holds: str


@dataclass(frozen=True)
class Asked:
    """What is stuck or past its day, under the name of those who are asked to help."""

    whom: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class ToldBoard:
    """The whole summary. Lists are in the order in which they are read.

    `left_out` says what was cut to fit; `read_on` are labels, each with an address on this installation.
    """

    language: str
    title: str
    dated: str
    covers: str
    what_it_is: tuple[str, ...]
    took_part: str
    not_there: tuple[str, ...]
    warning: str
    agreed: tuple[Line, ...]
    first: tuple[str, ...]
    plans: tuple[PlanLine, ...]
    no_plans: str
    help: str
    asked: tuple[Asked, ...]
    learned: tuple[str, ...]
    changed: tuple[str, ...]
    changed_caution: str
    left_out: tuple[str, ...]
    read_on: tuple[tuple[str, str], ...]
