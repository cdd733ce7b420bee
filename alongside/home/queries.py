"""What the first pages show, in a fixed number of queries, always from a person or their membership down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from alongside.assessments.models import AssessmentState, Decision, Participant, Reveal
from alongside.assessments.queries.decisions import are_both_halves
from alongside.catalogue import shelf
from alongside.catalogue.framework import Framework
from alongside.home.rules import Look, Mine, Proposal, Waiting, waiting
from alongside.library.queries import default_edition
from alongside.people.access import ROLE_NAMES, SECOND_FACTOR, Can, Role, may
from alongside.people.models import Membership, Partnership, PartnershipOrganisation, User
from alongside.people.queries import memberships_of, sides
from alongside.plans.queries.waiting import waiting_for
from alongside.plans.rules.due import Waiting as OfPlans

# What one query reads of each assessment, under the names that `Look` gives it.
FACTS = ("id", "partnership_id", "title", "created_at", "state", "joined", "answered", "finished", "revealed")
NOBODY = {"joined": 0, "answered": 0, "finished": 0, "mine": 0, "mine_finished": 0}


@dataclass(frozen=True)
class Place:
    """One of a person's partnerships.

    `locked`: their role opens only with a second factor that they lack, so nothing else is said. `may_begin`: there
    is no assessment yet, and they are one of those who may start one.
    """

    partnership_id: UUID
    name: str
    role_name: str
    locked: bool
    may_begin: bool
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
    waiting: tuple[Waiting, ...]
    plans: tuple[OfPlans, ...]
    roles: tuple[RoleCount, ...]
    edition: Framework
    local: bool

    @property
    def has_co_lead(self) -> bool:
        """Whether somebody holds lived experience's half of every decision."""
        return any(each.role is Role.CO_LEAD and each.people for each in self.roles)


def places(user: User, *, has_second_factor: bool) -> tuple[Place, ...]:
    """A person's partnerships with what waits there: those where something waits first, then by name."""
    memberships = list(memberships_of(user))
    locked = {each.pk for each in memberships if each.role in SECOND_FACTOR and not has_second_factor}
    open_to_them = [each.partnership_id for each in memberships if each.pk not in locked]
    seen, of_plans = looks(open_to_them, user), waiting_for(user, open_to_them)
    found = [_place(each, seen, of_plans, each.pk in locked) for each in memberships]
    return tuple(sorted(found, key=lambda place: not (place.locked or place.may_begin or place.waiting or place.plans)))


def _place(membership: Membership, seen: Iterable[Look], of_plans: Iterable[OfPlans], locked: bool) -> Place:
    here = [look for look in seen if look.partnership_id == membership.partnership_id]
    return Place(
        partnership_id=membership.partnership_id,
        name=membership.partnership.name,
        role_name=str(ROLE_NAMES[Role(membership.role)]),
        locked=locked,
        may_begin=not locked and not here and may(membership.role, Can.RUN_ASSESSMENT),
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


def looks(partnership_ids: Iterable[UUID], user: User) -> tuple[Look, ...]:
    """The assessments of these partnerships, the newest first, with this person's own part and nobody else's."""
    rows = _assessments(list(partnership_ids), user)
    decided, proposals = _decisions([row["id"] for row in rows])
    return tuple(
        Look(
            **{name: row[name] for name in FACTS},
            decided=decided.get(row["id"], 0),
            proposals=tuple(proposals.get(row["id"], ())),
            approved_by=frozenset(row["approvals"].get(row["sequence"], ())),
            mine=_how_far(row["mine"], row["mine_finished"]),
        )
        for row in rows
    )


def _assessments(partnership_ids: list[UUID], user: User) -> list[dict[str, Any]]:
    """The facts of each assessment. Three plain reads: one with sub-queries costs more than all of them."""
    rows = _states(partnership_ids)
    people = Participant.objects.filter(assessment__in=rows).order_by().values("assessment_id")
    me = Q(user=user)
    counted = people.annotate(
        joined=Count("pk"),
        answered=Count("answered_at"),
        finished=Count("finished_at"),
        mine=Count("pk", filter=me),
        mine_finished=Count("finished_at", filter=me),
    )
    for row in counted:
        rows[row["assessment_id"]] |= row
    for id, item in Reveal.objects.filter(assessment__in=rows).values_list("assessment_id", "item"):
        rows[id]["items"].add(item)
    found = [{**row, "revealed": len(row["items"])} for row in rows.values()]
    return sorted(found, key=lambda row: (row["created_at"], row["id"]), reverse=True)


def _states(partnership_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Each assessment with its newest state and, by the state in which they did, the roles that agreed to close."""
    rows: dict[UUID, dict[str, Any]] = {}
    of = "assessment__"
    facts = (f"{of}partnership_id", f"{of}title", f"{of}created_at", f"{of}approvals__after_sequence")
    states = AssessmentState.objects.filter(assessment__partnership_id__in=partnership_ids).order_by("sequence")
    for id, sequence, state, partnership_id, title, created_at, after, role in states.values_list(
        "assessment_id", "sequence", "state", *facts, f"{of}approvals__role"
    ):
        row = rows.setdefault(id, {"id": id, **NOBODY, "items": set(), "approvals": {}})
        row |= {"partnership_id": partnership_id, "title": title, "created_at": created_at}
        row |= {"sequence": sequence, "state": state}
        if role:
            row["approvals"].setdefault(after, set()).add(role)
    return rows


def _how_far(joined: int, finished: int) -> Mine:
    if finished:
        return Mine.FINISHED
    return Mine.STARTED if joined else Mine.NOT_JOINED


def _decisions(assessment_ids: list[UUID]) -> tuple[dict[UUID, int], dict[UUID, list[Proposal]]]:
    """Per assessment: how many items have a recorded decision, and what was put forward since and is not recorded."""
    rows = Decision.objects.filter(assessment_id__in=assessment_ids).order_by("item", "sequence")
    by_item: dict[tuple[UUID, str], dict[int, set[str]]] = {}
    for assessment_id, item, sequence, role in rows.values_list(
        "assessment_id", "item", "sequence", "confirmations__role"
    ):
        by_item.setdefault((assessment_id, item), {}).setdefault(sequence, set()).add(role)
    decided: dict[UUID, int] = {}
    proposals: dict[UUID, list[Proposal]] = {}
    for (assessment_id, item), confirmed in by_item.items():
        if any(are_both_halves(roles) for roles in confirmed.values()):
            decided[assessment_id] = decided.get(assessment_id, 0) + 1
        newest = confirmed[max(confirmed)]
        if not are_both_halves(newest):
            proposals.setdefault(assessment_id, []).append(Proposal(item, frozenset(newest)))
    return decided, proposals
