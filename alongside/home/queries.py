"""What the first pages show, in a fixed number of queries, always from a person or their membership down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q

from alongside.assessments.models import AssessmentState, Participant, Reveal, Withholding
from alongside.assessments.queries.decisions import are_both_halves
from alongside.catalogue import shelf
from alongside.catalogue.framework import Framework
from alongside.home.rules import Look, Mine, Proposal, Waiting, Wish, has_record, waiting
from alongside.library.queries import default_edition
from alongside.people.access import ROLE_NAMES, SECOND_FACTOR, SECOND_FACTORS, Can, Role, may
from alongside.people.models import Membership, Partnership, PartnershipOrganisation, User
from alongside.people.queries import sides
from alongside.plans.queries.waiting import waiting_for
from alongside.plans.rules.due import Waiting as OfPlans

# What is read of each assessment, under the names that `Look` gives it.
OF = "partnership__assessments__"
OF_ASSESSMENT = {
    "id": f"{OF}pk",
    "partnership_id": "partnership_id",
    "title": f"{OF}title",
    "created_at": f"{OF}created_at",
    "prioritised": f"{OF}prioritising__pk",
}
COUNTED = ("joined", "answered", "finished")
NOBODY = dict.fromkeys(COUNTED, 0)
FACTS = (*OF_ASSESSMENT, *COUNTED, "state", "mine")


@dataclass(frozen=True)
class Place:
    """One of a person's partnerships.

    `locked`: their role opens only with a second factor that they lack, so nothing else is said. `may_begin`: there
    is no assessment yet, and they are one of those who may start one. `reads_on`: there is a closed record to read.
    """

    partnership_id: UUID
    name: str
    role_name: str
    locked: bool
    may_begin: bool
    reads_on: bool
    waiting: tuple[Waiting, ...]
    plans: tuple[OfPlans, ...]


@dataclass(frozen=True)
class RoleCount:
    """How many people have a role."""

    role: Role
    name: str
    people: int


@dataclass(frozen=True)
class Overview:
    """The first page of a partnership, as one of its members may see it."""

    provider: str
    commissioners: tuple[str, ...]
    partners: tuple[str, ...]
    looks: tuple[Look, ...]
    reads_on: bool
    waiting: tuple[Waiting, ...]
    plans: tuple[OfPlans, ...]
    roles: tuple[RoleCount, ...]
    edition: Framework
    local: bool

    @property
    def has_co_lead(self) -> bool:
        """Whether somebody holds lived experience's half of every decision."""
        return any(each.role is Role.CO_LEAD and each.people for each in self.roles)


def places(user: User) -> tuple[Place, ...]:
    """A person's partnerships with what waits there: those where something waits first, then by name."""
    theirs = _theirs(user)
    open_to_them = [each.partnership_id for each in theirs if not each.locked]
    seen, of_plans = looks(open_to_them, user), waiting_for(user, open_to_them)
    found = [_place(each, seen, of_plans) for each in theirs]
    return tuple(sorted(found, key=lambda place: not (place.locked or place.may_begin or place.waiting or place.plans)))


@dataclass(frozen=True)
class _Membership:
    """Where somebody belongs, and as what; `locked` as in `Place`."""

    partnership_id: UUID
    name: str
    role: str
    locked: bool


@cache
def _belongs() -> Any:
    factors = "user__authenticator"
    factor = FilteredRelation(factors, condition=Q(**{f"{factors}__type__in": SECOND_FACTORS}))
    rows: Any = Membership.objects.annotate(factor=factor).order_by("partnership__name", "pk")
    return rows.values_list("partnership_id", "partnership__name", "role", "factor__pk")


def _theirs(user: User) -> list[_Membership]:
    """A person's places by the partnership's name, read together with whether they have a second factor."""
    # One row for each of their factors: the last says the same as the first.
    rows = {row[0]: row for row in _belongs().filter(user_id=user.pk)}
    return [
        _Membership(id, name, role, role in SECOND_FACTOR and not factor) for id, name, role, factor in rows.values()
    ]


def _place(membership: _Membership, seen: Iterable[Look], of_plans: Iterable[OfPlans]) -> Place:
    here = [look for look in seen if look.partnership_id == membership.partnership_id]
    return Place(
        partnership_id=membership.partnership_id,
        name=membership.name,
        role_name=str(ROLE_NAMES[Role(membership.role)]),
        locked=membership.locked,
        may_begin=not membership.locked and not here and may(membership.role, Can.RUN_ASSESSMENT),
        reads_on=has_record(here) and may(membership.role, Can.SEE_RECORD),
        waiting=waiting(here, membership.role),
        plans=tuple(each for each in of_plans if each.partnership_id == membership.partnership_id),
    )


def overview(membership: Membership) -> Overview:
    """Everything the first page of this member's partnership shows."""
    partnership = membership.partnership
    seen = looks([partnership.pk], membership.user)
    names: dict[str, list[str]] = {side.value: [] for side in PartnershipOrganisation.Side}
    for each in sides(partnership):
        names[each.side].append(each.organisation.name)
    edition = default_edition(partnership)
    return Overview(
        provider=", ".join(names[PartnershipOrganisation.Side.PROVIDER]),
        commissioners=tuple(names[PartnershipOrganisation.Side.COMMISSIONER]),
        partners=tuple(names[PartnershipOrganisation.Side.PARTNER]),
        looks=seen,
        reads_on=has_record(seen) and may(membership.role, Can.SEE_RECORD),
        waiting=waiting(seen, membership.role),
        plans=waiting_for(membership.user, [partnership.pk]),
        roles=_role_counts(partnership),
        edition=edition,
        local=edition.id not in {each.id for each in shelf.frameworks()},
    )


