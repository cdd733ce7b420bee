"""What a copy holds, and how the desk puts it in order: by name and by date, never by stage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What a record says of one challenge: the agreed stage in words, why, and who sees it differently."""

    number: int
    challenge: str
    outcome: str
    reason: str
    dissent: str


@dataclass(frozen=True, kw_only=True)
class RecordCopy:
    """An agreed record: what was agreed, who took part, who did not. Without anybody's answers or reasons."""

    title: str
    dated: str
    edition: str
    incomplete: str
    incomplete_means: str
    agreed: tuple[Agreed, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Something a commissioner has said it will do, and how it goes.

    `for_us`: it is the desk's own organisation. `finished`: it is done, or was stopped on purpose.
    """

    challenge: str
    goal: str
    text: str
    organisation: str
    for_us: bool
    due: date
    resources: str
    progress: str
    finished: bool


@dataclass(frozen=True, kw_only=True)
class GoalCopy:
    """A goal with its measure, how it goes, and the newest reading of the measure."""

    text: str
    measure: str
    baseline: str
    target: str
    by_when: date
    progress: str
    reading: str


@dataclass(frozen=True, kw_only=True)
class PlanCopy:
    """A plan in force: its goals, who signed, its reviews. `review_due` is the next review's day."""

    challenge: str
    version: int
    digest: str
    in_force_since: date
    signed: tuple[str, ...]
    note: str
    goals: tuple[GoalCopy, ...]
    review_due: date | None
    reviews: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Everything that one provider shares with one commissioning organisation."""

    provider: str
    partnership: str
    record: RecordCopy | None
    plans: tuple[PlanCopy, ...]
    asks: tuple[Ask, ...]

    def reviews_due(self) -> list[tuple[date, str]]:
        """The next review of each plan, the soonest first."""
        return sorted((plan.review_due, plan.challenge) for plan in self.plans if plan.review_due)

    def asked_of_us(self) -> tuple[Ask, ...]:
        """What the desk's own organisation said it will do and has not finished."""
        return tuple(ask for ask in self.asks if ask.for_us and not ask.finished)


def to_json(copy: Copy) -> dict[str, Any]:
    """The form in which a copy is kept: plain values, days as in ISO 8601."""
    plain: dict[str, Any] = json.loads(json.dumps(copy, default=_plain))
    return {"format": "desk-copy/1", **plain}


def _plain(part: Any) -> Any:
    """A day, or a part of a copy by its names; a copy of the whole by `asdict` would take three times as long."""
    return part.isoformat() if isinstance(part, date) else vars(part)


def from_json(kept: Mapping[str, Any]) -> Copy:
    """Read back what `to_json` wrote."""
    record = kept["record"]
    return Copy(
        provider=kept["provider"],
        partnership=kept["partnership"],
        record=_record(record) if record else None,
        plans=tuple(_plan(each) for each in kept["plans"]),
        asks=tuple(Ask(**{**each, "due": date.fromisoformat(each["due"])}) for each in kept["asks"]),
    )


def by_name(copy: Copy) -> tuple[str, str]:
    """What puts providers in the order of their names: the desk knows no other."""
    return copy.provider.casefold(), copy.partnership.casefold()


def _record(kept: Mapping[str, Any]) -> RecordCopy:
    agreed = tuple(Agreed(**each) for each in kept["agreed"])
    return RecordCopy(**{**kept, "agreed": agreed, "present": tuple(kept["present"]), "absent": tuple(kept["absent"])})


def _plan(kept: Mapping[str, Any]) -> PlanCopy:
    return PlanCopy(
        **{
            **kept,
            "goals": tuple(
                GoalCopy(**{**each, "by_when": date.fromisoformat(each["by_when"])}) for each in kept["goals"]
            ),
            "in_force_since": date.fromisoformat(kept["in_force_since"]),
            "review_due": date.fromisoformat(kept["review_due"]) if kept["review_due"] else None,
            "signed": tuple(kept["signed"]),
            "reviews": tuple(kept["reviews"]),
        }
    )
