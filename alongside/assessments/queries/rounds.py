"""Which round of each item is open: one more than the rounds that were revealed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from alongside.assessments.models import Assessment


def open_round(assessment: Assessment, item: str) -> int:
    """The round that an answer given now belongs to; the first is 1."""
    return open_rounds(assessment, [item])[item]


def open_rounds(assessment: Assessment, items: Sequence[str]) -> dict[str, int]:
    """The open round of each of these items."""
    revealed = assessment.reveals.filter(item__in=items).values("item").annotate(last=Max("round"))
    last = {row["item"]: row["last"] for row in revealed.order_by()}
    return {item: last.get(item, 0) + 1 for item in items}


def held_for(assessment: Assessment, item: str, round: int) -> str:
    """What a card beside an unrevealed answer waits for."""
    return f"{assessment.pk}:{item}:{round}"
