"""A simulated room: a real session's title, agenda and places, with nobody in it and answers that are all made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.models import ExpectedGroup
from alongside.assessments.queries.decisions import NOTHING
from alongside.assessments.queries.record import ItemRecord
from alongside.assessments.queries.reveals import Opened, Reason
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.conversation import difference
from alongside.catalogue.framework import Framework
from alongside.evidence.queries import ItemEvidence
from alongside.workshops.models import AgendaItem, Session, Step
from alongside.workshops.queries.room import Now, Planned, Room
from alongside.workshops.rules.phases import ABOUT_NONE, ANSWERING, OPENING, TOGETHER, minutes_for
from alongside.workshops.rules.rehearsal import how_many, invented

Phase = Step.Phase
# What a rehearsal walks through: one challenge from the first minute to the last.
WALK = (
    Phase.LOBBY,
    Phase.UNDERSTAND,
    Phase.ALONE,
    Phase.REVEAL,
    Phase.TALK,
    Phase.AGAIN,
    Phase.MOVED,
    Phase.AGREE,
    Phase.BREAK,
    Phase.ENDED,
)


@dataclass(frozen=True)
class Rehearsed:
    """What a simulated room has of the real session."""

    session: Session
    framework: Framework
    groups: tuple[ExpectedGroup, ...]
    agenda: tuple[AgendaItem, ...]

    @property
    def first(self) -> AgendaItem | None:
        """The challenge that is rehearsed."""
        return next((row for row in self.agenda if not row.skipped), None)


def rehearsed(session: Session, framework: Framework) -> Rehearsed:
    """Read what a rehearsal needs; it reads no answer."""
    known = {item.key for item in framework.items}
    rows = tuple(row for row in session.agenda.all() if row.item in known)
    return Rehearsed(session, framework, tuple(session.workshop.assessment.groups.all()), rows)


def simulated(of: Rehearsed, step: int) -> Room:
    """The room at one step of the walk. Nothing is read or written; the same step is always the same."""
    session, phase, first = of.session, WALK[step], of.first
    item = "" if phase in ABOUT_NONE or first is None else first.item
    minutes = minutes_for(phase, first.minutes if first else 0)
    workshop, assessment = session.workshop, session.workshop.assessment
    people = how_many(len(of.groups))
    here = _here(of, item, step) if item and phase in TOGETHER else None
    return Room(
        session_id=session.pk,
        assessment_id=assessment.pk,
        partnership_id=assessment.partnership_id,
        title=assessment.title,
        number=session.number,
        place=session.place,
        open_room=session.open_room,
        facilitators=(session.facilitator_name, session.lived_facilitator_name),
        framework=of.framework,
        now=Now(
            sequence=step + 1,
            phase=phase,
            item=item,
            round=_round(step) if item else 0,
            ends_at=timezone.now() + timedelta(minutes=minutes) if minutes else None,
        ),
        agenda=tuple(_planned(of, row, step) for row in of.agenda),
        came=people // 2 if phase == Phase.LOBBY else people,
        declared=people,
        answered=people * 2 // 3 if phase in ANSWERING else people if phase in TOGETHER else 0,
        here=here,
        same_people=frozenset(cell.keys for each in here.rounds for cell in each.released.cells)
        if here
        else frozenset(),
        looked_after={
            "person": workshop.support_person,
            "where": workshop.support_where,
            "quiet": workshop.quiet_space,
            "breaks": workshop.breaks,
            "payment": workshop.payment,
            "afterwards": workshop.afterwards,
        },
        told=assessment.told,
        looks_at=assessment.looks_at,
    )


def _round(step: int) -> int:
    return 2 if step >= WALK.index(Phase.AGAIN) else 1


def _planned(of: Rehearsed, row: AgendaItem, step: int) -> Planned:
    began = row is of.first and step > 0
    number = of.framework.item_number(row.item)
    return Planned(of.framework.item(row.item), number, row.minutes, row.skipped, began, decided=False)


def _here(of: Rehearsed, key: str, step: int) -> ItemRecord:
    """The made-up record of a challenge: as many rounds as were opened by this step, and two made-up reasons."""
    opened = sum(WALK.index(phase) <= step for phase in OPENING)
    rounds = tuple(_opened(of, key, number) for number in range(1, opened + 1))
    return ItemRecord(
        item=of.framework.item(key),
        number=of.framework.item_number(key),
        standing=NOTHING,
        rounds=rounds,
        reasons=tuple(
            Reason(id=of.session.pk, text=text, group="", round=1)
            for text in (
                _("(Made up) On some days I am asked, on others nobody has time."),
                _("(Made up) We ask everybody, and I think people notice."),
            )
        ),
        evidence=ItemEvidence(),
        parked=(),
    )


def _opened(of: Rehearsed, key: str, round: int) -> Opened:
    names = [(group.key, group.name) for group in of.groups]
    released = invented(names, ordered(of.framework), key, again=round > 1)
    return Opened(key, round, released, difference(key, released, ordered(of.framework)))
