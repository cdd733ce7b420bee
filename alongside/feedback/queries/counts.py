"""Sums of counts."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet, Sum

from alongside.feedback.models import Count
from alongside.feedback.rules.counting import Cell


def counts_of(rows: QuerySet[Count]) -> dict[Cell, int]:
    """These counts added up over months and teams, by cell."""
    found: Counter[Cell] = Counter()
    summed = rows.order_by().values_list("about", "group", "item", "answer").annotate(people=Sum("people"))
    for about, group, item, answer, people in summed:
        found[about, group, item, answer] += people
    return dict(found)
