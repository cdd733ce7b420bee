"""What a version says, and its one canonical text: the same content always gives the same bytes and the same SHA-256.

The text is what a signature is bound to, what `alongside verify` checks, and what pages and documents read once a plan
is put forward. The format is ``plan-version/1``; a person is named as they were that day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

FORMAT = "plan-version/1"


@dataclass(frozen=True, kw_only=True)
class ActionContent:
    """What an organisation will do, by when, and what it needs. `side` is the organisation's in the partnership."""

    id: UUID
    text: str
    side: str
    organisation: str
    person: str
    person_id: UUID | None
    due: date
    resources: str


@dataclass(frozen=True, kw_only=True)
class GoalContent:
    """A local goal in answer to the five questions, with its measure and its actions."""

    id: UUID
    text: str
    measure: str
    baseline: str
    target: str
    agreed: str
    realistic: str
    by_when: date
    actions: tuple[ActionContent, ...]


@dataclass(frozen=True, kw_only=True)
class SignatoryContent:
    """Who is to sign: for which side, in which post, by what authority."""

    id: UUID
    user_id: UUID
    side: str
    organisation: str
    name: str
    post: str
    authority: str


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """Template B for one challenge as it was put forward. `number` is the version's, from 1."""

    plan: UUID
    number: int
    partnership: str
    provider: str
    edition: str
    item: str
    challenge: str
    challenge_number: int
    stage: str
    stage_name: str
    described: str
    goals: tuple[GoalContent, ...]
    evidence_sources: str
    review_on: date
    signatories: tuple[SignatoryContent, ...]

    @property
    def actions(self) -> tuple[ActionContent, ...]:
        """Every action, goal by goal."""
        return tuple(action for goal in self.goals for action in goal.actions)

    @cached_property
    def _by_person(self) -> dict[UUID | None, list[ActionContent]]:
        found: dict[UUID | None, list[ActionContent]] = {}
        for action in self.actions:
            found.setdefault(action.person_id, []).append(action)
        return found

    def actions_of(self, user_id: UUID) -> Sequence[ActionContent]:
        """The actions that somebody promised, goal by goal."""
        return self._by_person.get(user_id, ())

    @property
    def commitments(self) -> frozenset[UUID]:
        """The keys of everything that progress can be told of: goals and actions."""
        return frozenset(goal.id for goal in self.goals) | frozenset(action.id for action in self.actions)

    def signatory_of(self, user_id: UUID | None) -> SignatoryContent | None:
        """The place in which somebody is to sign, if they are."""
        return next((each for each in self.signatories if each.user_id == user_id), None)


def to_text(content: PlanContent) -> str:
    """The canonical text: JSON, keys sorted, no spaces, every character as itself, dates as in ISO 8601."""
    said = {"format": FORMAT, **asdict(content)}
    return json.dumps(said, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(text: str) -> str:
    """SHA-256 over the text in UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def from_text(text: str) -> PlanContent:
    """Read back what `to_text` wrote. Raises ValueError for anything that is not exactly such a text."""
    try:
        said = json.loads(text)
        if said.pop("format") != FORMAT:
            raise ValueError(f"not a {FORMAT}")
        said["plan"] = UUID(said["plan"])
        said["review_on"] = date.fromisoformat(said["review_on"])
        said["goals"] = tuple(_goal(each) for each in said["goals"])
        said["signatories"] = tuple(_signatory(each) for each in said["signatories"])
        content = PlanContent(**said)
    except (AttributeError, KeyError, RecursionError, TypeError) as fault:
        raise ValueError(f"not a {FORMAT}") from fault
    if not _well_typed(content):
        raise ValueError(f"not a {FORMAT}")
    if to_text(content) != text:
        raise ValueError("not in canonical form")
    return content


def _well_typed(part: Any) -> bool:
    """Whether every text is a text and every number a whole one: JSON would let a list stand where a name belongs."""
    for each in fields(part):
        value = getattr(part, each.name)
        if isinstance(value, tuple):
            fits = all(_well_typed(inner) for inner in value)
        elif each.type == "str":
            fits = isinstance(value, str)
        elif each.type == "int":
            fits = type(value) is int
        else:
            fits = True
        if not fits:
            return False
    return True


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _goal(said: dict[str, Any]) -> GoalContent:
    actions = tuple(_action(each) for each in said["actions"])
    return GoalContent(
        **{**said, "id": UUID(said["id"]), "by_when": date.fromisoformat(said["by_when"]), "actions": actions}
    )


def _action(said: dict[str, Any]) -> ActionContent:
    person = UUID(said["person_id"]) if said["person_id"] is not None else None
    return ActionContent(
        **{**said, "id": UUID(said["id"]), "person_id": person, "due": date.fromisoformat(said["due"])}
    )


def _signatory(said: dict[str, Any]) -> SignatoryContent:
    return SignatoryContent(**{**said, "id": UUID(said["id"]), "user_id": UUID(said["user_id"])})
