"""Read the story into frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

STORY = Path(__file__).with_name("story.yaml")
PLANS = Path(__file__).with_name("plans.yaml")
FEEDBACK = Path(__file__).with_name("feedback.yaml")
COMPARING = Path(__file__).with_name("comparing.yaml")
DOMAIN = "wrenfield.example"
PASSWORD = "wrenfield-demonstration"


@dataclass(frozen=True)
class Person:
    """One of the demonstration people; `role` is empty for the site administrator.

    `does` is for the invented partnership; `does_in_sources`, where it differs, for the one around two real trusts.
    """

    key: str
    name: str
    does: str
    role: str = ""
    group: str = ""
    does_in_sources: str = ""

    @property
    def email(self) -> str:
        """Their invented address; the domain can belong to nobody."""
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True)
class Told:
    """One assessment of the story. `usual`: a group's usual answer to each challenge in turn, 0 being not there yet."""

    title: str
    version: str
    days_ago: int
    asked: Mapping[str, int]
    came: Mapping[str, int]
    usual: Mapping[str, list[int]]
    reasons: list[Mapping[str, str]]
    absent: Mapping[str, str] = field(default_factory=dict)
    outcomes: list[Any] = field(default_factory=list)
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parked: list[Mapping[str, str]] = field(default_factory=list)
    cards: list[Mapping[str, str]] = field(default_factory=list)


@cache
def story() -> dict[str, Any]:
    """The story as plain data."""
    found: dict[str, Any] = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    return found


def people() -> list[Person]:
    """The members, then the site administrator."""
    return [*(Person(**each) for each in story()["people"]), Person(**story()["site_administrator"])]


def assessments() -> list[Told]:
    """The assessments, oldest first."""
    return [Told(**each) for each in story()["assessments"]]


@cache
def plans_told() -> dict[str, Any]:
    """What followed from one of the assessments, as plain data."""
    found: dict[str, Any] = yaml.safe_load(PLANS.read_text(encoding="utf-8"))
    return found


@cache
def feedback_told() -> dict[str, Any]:
    """What people said of teams, as plain data."""
    found: dict[str, Any] = yaml.safe_load(FEEDBACK.read_text(encoding="utf-8"))
    return found


@cache
def comparing_told() -> dict[str, Any]:
    """How teams were compared, as plain data."""
    found: dict[str, Any] = yaml.safe_load(COMPARING.read_text(encoding="utf-8"))
    return found
