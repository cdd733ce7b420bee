"""Count answers per group, for the moment of reveal only. Nothing but `actions.reveal` may call this."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q

from alongside.assessments.models import Assessment
from alongside.assessments.rules.small_groups import GroupAnswers


def answers_by_group(assessment: Assessment, rounds: Mapping[str, int]) -> dict[str, list[GroupAnswers]]:
    """For each item with an answer in its round, the groups that answered, in the assessment's order."""
    if not rounds:
        return {}
    # One pair per item, so that no item's earlier round is counted with another's later one.
    wanted = Q()
    for item, round in rounds.items():
        wanted |= Q(item=item, round=round)
    rows = (
        assessment.ratings.filter(wanted)
        .values("item", "answer", "participant__group_id")
        .annotate(people=Count("pk"), unwilling=Count("pk", filter=Q(participant__may_show_alone=False)))
        .order_by()
    )
    groups = {group.pk: group for group in assessment.groups.all()}
    order = [*groups, None]
    counts: dict[str, dict[object, dict[str, int]]] = {}
    alone: dict[tuple[str, object], bool] = {}
    for row in rows:
        item, group_id = row["item"], row["participant__group_id"]
        counts.setdefault(item, {}).setdefault(group_id, {})[row["answer"]] = row["people"]
        alone[item, group_id] = alone.get((item, group_id), True) and not row["unwilling"]
    return {
        item: [
            GroupAnswers(
                key=groups[group_id].key if group_id else "",
                name=groups[group_id].name if group_id else "",
                counts=by_group[group_id],
                all_chose_alone=alone[item, group_id],
            )
            for group_id in order
            if group_id in by_group
        ]
        for item, by_group in counts.items()
    }
