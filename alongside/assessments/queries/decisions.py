"""What was decided: a decision counts once lead and co-lead have both confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.assessments.models import Assessment, Decision
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD


@dataclass(frozen=True)
class Standing:
    """Where one item stands: what is recorded, and what was put forward since and waits for the other half."""

    recorded: Decision | None
    proposed: Decision | None
    newest_sequence: int


NOTHING = Standing(None, None, 0)


def standings(assessment: Assessment, item: str = "") -> dict[str, Standing]:
    """Every item for which something was put forward, or only the one named."""
    by_item: dict[str, list[Decision]] = {}
    wanted = assessment.decisions.filter(item=item) if item else assessment.decisions
    decisions = wanted.prefetch_related("confirmations").order_by("sequence")
    for decision in decisions:
        by_item.setdefault(decision.item, []).append(decision)
    return {item: _standing(decisions) for item, decisions in by_item.items()}


def recorded_decisions(assessment: Assessment) -> dict[str, Decision]:
    """The recorded decision of each item that has one."""
    return {item: found.recorded for item, found in standings(assessment).items() if found.recorded}


def is_recorded(decision: Decision) -> bool:
    """Whether both halves confirmed it."""
    return are_both_halves({each.role for each in decision.confirmations.all()})


def are_both_halves(roles: set[str]) -> bool:
    """Whether these roles together record a decision."""
    return roles >= {DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD}


def _standing(decisions: list[Decision]) -> Standing:
    newest = decisions[-1]
    recorded = next((each for each in reversed(decisions) if is_recorded(each)), None)
    return Standing(recorded, None if newest is recorded else newest, newest.sequence)