def _role_counts(partnership: Partnership) -> tuple[RoleCount, ...]:
    rows = partnership.memberships.values("role").annotate(people=Count("pk")).order_by()
    people = {row["role"]: row["people"] for row in rows}
    return tuple(RoleCount(role, str(ROLE_NAMES[role]), people.get(role.value, 0)) for role in Role)


# ── Assessments, as one person may see them ─────────────────────────────────────────────────────
#
# Plain reads, each put together once and narrowed when it is asked: one with sub-queries costs more than all of them.


def looks(partnership_ids: Iterable[UUID], user: User) -> tuple[Look, ...]:
    """The assessments of those of these partnerships to which this person belongs, the newest first.

    With their own part and nobody else's. People, answers and decisions are looked up only where it is open.
    """
    rows = _states(list(partnership_ids), user)
    still_open = [row["id"] for row in rows.values() if row["state"] == AssessmentState.State.OPEN]
    for id, *counts in _people().filter(assessment__in=still_open) if still_open else ():
        rows[id] |= dict(zip(COUNTED, counts, strict=True))
    shown, wishes = _shown(still_open), _wishes(rows)
    found = [
        Look(
            **{name: row[name] for name in FACTS},
            revealed=row["id"] in shown,
            proposals=tuple(shown.get(row["id"], ())),
            wishes=tuple(wishes.get(row["id"], ())),
            approved_by=frozenset(row["approvals"].get(row["sequence"], ())),
        )
        for row in rows.values()
    ]
    return tuple(sorted(found, key=lambda look: (look.created_at, look.id), reverse=True))


@cache
def _memberships() -> Any:
    theirs = f"{OF}participants"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__user": F("user")}))
    rows: Any = Membership.objects.filter(**{f"{OF}states__isnull": False}).annotate(mine=mine)
    state = (f"{OF}states__sequence", f"{OF}states__state")
    approval = (f"{OF}approvals__after_sequence", f"{OF}approvals__role")
    return rows.values_list(*OF_ASSESSMENT.values(), "mine__mode", "mine__finished_at", *state, *approval)


def _states(partnership_ids: list[UUID], user: User) -> dict[UUID, dict[str, Any]]:
    """Each assessment with its newest state and, by the state in which they did, the roles that agreed to close."""
    rows: dict[UUID, dict[str, Any]] = {}
    read = _memberships().filter(user_id=user.pk, partnership_id__in=partnership_ids) if partnership_ids else ()
    for *facts, joined, finished, sequence, state, after, role in read:
        known = dict(zip(OF_ASSESSMENT, facts, strict=True))
        row = rows.setdefault(known["id"], {**known, **NOBODY, "sequence": 0, "approvals": {}})
        row["mine"], row["prioritised"] = _how_far(joined, finished), known["prioritised"] is not None
        if sequence > row["sequence"]:
            row |= {"sequence": sequence, "state": state}
        if role:
            row["approvals"].setdefault(after, set()).add(role)
    return rows


def _how_far(joined: str | None, finished: datetime | None) -> Mine:
    if finished:
        return Mine.FINISHED
    return Mine.STARTED if joined else Mine.NOT_JOINED


@cache
def _people() -> Any:
    people = Participant.objects.order_by().values_list("assessment_id")
    return people.annotate(joined=Count("pk"), answered=Count("answered_at"), finished=Count("finished_at"))


@cache
def _reveals() -> Any:
    theirs = "assessment__decisions"
    decision = FilteredRelation(theirs, condition=Q(**{f"{theirs}__item": F("item")}))
    rows: Any = Reveal.objects.annotate(decision=decision).order_by("item", "decision__sequence")
    return rows.values_list("assessment_id", "item", "decision__sequence", "decision__confirmations__role")


def _shown(assessment_ids: list[UUID]) -> dict[UUID, list[Proposal]]:
    """The assessments in which answers were shown, each with what was put forward since and is not recorded.

    Nothing can be put forward about answers that were not shown.
    """
    if not assessment_ids:
        return {}
    by_item: dict[tuple[UUID, str], dict[int, set[str]]] = {}
    for id, item, sequence, role in _reveals().filter(assessment__in=assessment_ids):
        by_item.setdefault((id, item), {}).setdefault(sequence or 0, set()).add(role)
    found: dict[UUID, list[Proposal]] = {}
    for (id, item), confirmed in by_item.items():
        proposals, newest = found.setdefault(id, []), max(confirmed)
        if newest and not are_both_halves(confirmed[newest]):
            proposals.append(Proposal(item, frozenset(confirmed[newest])))
    return found


def _wishes(assessment_ids: Collection[UUID]) -> dict[UUID, list[Wish]]:
    """By assessment, the shared reasons that still stand there and that one half wants withheld."""
    if not assessment_ids:
        return {}
    wanted = Withholding.objects.filter(reason__assessment__in=assessment_ids).exclude(reason__text="")
    roles: dict[tuple[UUID, UUID], set[str]] = {}
    for id, reason, role in wanted.order_by("reason").values_list("reason__assessment", "reason", "role"):
        roles.setdefault((id, reason), set()).add(role)
    found: dict[UUID, list[Wish]] = {}
    for (id, reason), wanted_by in roles.items():
        found.setdefault(id, []).append(Wish(reason, frozenset(wanted_by)))
    return found
