"""What the first pages show, in a fixed number of queries, always from a person or their membership down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from alongside.assessments.models import Approval, Assessment, AssessmentState, Decision, Participant, Reveal
from alongside.assessments.queries.decisions import are_both_halves
from alongside.catalogue import shelf
from alongside.catalogue.framework import Framework
from alongside.evidence.queries import visible
from alongside.home.rules import Look, Mine, Proposal, Waiting, waiting
from alongside.library.queries import default_edition
from alongside.people.access import ROLE_NAMES, SECOND_FACTOR, Can, Role, may
from alongside.people.models import Membership, Partnership, PartnershipOrganisation, User
from alongside.people.queries import memberships_of, sides

# What one query reads of each assessment, under the names that `Look` gives it.
FACTS = ("id", "partnership_id", "title", "created_at", "state", "joined", "finished", "revealed")


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
    roles: tuple[RoleCount, ...]
    evidence: int
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
    seen = looks([each.partnership_id for each in memberships if each.pk not in locked], user)
    found = [_place(each, seen, each.pk in locked) for each in memberships]
    return tuple(sorted(found, key=lambda place: not (place.locked or place.may_begin or place.waiting)))


def _place(membership: Membership, seen: Iterable[Look], locked: bool) -> Place:
    here = [look for look in seen if look.partnership_id == membership.partnership_id]
    return Place(
        partnership_id=membership.partnership_id,
        name=membership.partnership.name,
        role_name=str(ROLE_NAMES[Role(membership.role)]),
        locked=locked,
        may_begin=not locked and not here and may(membership.role, Can.RUN_ASSESSMENT),
        waiting=waiting(here, membership.role),
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
        roles=_role_counts(partnership),
        evidence=visible(partnership).count(),
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
    rows = _assessments(list(partnership_ids))
    ids: list[UUID] = [row["id"] for row in rows]
    joined = Participant.objects.filter(assessment_id__in=ids, user=user)
    mine = {row.assessment_id: _how_far(row) for row in joined.only("assessment_id", "finished_at")}
    decided, proposals = _decisions(ids)
    approvals = _approvals(ids)
    return tuple(
        Look(
            **{name: row[name] for name in FACTS},
            decided=decided.get(row["id"], 0),
            proposals=tuple(proposals.get(row["id"], ())),
            approved_by=frozenset(approvals.get((row["id"], row["sequence"]), ())),
            mine=mine.get(row["id"], Mine.NOT_JOINED),
        )
        for row in rows
    )


def _assessments(partnership_ids: list[UUID]) -> list[dict[str, Any]]:
    """The facts of each assessment. Four plain reads: one with sub-queries costs more than all of them."""
    found = Assessment.objects.filter(partnership_id__in=partnership_ids).order_by("-created_at", "pk")
    facts = found.values("id", "partnership_id", "title", "created_at")
    rows: dict[UUID, dict[str, Any]] = {row["id"]: {**row, "joined": 0, "finished": 0, "items": set()} for row in facts}
    states = AssessmentState.objects.filter(assessment__in=rows).order_by("sequence")
    for id, sequence, state in states.values_list("assessment_id", "sequence", "state"):
        rows[id] |= {"sequence": sequence, "state": state}
    people = Participant.objects.filter(assessment__in=rows).order_by().values_list("assessment_id")
    for id, joined, finished in people.annotate(Count("pk"), Count("finished_at")):
        rows[id] |= {"joined": joined, "finished": finished}
    for id, item in Reveal.objects.filter(assessment__in=rows).values_list("assessment_id", "item"):
        rows[id]["items"].add(item)
    return [{**row, "revealed": len(row["items"])} for row in rows.values()]


def _how_far(participant: Participant) -> Mine:
    return Mine.FINISHED if participant.finished_at else Mine.STARTED


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


def _approvals(assessment_ids: list[UUID]) -> dict[tuple[UUID, int], set[str]]:
    """The roles that agreed to close, by assessment and the state in which they did."""
    found: dict[tuple[UUID, int], set[str]] = {}
    rows = Approval.objects.filter(assessment_id__in=assessment_ids)
    for assessment_id, sequence, role in rows.values_list("assessment_id", "after_sequence", "role"):
        found.setdefault((assessment_id, sequence), set()).add(role)
    return found
