"""What was put first after an assessment, read for a summary."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from alongside.assessments.models import Assessment
from alongside.assessments.queries.decisions import are_both_halves
from alongside.plans.models import PriorityLine
from alongside.plans.rules.choices import OpenedChoices


@dataclass(frozen=True)
class PutFirst:
    """What was opened of people's choices, and the lines of the final order; empty where it has not come so far."""

    begun: bool
    opened: OpenedChoices | None
    lines: tuple[PriorityLine, ...]


def put_first(assessment: Assessment) -> PutFirst:
    """What people chose first, and the newest order that lead and co-lead both stand by.

    One query where `prioritising__opened` was selected with the assessment.
    """
    prioritising = getattr(assessment, "prioritising", None)
    if prioritising is None:
        return PutFirst(False, None, ())
    orders: dict[object, tuple[set[str], dict[object, PriorityLine]]] = {}
    rows = PriorityLine.objects.filter(order__prioritising=prioritising).order_by("-order__sequence", "place")
    for line in rows.annotate(role=F("order__confirmations__role")):
        roles, lines = orders.setdefault(line.order_id, (set(), {}))
        roles.add(line.role or "")
        lines[line.pk] = line
    final = next((lines for roles, lines in orders.values() if are_both_halves(roles)), {})
    opened = getattr(prioritising, "opened", None)
    return PutFirst(True, OpenedChoices.from_json(opened.cells) if opened else None, tuple(final.values()))
