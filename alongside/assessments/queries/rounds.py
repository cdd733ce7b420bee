"""Which round of each item is open: one more than the rounds that were revealed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from alongside.assessments.models import Assessment
from alongside.assessments.queries.reveals import Opened
from alongside.catalogue.framework import Framework, Item


def open_round(assessment: Assessment, item: str) -> int:
    """The round that an answer given now belongs to; the first is 1."""
    return open_rounds(assessment, [item])[item]


def open_rounds(assessment: Assessment, items: Sequence[str]) -> dict[str, int]:
    """The open round of each of these items."""
    revealed = assessment.reveals.filter(item__in=items).values("item").annotate(last=Max("round"))
    last = {row["item"]: row["last"] for row in revealed.order_by()}
    return {item: last.get(item, 0) + 1 for item in items}


def unseen_items(assessment: Assessment, framework: Framework) -> list[Item]:
    """Items with answers that were not shown to everybody. Only yes or no for each: never how many, or whose."""
    shown = assessment.reveals.filter(item=OuterRef("item"), round=OuterRef("round"))
    waiting = set(assessment.ratings.exclude(Exists(shown)).order_by().values_list("item", flat=True).distinct())
    return [item for item in framework.items if item.key in waiting]


def same_people(assessment: Assessment, earlier: Opened, later: Opened) -> frozenset[tuple[str, ...]]:
    """The rows of a later round behind which the very same people stand as in an earlier one, by the keys of groups.

    As many people need not be the same ones. Nothing is said of rows whose answers are not held any more.
    """
    people: dict[int, dict[str, set[UUID]]] = {earlier.round: {}, later.round: {}}
    given = assessment.ratings.filter(item=later.item, round__in=people).order_by()
    for round, who, group in given.values_list("round", "participant_id", "participant__group__key"):
        people[round].setdefault(group or "", set()).add(who)

    def behind(round: int, keys: tuple[str, ...]) -> set[UUID]:
        return set().union(*(people[round].get(key, set()) for key in keys))

    return frozenset(
        cell.keys
        for cell in later.released.cells
        if behind(earlier.round, cell.keys) == behind(later.round, cell.keys)
        and len(behind(later.round, cell.keys)) == cell.size
    )


def held_for(assessment: Assessment, item: str, round: int) -> str:
    """What a card beside an unrevealed answer waits for."""
    return f"{assessment.pk}:{item}:{round}"
