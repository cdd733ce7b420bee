"""What was decided: a decision counts once lead and co-lead have both confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.assessments.models import Assessment
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD


@dataclass(frozen=True)
class StoodBy:
    """The lead or the co-lead, with the name of that day, and when they said so."""

    role: str
    name: str
    at: datetime


@dataclass(frozen=True)
class PutForward:
    """An outcome as it was put forward, and who stands by it so far, in the order in which they said so."""

    pk: UUID
    sequence: int
    outcome: str
    reason: str
    dissent: str
    confirmed: tuple[StoodBy, ...]

    @property
    def is_recorded(self) -> bool:
        """Whether both halves confirmed it."""
        return are_both_halves({each.role for each in self.confirmed})


@dataclass(frozen=True)
class Standing:
    """Where one item stands: what is recorded, and what was put forward since and waits for the other half."""

    recorded: PutForward | None
    proposed: PutForward | None
    newest_sequence: int


NOTHING = Standing(None, None, 0)


def standings(assessment: Assessment, item: str = "") -> dict[str, Standing]:
    """Every item for which something was put forward, or only the one named. Confirmations come in the same read."""
    wanted = assessment.decisions.filter(item=item) if item else assessment.decisions
    rows = wanted.order_by("sequence", "confirmations__at", "confirmations__role").values_list(
        "item", "pk", "sequence", "outcome", "reason", "dissent",
        "confirmations__role", "confirmations__name", "confirmations__at",
    )  # fmt: skip
    found: dict[str, dict[UUID, PutForward]] = {}
    for about, pk, sequence, outcome, reason, dissent, role, name, at in rows:
        decisions = found.setdefault(about, {})
        confirmed = decisions[pk].confirmed if pk in decisions else ()
        confirmed += (StoodBy(role, name, at),) if role else ()
        decisions[pk] = PutForward(pk, sequence, outcome, reason, dissent, confirmed)
    return {about: _standing(list(decisions.values())) for about, decisions in found.items()}


def recorded_decisions(assessment: Assessment) -> dict[str, PutForward]:
    """The recorded decision of each item that has one."""
    return {item: found.recorded for item, found in standings(assessment).items() if found.recorded}


def are_both_halves(roles: set[str]) -> bool:
    """Whether these roles together record a decision."""
    return roles >= {DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD}


def _standing(decisions: list[PutForward]) -> Standing:
    newest = decisions[-1]
    recorded = next((each for each in reversed(decisions) if each.is_recorded), None)
    return Standing(recorded, None if newest is recorded else newest, newest.sequence)
