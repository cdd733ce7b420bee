"""Closed records as comparisons and summaries need them: several at once, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery

from alongside.assessments.models import Assessment, AssessmentState, Decision, ExpectedGroup, Participant, Reveal
from alongside.assessments.queries.decisions import are_both_halves
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.reveals import Opened
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.completeness import Presence, is_provider_view
from alongside.assessments.rules.conversation import difference
from alongside.assessments.rules.small_groups import Released
from alongside.catalogue.framework import Framework
from alongside.people.groups import stakeholder_groups
from alongside.people.models import Partnership


@dataclass(frozen=True)
class Closed:
    """A closed assessment: when its record was closed, whose it is, how many answered without naming a group."""

    assessment: Assessment
    at: datetime
    provider: str
    unnamed: int


@dataclass(frozen=True)
class Agreed:
    """The recorded decision about one item."""

    outcome: str
    reason: str
    dissent: str


NOTHING = Agreed("", "", "")


@dataclass(frozen=True)
class Came:
    """An expected group, and how many of it answered."""

    key: str
    name: str
    voice: str
    invited: int | None
    answered: int
    absence_means: str


@dataclass(frozen=True)
class Looked:
    """What one closed record says, read with others. `opened` are the revealed rounds of each item in order."""

    closed: Closed
    framework: Framework
    decided: dict[str, Agreed]
    opened: dict[str, tuple[Opened, ...]]
    groups: tuple[Came, ...]

    @property
    def assessment(self) -> Assessment:
        """The assessment itself."""
        return self.closed.assessment

    @property
    def provider_view(self) -> bool:
        """Whether nobody who uses services answered."""
        present = (Presence(each.name, each.voice, each.answered, each.absence_means) for each in self.groups)
        return is_provider_view(present)

    def agreed(self, item: str) -> Agreed:
        """The decision about an item; nothing where none was recorded."""
        return self.decided.get(item, NOTHING)

    def looked_at(self, item: str) -> bool:
        """Whether people looked at an item at all: answers to it were opened, or an outcome was recorded."""
        return item in self.opened or item in self.decided

    def first(self, item: str) -> Released | None:
        """What was released of the answers that people gave alone, before the first talk."""
        rounds = self.opened.get(item, ())
        return rounds[0].released if rounds else None

    def who(self, key: str | None, name: str) -> str:
        """Who a group is over the years: a shipped group by its key, a local one by its name; empty for no group."""
        found = key if key is not None else next((each.key for each in self.groups if each.name == name), None)
        if found == "" or not name:
            return ""
        return found if found in stakeholder_groups() else f"local: {name.casefold()}"


def closed_ones(partnership: Partnership) -> list[Closed]:
    """Every closed assessment, the newest first, with what was opened of its priorities; one query."""
    provider = partnership.sides.filter(side="provider").values("organisation__name")[:1]
    # Counted apart, because a count over a join would group by every column, down to what was opened.
    unnamed = Participant.objects.filter(assessment=OuterRef("pk"), group=None, answered_at__isnull=False)
    counted = unnamed.order_by().values("assessment").annotate(people=Count("pk")).values("people")
    # Nothing follows on closed, so each record has one such state.
    rows = (
        partnership.assessments.select_related("prioritising__opened")
        .filter(states__state=AssessmentState.State.CLOSED)
        .annotate(closed_at=F("states__at"), provider=Subquery(provider), unnamed=Subquery(counted))
    )
    found = []
    for row in rows.order_by("-closed_at", "pk"):
        row.partnership = partnership
        found.append(Closed(row, row.closed_at, row.provider or partnership.name, row.unnamed or 0))
    return found


def look(chosen: Sequence[Closed]) -> list[Looked]:
    """What these records say, in the order given; three queries. Raises LookupError if an edition is gone."""
    ids = [each.assessment.pk for each in chosen]
    frameworks = [framework_of(each.assessment) for each in chosen]
    decided, revealed, groups = _decided(ids), _revealed(ids), groups_of(ids)
    return [
        Looked(
            closed=each,
            framework=framework,
            decided=decided.get(each.assessment.pk, {}),
            opened=_opened(revealed.get(each.assessment.pk, []), framework),
            groups=tuple(groups.get(each.assessment.pk, ())),
        )
        for each, framework in zip(chosen, frameworks, strict=True)
    ]


def _decided(ids: Sequence[UUID]) -> dict[UUID, dict[str, Agreed]]:
    """The newest decision of each item that lead and co-lead both confirmed."""
    rows = Decision.objects.filter(assessment__in=ids).order_by("sequence", "pk")
    fields = ("assessment_id", "item", "pk", "outcome", "reason", "dissent", "confirmations__role")
    roles: dict[Any, set[str]] = {}
    found: dict[UUID, dict[str, Agreed]] = {}
    for assessment, item, key, outcome, reason, dissent, role in rows.values_list(*fields):
        confirmed = roles.setdefault(key, set())
        confirmed.add(role or "")
        if are_both_halves(confirmed):
            found.setdefault(assessment, {})[item] = Agreed(outcome, reason.strip(), dissent.strip())
    return found


def items_looked_at(ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """The items of each assessment of which answers were opened or an outcome was recorded; two queries."""
    found = {assessment: set(items) for assessment, items in _decided(ids).items()}
    for assessment, item in Reveal.objects.filter(assessment__in=ids).values_list("assessment_id", "item"):
        found.setdefault(assessment, set()).add(item)
    return found


def _revealed(ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, int, Any]]]:
    """Item, round and what was released, by assessment, the first round first."""
    found: dict[UUID, list[tuple[str, int, Any]]] = {}
    rows = Reveal.objects.filter(assessment__in=ids).order_by("round", "pk")
    for assessment, *reveal in rows.values_list("assessment_id", "item", "round", "cells"):
        found.setdefault(assessment, []).append(tuple(reveal))
    return found


def _opened(reveals: Sequence[tuple[str, int, Any]], framework: Framework) -> dict[str, tuple[Opened, ...]]:
    found: dict[str, tuple[Opened, ...]] = {}
    answers = ordered(framework)
    for item, round, cells in reveals:
        released = Released.from_json(cells)
        compared = difference(item, released, answers)
        found[item] = (*found.get(item, ()), Opened(item, round, released, compared))
    return found


def groups_of(ids: Sequence[UUID]) -> dict[UUID, list[Came]]:
    """The groups that were expected, by assessment, each with how many answered; one query."""
    answered = Count("participants", filter=Q(participants__answered_at__isnull=False))
    found: dict[UUID, list[Came]] = {}
    for group in ExpectedGroup.objects.filter(assessment__in=ids).annotate(answered=answered).order_by("position"):
        came = Came(group.key, group.name, group.voice, group.invited, group.answered, group.absence_means.strip())
        found.setdefault(group.assessment_id, []).append(came)
    return found
