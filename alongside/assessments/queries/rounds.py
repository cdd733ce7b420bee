"""Which round of each item is open: one more than the rounds that were revealed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, Max, OuterRef

from alongside.assessments.models import Assessment
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


def held_for(assessment: Assessment, item: str, round: int) -> str:
    """What a card beside an unrevealed answer waits for."""
    return f"{assessment.pk}:{item}:{round}"
