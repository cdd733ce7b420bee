"""The record an assessment leaves behind: one frozen object that pages, Template A and spreadsheets all read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.assessments.models import Assessment, AssessmentState, Participant
from alongside.assessments.queries.decisions import NOTHING, Standing, standings
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.groups import answered_by_mode
from alongside.assessments.queries.reveals import Opened, Reason, opened, reasons
from alongside.assessments.queries.states import stands
from alongside.assessments.rules.completeness import Presence, is_provider_view
from alongside.catalogue.framework import Framework, Item
from alongside.evidence.queries import ItemEvidence, by_item, for_item


@dataclass(frozen=True)
class Attendance:
    """One group in the involvement account: counts of people, what they were offered, what their absence means."""

    name: str
    voice: str
    invited: int | None
    answered: int
    modes: tuple[tuple[str, int], ...]
    support: str
    payment: str
    absence_means: str


@dataclass(frozen=True)
class ItemRecord:
    """One item in the record. `rounds` are the revealed rounds in order; `parked` the questions left open."""

    item: Item
    number: int
    standing: Standing
    rounds: tuple[Opened, ...]
    reasons: tuple[Reason, ...]
    evidence: ItemEvidence
    parked: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """Everything that may be shown of an assessment. Nothing in it is a total over items or over everybody.

    `closed_before` is the assessment of the same partnership whose record was closed last before this state.
    """

    assessment: Assessment
    framework: Framework
    provider: str
    state: str
    closed_at: datetime | None
    closed_before: UUID | None
    provider_view: bool
    attendance: tuple[Attendance, ...]
    unnamed: int
    items: tuple[ItemRecord, ...]
    parked: tuple[str, ...]

    @property
    def present(self) -> tuple[Attendance, ...]:
        """Groups from which somebody answered."""
        return tuple(group for group in self.attendance if group.answered)

    @property
    def absent(self) -> tuple[Attendance, ...]:
        """Expected groups from which nobody answered."""
        return tuple(group for group in self.attendance if not group.answered)


def record(assessment: Assessment) -> Record:
    """Read the whole record; the same number of queries however many people and items there are."""
    framework = framework_of(assessment)
    found = opened(assessment, framework)
    shared = reasons(assessment, found)
    decided = standings(assessment)
    cards = by_item(assessment.partnership, framework)
    parked: dict[str, list[str]] = {}
    for about, text in assessment.parked_questions.values_list("item", "text"):
        parked.setdefault(about, []).append(text)
    here = stands(assessment)
    attendance, unnamed = attendances(assessment)
    return Record(
        assessment=assessment,
        framework=framework,
        provider=provider_name(assessment),
        state=here.state,
        closed_at=here.since if here.state == AssessmentState.State.CLOSED else None,
        closed_before=here.closed_before,
        provider_view=is_provider_view(Presence(g.name, g.voice, g.answered, g.absence_means) for g in attendance),
        attendance=attendance,
        unnamed=unnamed,
        items=tuple(
            ItemRecord(
                item=item,
                number=number,
                standing=decided.get(item.key, NOTHING),
                rounds=tuple(found.get(item.key, ())),
                reasons=tuple(shared.get(item.key, ())),
                evidence=cards.of(item.key),
                parked=tuple(parked.get(item.key, ())),
            )
            for number, item in enumerate(framework.items, start=1)
        ),
        parked=tuple(parked.get("", ())),
    )


def item_record(assessment: Assessment, framework: Framework, key: str) -> ItemRecord:
    """One item of the record, without reading the others."""
    found = opened(assessment, framework, item=key)
    return ItemRecord(
        item=framework.item(key),
        number=framework.item_number(key),
        standing=standings(assessment, item=key).get(key, NOTHING),
        rounds=tuple(found.get(key, ())),
        reasons=tuple(reasons(assessment, found, item=key).get(key, ())),
        evidence=for_item(assessment.partnership, framework, key),
        parked=tuple(assessment.parked_questions.filter(item=key).values_list("text", flat=True)),
    )


def attendances(assessment: Assessment) -> tuple[tuple[Attendance, ...], int]:
    """The involvement account by group, and how many answered without naming a group."""
    modes = answered_by_mode(assessment)
    answered: dict[object, int] = {}
    for (group_id, _mode), count in modes.items():
        answered[group_id] = answered.get(group_id, 0) + count
    names = dict(Participant.Mode.choices)
    ways = sorted(modes.items(), key=lambda way: way[0][1])
    account = tuple(
        Attendance(
            name=group.name,
            voice=group.voice,
            invited=group.invited,
            answered=answered.get(group.pk, 0),
            modes=tuple((str(names[mode]), n) for (pk, mode), n in ways if pk == group.pk),
            support=group.support,
            payment=group.payment,
            absence_means=group.absence_means,
        )
        for group in assessment.groups.all()
    )
    return account, answered.get(None, 0)


def provider_name(assessment: Assessment) -> str:
    """The organisation that is assessed."""
    sides = assessment.partnership.sides.filter(side="provider")
    return sides.values_list("organisation__name", flat=True).first() or assessment.partnership.name
