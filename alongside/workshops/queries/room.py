"""A room as it is now: what every screen is drawn from. It knows no person, and no answer before it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from alongside.assessments.models import Rating
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.record import ItemRecord, item_record
from alongside.assessments.queries.rounds import same_people
from alongside.catalogue.framework import Framework, Item
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.looked_after import looked_after
from alongside.workshops.queries.moving import compared_rounds
from alongside.workshops.queries.sessions import newest_step
from alongside.workshops.rules.phases import ANSWERING, TOGETHER


@dataclass(frozen=True)
class Planned:
    """One challenge of a session's agenda: its number in the framework, minutes, and what became of it."""

    item: Item
    number: int
    minutes: int
    skipped: bool
    begun: bool
    decided: bool


@dataclass(frozen=True)
class Now:
    """The step a room is at. `ends_at` is when the facilitators mean to move on, if they said so."""

    sequence: int
    phase: str
    item: str
    round: int
    ends_at: datetime | None


@dataclass(frozen=True)
class Room:
    """A room as everybody may see it.

    `here` is the challenge's record where its answers are open, else None; `came` how many came in, `answered` how many
    of them have answered this round, never what; `elsewhere` how many answered it who are not in the room; `declared`
    how many the facilitators counted; `looks_at` which team or part of the service is meant, where somebody said;
    `same_people` the rows of the newest round behind which the same people stand as before, see `queries.moving`.
    """

    session_id: UUID
    assessment_id: UUID
    partnership_id: UUID
    title: str
    number: int
    place: str
    open_room: bool
    facilitators: tuple[str, str]
    framework: Framework
    now: Now
    agenda: tuple[Planned, ...]
    came: int
    declared: int | None
    answered: int
    here: ItemRecord | None
    looked_after: dict[str, str]
    told: str = ""
    looks_at: str = ""
    elsewhere: int = 0
    same_people: frozenset[tuple[str, ...]] = frozenset()

    @property
    def item(self) -> Item | None:
        """The challenge the room is at."""
        return self.framework.item(self.now.item) if self.now.item else None

    @property
    def answering(self) -> bool:
        """Whether people answer now."""
        return self.now.phase in ANSWERING

    @property
    def withheld(self) -> int:
        """How many shared reasons of this challenge were withheld."""
        return sum(1 for each in self.here.reasons if each.withheld_at) if self.here else 0


def room(session: Session) -> Room:
    """Read a room; the same number of queries however many are in it."""
    workshop = session.workshop
    assessment = workshop.assessment
    framework = framework_of(assessment)
    steps = list(session.steps.order_by("sequence"))
    now = as_now(steps[-1])
    open_now = now.phase in TOGETHER and now.item
    inside, elsewhere = gave(session, now)
    decided = set(assessment.decisions.values_list("item", flat=True))
    begun = {step.item for step in steps if step.item}
    here = item_record(assessment, framework, now.item) if open_now else None
    both = compared_rounds(here.rounds) if here else None
    return Room(
        session_id=session.pk,
        assessment_id=assessment.pk,
        partnership_id=assessment.partnership_id,
        title=assessment.title,
        number=session.number,
        place=session.place,
        open_room=session.open_room,
        facilitators=(session.facilitator_name, session.lived_facilitator_name),
        framework=framework,
        now=now,
        agenda=tuple(
            Planned(
                framework.item(row.item),
                framework.item_number(row.item),
                row.minutes,
                row.skipped,
                row.item in begun,
                row.item in decided,
            )
            for row in session.agenda.all()
        ),
        came=session.attendances.count(),
        declared=session.present,
        answered=inside,
        here=here,
        looked_after=looked_after(workshop),
        told=assessment.told,
        looks_at=assessment.looks_at,
        elsewhere=elsewhere,
        same_people=same_people(assessment, *both) if both else frozenset(),
    )


def as_now(step: Step) -> Now:
    """A step as screens read it."""
    return Now(step.sequence, step.phase, step.item, step.round, step.ends_at)


def gave(session: Session, now: Now) -> tuple[int, int]:
    """How many answered the round a room is at: of those who came in, and of everybody else. People, never answers."""
    if not now.item or not now.round:
        return 0, 0
    inside = Q(participant__in=session.attendances.values("participant"))
    given = Rating.objects.filter(assessment=session.workshop.assessment_id, item=now.item, round=now.round)
    counts = given.aggregate(inside=Count("pk", filter=inside), all=Count("pk"))
    return counts["inside"], counts["all"] - counts["inside"]


def progress(session: Session) -> dict[str, int]:
    """Counts for the screens while people come in and answer: of people, never of answers."""
    now = as_now(newest_step(session))
    counted = {} if session.present is None else {"present": session.present}
    inside, elsewhere = gave(session, now)
    return {**counted, "joined": session.attendances.count(), "answered": inside, "elsewhere": elsewhere}
