"""Small factories for tests of the room: a workshop, its sessions, and people who come in and answer.

`meeting` plans a session with its two facilitators and counts who is there; `go` leads it to a phase; `come` lets
people in; `say` answers as a phone does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from alongside.assessments.models import Assessment, Participant, Rating
from alongside.assessments.queries.rounds import open_round
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.people.models import Membership
from alongside.workshops.actions.answering import answer_in_room
from alongside.workshops.actions.entering import come_in, join_and_come_in
from alongside.workshops.actions.leading import declare_present, move
from alongside.workshops.actions.planning import arrange, plan_session
from alongside.workshops.models import Session, Step, Workshop
from alongside.workshops.queries.sessions import newest_step
from tests import makers

ITEMS = ("risk", "training")
# From the lobby to where answers are open.
TO_REVEAL = (Step.Phase.UNDERSTAND, Step.Phase.ALONE, Step.Phase.REVEAL)


@dataclass
class Meeting:
    """A planned session and its two facilitators."""

    session: Session
    facilitator: Membership
    lived: Membership

    @property
    def assessment(self) -> Assessment:
        """The assessment it is about."""
        return self.session.workshop.assessment

    @property
    def by(self) -> Actor:
        """The facilitator."""
        return Actor.user(self.facilitator.user.pk)

    @property
    def lived_by(self) -> Actor:
        """The facilitator who is there for lived experience."""
        return Actor.user(self.lived.user.pk)


def workshop(assessment: Assessment, by: Actor = SYSTEM) -> Workshop:
    """How people are looked after, with every field filled in."""
    return arrange(
        assessment=assessment,
        by=by,
        support_person="Mo Listener",
        support_where="At the door, with a yellow badge",
        quiet_space="The room across the corridor",
        breaks="Every forty minutes",
        payment="£20 and the bus fare",
        afterwards="Mo rings whoever wishes it, two days later",
    )


def meeting(
    assessment: Assessment | None = None,
    open_room: bool = True,
    present: int | None = 12,
    items: Sequence[str] = ITEMS,
    starts_at: datetime | None = None,
    secured: bool = True,
) -> Meeting:
    """A session in its lobby; `present` people are counted, or nobody has counted yet."""
    about = assessment or makers.assessment(makers.partnership())
    facilitator = makers.member(about.partnership, Role.FACILITATOR, secured=secured)
    lived = makers.member(about.partnership, Role.CO_LEAD, secured=secured)
    session = plan_session(
        workshop=workshop(about),
        starts_at=starts_at or timezone.now() + timedelta(days=7),
        place="Community hall",
        open_room=open_room,
        facilitator=facilitator.user,
        lived_facilitator=lived.user,
        items=items,
        by=SYSTEM,
    )
    if present is not None:
        session = declare_present(session=session, present=present, by=SYSTEM)
    return Meeting(session, facilitator, lived)


def go(session: Session, phase: str, item: str = "", by: Actor = SYSTEM) -> Step:
    """Lead a room to its next phase, from where it is."""
    return move(session=session, phase=phase, item=item, after=newest_step(session).sequence, by=by, sure=True)


def walk(session: Session, phases: Iterable[str], item: str = "risk", by: Actor = SYSTEM) -> None:
    """Lead a room through several phases of one challenge."""
    for phase in phases:
        go(session, phase, item, by)


def come(session: Session, group_key: str = "staff", n: int = 1, consent: bool = False) -> list[Participant]:
    """People of a group ("" for none) who join from inside an open room."""
    assessment = session.workshop.assessment
    group = assessment.groups.get(key=group_key) if group_key else None
    return [
        join_and_come_in(session=session, group=group, mode="own", may_show_alone=consent).participant for _ in range(n)
    ]


def come_by_name(session: Session, group_key: str = "staff", n: int = 1) -> list[Participant]:
    """People who a facilitator entered before, and who now come in."""
    people = makers.participants(session.workshop.assessment, group_key, n, mode="helper")
    for person in people:
        come_in(session=session, participant=person, by=Actor.participant(person.pk))
    return people


def say(session: Session, person: Participant, answer: str, item: str = "risk", reason: str = "") -> Rating:
    """Answer the open round as a phone in the room does."""
    round = open_round(person.assessment, item)
    known = person.ratings.filter(item=item, round=round).first()
    return answer_in_room(
        session_id=session.pk,
        participant=person,
        item=item,
        answer=answer,
        reason=reason,
        round=round,
        revision=known.revision if known else 0,
        by=Actor.participant(person.pk),
    )


def held(assessment: Assessment, item: str = "risk") -> Meeting:
    """A session that was held: ten people came, answered, talked, answered again, and it ended."""
    found = meeting(assessment, items=[item])
    people = [*come(found.session, "staff", 5), *come(found.session, "people-who-use-services", 5)]
    walk(found.session, TO_REVEAL[:2], item)
    for person in people:
        say(found.session, person, "engagement", item)
    walk(found.session, [Step.Phase.REVEAL, Step.Phase.TALK, Step.Phase.AGAIN], item)
    for person in people:
        say(found.session, person, "development", item)
    walk(found.session, [Step.Phase.MOVED, Step.Phase.AGREE, Step.Phase.ENDED], item)
    return found
