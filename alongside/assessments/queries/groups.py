"""Counts of people, never of answers: who was asked, who came, who has finished."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from alongside.assessments.models import Assessment, ExpectedGroup
from alongside.assessments.rules.completeness import Presence


@dataclass(frozen=True)
class Progress:
    """How far one group is: `invited` is None where nobody counted. `group` is None for people who named none."""

    group: ExpectedGroup | None
    invited: int | None
    joined: int
    finished: int
    answered: int


def progress(assessment: Assessment) -> list[Progress]:
    """Each expected group's counts, then those of people who would rather not name a group, if there are any."""
    rows = assessment.participants.values("group_id").annotate(
        joined=Count("pk"), finished=Count("finished_at"), answered=Count("answered_at")
    )
    by_group: dict[object, tuple[int, int, int]] = {
        row["group_id"]: (row["joined"], row["finished"], row["answered"]) for row in rows.order_by()
    }
    found = [Progress(group, group.invited, *by_group.get(group.pk, (0, 0, 0))) for group in assessment.groups.all()]
    if None in by_group:
        found.append(Progress(None, None, *by_group[None]))
    return found


def presences(assessment: Assessment) -> list[Presence]:
    """For each expected group how many of its people answered; one query."""
    rows = assessment.groups.annotate(answered=Count("participants__answered_at")).order_by("position")
    return [Presence(*row) for row in rows.values_list("name", "voice", "answered", "absence_means")]


def presences_in(counts: list[Progress]) -> list[Presence]:
    """The same from counts that were read already."""
    return [
        Presence(each.group.name, each.group.voice, each.answered, each.group.absence_means)
        for each in counts
        if each.group
    ]


def answered_by_group(assessment: Assessment) -> dict[object, int]:
    """How many people of each group answered at least one question; None counts those who named no group."""
    rows = assessment.participants.filter(answered_at__isnull=False).values("group_id").annotate(people=Count("pk"))
    return {row["group_id"]: row["people"] for row in rows.order_by()}


def answered_by_mode(assessment: Assessment) -> dict[tuple[object, str], int]:
    """The same by group and way of taking part, for the involvement account."""
    people = assessment.participants.filter(answered_at__isnull=False)
    rows = people.values("group_id", "mode").annotate(people=Count("pk")).order_by()
    return {(row["group_id"], row["mode"]): row["people"] for row in rows}


def size_of(assessment: Assessment, group: ExpectedGroup | None) -> int:
    """How many people of a group have joined so far."""
    return assessment.participants.filter(group=group).count()
