"""The five reads behind what waits for a person, from their memberships down: plain joins, from which the newest of
each is found here.

In Django a sub-query costs more to write than all these rows to look through, and putting joins together costs more
than reading them. This is asked on every first page, so each read is put together once, and narrowed when it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from alongside.people.models import Membership, User
from alongside.plans.models import Cycle, Version, VersionState
from alongside.plans.queries.versions import known_contents, remember
from alongside.plans.rules.content import PlanContent
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
    "chosen": "mine__mode",
}
ORDERS = f"{PRIORITIES}__orders"
PLAN = "partnership__plans"
VERSIONS, ASSESSED = f"{PLAN}__versions", f"{PLAN}__order__prioritising__assessment"
OF_PLAN = {
    "number": f"{VERSIONS}__number",
    "sequence": f"{VERSIONS}__states__sequence",
    "newest": f"{VERSIONS}__pk",
    "state": f"{VERSIONS}__states__state",
    "partnership_id": "partnership_id",
    "item": f"{PLAN}__item",
    "framework": f"{ASSESSED}__framework",
    "edition": f"{ASSESSED}__framework_version",
    "title": f"{ASSESSED}__title",
    "put_forward_by": f"{VERSIONS}__by_id",
    "put_forward_as": f"{VERSIONS}__role",
    "act": "mine__act",
}


@dataclass(frozen=True)
class CycleRow:
    """A try that nobody has looked at. `left`: who began it is no member there any more."""

    pk: UUID
    plan_id: UUID
    by_id: UUID | None
    we_try: str
    look_on: date
    left: bool


@cache
def _memberships() -> Any:
    theirs = f"{PRIORITIES}__choosers"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__user": F("user")}))
    rows: Any = Membership.objects.annotate(mine=mine)
    return rows.values_list(*OF_MEMBERSHIP.values(), f"{ORDERS}__sequence", f"{ORDERS}__confirmations__role")


def memberships(user: User, partnership_ids: Collection[UUID]) -> list[Row]:
    """One row for each membership and each prioritising there, with the roles that stand by its newest order.

    `chosen` is this person's own choice, there only until choices are opened.
    """
    found: dict[object, Row] = {}
    for *facts, sequence, role in _memberships().filter(user_id=user.pk, partnership_id__in=partnership_ids):
        read = dict(zip(OF_MEMBERSHIP, facts, strict=True))
        row = found.setdefault((read["partnership_id"], read["assessment"]), {**read, "newest": 0, "stand_by": set()})
        if sequence and sequence > row["newest"]:
            row |= {"newest": sequence, "stand_by": set()}
        if sequence and sequence == row["newest"]:
            row["stand_by"].add(role)
    return list(found.values())


@cache
def _plans() -> Any:
    theirs = f"{VERSIONS}__signatures"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__by": F("user"), f"{theirs}__act__in": DECIDES}))
    rows: Any = Membership.objects.filter(**{f"{PLAN}__isnull": False, f"{PLAN}__end": None}).annotate(mine=mine)
    return rows.values_list(f"{PLAN}__pk", *OF_PLAN.values())


def every_plan(user: User, places: Collection[UUID]) -> list[Row]:
    """Every plan that has not ended, with its newest version and the one that is carried out.

    `state` is the newest version's, `act` what this person did with it that decides.
    """
    rows = _plans().filter(user_id=user.pk, partnership_id__in=places)
    newest: dict[UUID, list[Any]] = {}
    force: dict[UUID, UUID] = {}
    # From the first state of the first version to the last of the last: the last one seen is the newest.
    for plan, *row in sorted(rows, key=lambda row: (row[1] or 0, row[2] or 0)):
        newest[plan] = row
        if row[3] == State.IN_FORCE:
            force[plan] = row[2]
    return [
        {"pk": plan, "force": force.get(plan), **dict(zip(OF_PLAN, row, strict=True))} for plan, row in newest.items()
    ]


@cache
def _versions(*texts: str) -> Any:
    theirs = "plan__reviews"
    reviews = FilteredRelation(theirs, condition=Q(**{f"{theirs}__version": F("pk")}))
    rows: Any = Version.objects.annotate(reviews=reviews)
    return rows.values_list("pk", "reviews__sequence", "reviews__next_on", *texts)


def versions(keys: Collection[UUID]) -> tuple[dict[UUID, PlanContent], dict[UUID, date | None]]:
    """What these versions say, and the next date as the last review of each gave it; one query.

    A text is asked for only where this process has not read it before.
    """
    if not keys:
        return {}, {}
    known = known_contents(keys)
    texts = ("content",) if len(known) < len(keys) else ()
    told: dict[UUID, tuple[int, date | None]] = {}
    for version, sequence, next_on, *text in _versions(*texts).filter(pk__in=keys):
        if version not in known:
            known[version] = remember(version, text[0])
        if sequence and sequence > told.get(version, (0, None))[0]:
            told[version] = (sequence, next_on)
    return known, {version: next_on for version, (_sequence, next_on) in told.items()}


@cache
def _cycles() -> Any:
    facts = ("pk", "plan_id", "by_id", "we_try", "look_on")
    return Cycle.objects.filter(study=None).values_list(*facts, "by__memberships__partnership_id")


def cycles_to_look_at(plans: Mapping[UUID, UUID], latest: date) -> list[CycleRow]:
    """The tries of these plans whose day has come by then and of which nobody said what came of them.

    The plans are given with the partnership of each.
    """
    where: dict[tuple[Any, ...], set[UUID | None]] = {}
    for *cycle, there in _cycles().filter(plan_id__in=list(plans), look_on__lte=latest):
        where.setdefault(tuple(cycle), set()).add(there)
    return [CycleRow(*(*cycle, plans[cycle[1]] not in there)) for cycle, there in where.items()]
