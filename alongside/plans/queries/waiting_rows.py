"""The five reads behind what waits for a person: plain joins, from which the newest of each is found here.

In Django a sub-query costs more to write than all these rows to look through, and this is asked on every first page.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Max, Q

from alongside.people.models import Membership, User
from alongside.plans.models import Cycle, Plan, Update, VersionState
from alongside.plans.queries.versions import known_contents, remember
from alongside.plans.rules.content import PlanContent
from alongside.plans.rules.due import FINISHED
from alongside.plans.rules.versions import DECIDES

State = VersionState.State
Row = dict[str, Any]
# Names under which a read below gives its columns, and the columns.
ASSESSMENT = "partnership__assessments"
PRIORITIES = f"{ASSESSMENT}__prioritising"
OF_MEMBERSHIP = {
    "partnership_id": "partnership_id",
    "role": "role",
    "zone": "partnership__time_zone",
    "assessment": f"{ASSESSMENT}__pk",
    "title": f"{ASSESSMENT}__title",
    "prioritising": f"{PRIORITIES}__pk",
    "opened": f"{PRIORITIES}__opened__at",
    "chosen": "mine__pk",
}
ASSESSED = "order__prioritising__assessment"
OF_PLAN = {
    "pk": "pk",
    "partnership_id": "partnership_id",
    "item": "item",
    "framework": f"{ASSESSED}__framework",
    "edition": f"{ASSESSED}__framework_version",
    "title": f"{ASSESSED}__title",
}
OF_VERSION = ("versions__number", "versions__states__sequence", "versions__pk", "versions__states__state")
OF_NEWEST = {"put_forward_by": "versions__by_id", "put_forward_as": "versions__role", "act": "mine__act"}


@dataclass(frozen=True)
class CycleRow:
    """A try that nobody has looked at. `left`: who began it is no member there any more."""

    pk: UUID
    plan_id: UUID
    partnership_id: UUID
    by_id: UUID | None
    we_try: str
    look_on: date
    left: bool


def memberships(user: User, partnership_ids: Collection[UUID]) -> list[Row]:
    """One row for each membership and each prioritising there, with the roles that stand by its newest order.

    `chosen` is this person's own choice, there only until choices are opened.
    """
    theirs = f"{PRIORITIES}__choosers"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__user": user}))
    rows: Any = Membership.objects.filter(user=user, partnership_id__in=partnership_ids).annotate(mine=mine)
    orders = (f"{PRIORITIES}__orders__sequence", f"{PRIORITIES}__orders__confirmations__role")
    found: dict[object, Row] = {}
    for *facts, sequence, role in rows.values_list(*OF_MEMBERSHIP.values(), *orders):
        read = dict(zip(OF_MEMBERSHIP, facts, strict=True))
        row = found.setdefault((read["partnership_id"], read["assessment"]), {**read, "newest": 0, "stand_by": set()})
        if sequence and sequence > row["newest"]:
            row |= {"newest": sequence, "stand_by": set()}
        if sequence and sequence == row["newest"]:
            row["stand_by"].add(role)
    return list(found.values())


def every_plan(user: User, places: Collection[UUID]) -> list[Row]:
    """Every plan that has not ended, with its newest version and the one that is carried out.

    `state` is the newest version's, `act` what this person did with it that decides.
    """
    theirs = "versions__signatures"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__by": user, f"{theirs}__act__in": DECIDES}))
    rows: Any = Plan.objects.filter(partnership_id__in=places, end=None).annotate(mine=mine)
    rows = rows.values_list(*OF_VERSION, *OF_PLAN.values(), *OF_NEWEST.values())
    found: dict[UUID, Row] = {}
    # From the first state of the first version to the last of the last: the last one seen is the newest.
    for row in sorted(rows, key=lambda row: (row[0] or 0, row[1] or 0)):
        (number, _sequence, version, state), others = row[: len(OF_VERSION)], row[len(OF_VERSION) :]
        read = dict(zip([*OF_PLAN, *OF_NEWEST], others, strict=True))
        plan = found.setdefault(read["pk"], {"force": None})
        plan |= {**read, "newest": version, "number": number, "state": state}
        if state == State.IN_FORCE:
            plan["force"] = version
    return list(found.values())


def versions(keys: Collection[UUID]) -> tuple[dict[UUID, PlanContent], dict[UUID, date | None]]:
    """What these versions say, and the next date as the last review of each gave it; one query.

    A text is asked for only where this process has not read it before.
    """
    if not keys:
        return {}, {}
    known = known_contents(keys)
    names = ["versions__pk", "reviews__version_id", "reviews__sequence", "reviews__next_on"]
    if len(known) < len(keys):
        names.append("versions__content")
    told: dict[UUID, tuple[int, date | None]] = {}
    for version, reviewed, sequence, next_on, *text in Plan.objects.filter(versions__in=keys).values_list(*names):
        if version not in known:
            known[version] = remember(version, text[0])
        if reviewed == version:
            told[version] = max(told.get(version, (0, None)), (sequence, next_on))
    return known, {version: next_on for version, (_sequence, next_on) in told.items()}


def newest_progress(commitments: Collection[UUID], plans: Collection[UUID]) -> dict[UUID, str]:
    """What was said last of each of these goals and actions; nothing of those of which nobody said anything."""
    said = Update.objects.filter(commitment__in=commitments, plan_id__in=plans).order_by()
    # When each state was last said of it. Of two said at one moment, the one that is not finished counts.
    rows = said.values_list("commitment", "progress").annotate(last=Max("at"))
    return {row[0]: row[1] for row in sorted(rows, key=lambda row: (row[2], row[1] not in FINISHED))}


def cycles_to_look_at(plans: Collection[UUID], latest: date) -> list[CycleRow]:
    """The tries of these plans whose day has come by then and of which nobody said what came of them."""
    names = ("pk", "plan_id", "plan__partnership_id", "by_id", "we_try", "look_on")
    rows = Cycle.objects.filter(plan_id__in=plans, study=None, look_on__lte=latest)
    where: dict[tuple[Any, ...], set[UUID | None]] = {}
    for *cycle, there in rows.values_list(*names, "by__memberships__partnership_id"):
        where.setdefault(tuple(cycle), set()).add(there)
    return [CycleRow(*(*cycle, cycle[2] not in there)) for cycle, there in where.items()]
