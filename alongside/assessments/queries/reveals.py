"""What has been opened: released answers, shared reasons, and where people differ."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.assessments.models import Assessment, Reveal
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.conversation import Difference, difference, talking_order
from alongside.assessments.rules.small_groups import Released
from alongside.catalogue.framework import Framework


@dataclass(frozen=True)
class Opened:
    """One revealed round of one item."""

    reveal: Reveal
    released: Released
    difference: Difference


@dataclass(frozen=True)
class Reason:
    """A shared reason as it may be shown: the group is named only where five or more of it are shown alone."""

    id: UUID
    text: str
    group: str
    round: int


def opened(assessment: Assessment, framework: Framework, item: str = "") -> dict[str, list[Opened]]:
    """Every item that has been revealed, or only the one named, its rounds in order."""
    found: dict[str, list[Opened]] = {}
    wanted = assessment.reveals.filter(item=item) if item else assessment.reveals
    for reveal in wanted.order_by("round"):
        released = Released.from_json(reveal.cells)
        compared = difference(reveal.item, released, ordered(framework))
        found.setdefault(reveal.item, []).append(Opened(reveal, released, compared))
    return found


def order_to_talk(found: dict[str, list[Opened]], framework: Framework) -> list[str]:
    """The revealed items, by their newest round, those people differ over most first."""
    newest = {item: rounds[-1].difference for item, rounds in found.items()}
    return talking_order(newest, [item.key for item in framework.items])


def reasons(assessment: Assessment, found: dict[str, list[Opened]], item: str = "") -> dict[str, list[Reason]]:
    """Shared reasons of revealed rounds by item, in an order that tells nothing about who or when."""
    shown: dict[str, list[Reason]] = {}
    wanted = assessment.shared_reasons.filter(item=item) if item else assessment.shared_reasons
    for shared in wanted.select_related("group").order_by("id"):
        rounds = {each.reveal.round: each.released for each in found.get(shared.item, [])}
        if shared.round in rounds:
            group = shared.group if shared.group and rounds[shared.round].names(shared.group.key) else None
            reason = Reason(shared.pk, shared.text, group.name if group else "", shared.round)
            shown.setdefault(shared.item, []).append(reason)
    return shown


def revealed_rounds(assessment: Assessment) -> set[tuple[str, int]]:
    """Pairs of item and round that are open to everybody."""
    return set(assessment.reveals.values_list("item", "round"))
