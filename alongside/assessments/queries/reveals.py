"""What has been opened: released answers, shared reasons, and where people differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.assessments.models import Assessment, SharedReason, Withholding
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.conversation import Difference, difference, talking_order
from alongside.assessments.rules.rounds import broadest
from alongside.assessments.rules.small_groups import Released, may_name_groups
from alongside.assessments.rules.withheld import why_withheld
from alongside.catalogue.framework import Framework


@dataclass(frozen=True)
class Opened:
    """One revealed round of one item."""

    item: str
    round: int
    released: Released
    difference: Difference


@dataclass(frozen=True)
class Reason:
    """A shared reason as it may be shown, with its group where that may be named: see `reasons`.

    `round` is None where no group is named: who answered in a round is told, so it would say whose reason it is. One
    that was withheld has no text and no group, but the time of that and the causes that the two halves gave.
    """

    id: UUID
    text: str
    group: str
    round: int | None
    withheld_at: datetime | None = None
    causes: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Why it was withheld, in words."""
        return why_withheld(self.causes)


def opened(assessment: Assessment, framework: Framework, item: str = "") -> dict[str, list[Opened]]:
    """Every item that has been revealed, or only the one named, its rounds in order."""
    found: dict[str, list[Opened]] = {}
    wanted = assessment.reveals.filter(item=item) if item else assessment.reveals
    for about, round, cells in wanted.order_by("round").values_list("item", "round", "cells"):
        released = Released.from_json(cells)
        compared = difference(about, released, ordered(framework))
        found.setdefault(about, []).append(Opened(about, round, released, compared))
    return found


def order_to_talk(found: dict[str, list[Opened]], framework: Framework) -> list[str]:
    """The revealed items, by the round of each that says most, those people differ over most first."""
    differences = {item: leading(rounds).difference for item, rounds in found.items()}
    return talking_order(differences, [item.key for item in framework.items])


def leading(rounds: Sequence[Opened]) -> Opened:
    """The round that speaks for an item: the newest, unless fewer people stand behind it than behind an earlier one."""
    return rounds[broadest([each.released for each in rounds])]


def reasons(assessment: Assessment, found: dict[str, list[Opened]], item: str = "") -> dict[str, list[Reason]]:
    """Shared reasons of revealed rounds by item, in an order that tells nothing about who or when.

    A group is named where five or more of it are shown alone, and where that tells nothing about the other reasons.
    """
    shown: dict[str, list[Reason]] = {}
    wanted = assessment.shared_reasons.filter(item=item) if item else assessment.shared_reasons
    released = {(each.item, each.round): each.released for rounds in found.values() for each in rounds}
    naming = {about: may_name_groups(each.released for each in rounds) for about, rounds in found.items()}
    rows = list(wanted.order_by("id").values_list("id", "text", "item", "round", "group__key", "group__name"))
    withheld = withholdings(id for id, text, *_rest in rows if not text)
    for id, text, about, round, key, name in rows:
        if (about, round) in released:
            named = key is not None and naming[about] and released[about, round].names(key)
            reason = Reason(id, text, name if named else "", round if named else None, *withheld.get(id, ()))
            shown.setdefault(about, []).append(reason)
    return shown


def withholdings(ids: Iterable[UUID]) -> dict[UUID, tuple[datetime, tuple[str, ...]]]:
    """When each of these reasons, which have no words any more, was withheld, and why. Reads nothing for none."""
    wanted = list(ids)
    if not wanted:
        return {}
    halves: dict[UUID, list[tuple[datetime, str]]] = {}
    for id, at, cause in Withholding.objects.filter(reason__in=wanted).values_list("reason_id", "at", "cause"):
        halves.setdefault(id, []).append((at, cause))
    return {id: _both(found) for id, found in halves.items()}


def _both(halves: Sequence[tuple[datetime, str]]) -> tuple[datetime, tuple[str, ...]]:
    return max(at for at, _cause in halves), tuple(sorted({cause for _at, cause in halves}))


def agreed_to_withhold(assessment: Assessment, item: str = "") -> dict[UUID, set[str]]:
    """Reasons that are still shown and that one half wants withheld, with the roles that agreed so far."""
    found: dict[UUID, set[str]] = {}
    rows = Withholding.objects.filter(reason__assessment=assessment).exclude(reason__text="")
    for id, role in (rows.filter(reason__item=item) if item else rows).values_list("reason_id", "role"):
        found.setdefault(id, set()).add(role)
    return found


def shown_reason(assessment: Assessment, id: UUID) -> SharedReason:
    """A shared reason that everybody can see. Raises SharedReason.DoesNotExist, also for one that is not shown yet."""
    found = assessment.shared_reasons.get(pk=id)
    if not assessment.reveals.filter(item=found.item, round=found.round).exists():
        raise SharedReason.DoesNotExist
    return found


def revealed_rounds(assessment: Assessment) -> set[tuple[str, int]]:
    """Pairs of item and round that are open to everybody."""
    return set(assessment.reveals.values_list("item", "round"))
