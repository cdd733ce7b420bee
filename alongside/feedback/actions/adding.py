"""Add to the counts of a team that no release holds yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from alongside.feedback.models import Count
from alongside.feedback.rules.counting import Cell

BATCH = 1000


def add_to_counts(
    *, partnership_id: UUID, team_id: UUID | None, edition: tuple[str, str], more: Mapping[date, Mapping[Cell, int]]
) -> None:
    """Add the people of each month's cells. Called with the team's turn, inside the transaction that they come from."""
    survey, version = edition
    place = {
        "partnership_id": partnership_id,
        "team_id": team_id,
        "survey": survey,
        "survey_version": version,
        "window": 0,
    }
    known = {
        (row.month, (row.about, row.group, row.item, row.answer)): row
        for row in Count.objects.filter(**place, month__in=more)
    }
    changed, new = [], []
    for month, cells in sorted(more.items()):
        for cell, people in sorted(cells.items()):
            row = known.get((month, cell))
            if row:
                row.people += people
                changed.append(row)
            else:
                about, group, item, answer = cell
                new.append(
                    Count(**place, month=month, about=about, group=group, item=item, answer=answer, people=people)
                )
    Count.objects.bulk_update(changed, ["people"], batch_size=BATCH)
    Count.objects.bulk_create(new, batch_size=BATCH)
