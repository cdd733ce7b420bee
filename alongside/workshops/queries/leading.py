"""What facilitators may do next: the suggested step first, then the other allowed ones, then every challenge."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.assessments.queries.reveals import agreed_to_withhold
from alongside.audit.actor import Actor, ActorKind
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.room import Planned, Room
from alongside.workshops.queries.sessions import before_break
from alongside.workshops.rules.phases import FOLLOWS, may_follow

Phase = Step.Phase


@dataclass(frozen=True)
class Way:
    """One button: a phase, and the challenge it is about where it is about one."""

    phase: str
    item: str


@dataclass(frozen=True)
class Ways:
    """Every button. `begin` are challenges that the room may begin now, skipped ones last."""

    suggested: Way | None
    others: tuple[Way, ...]
    begin: tuple[Planned, ...]


@dataclass(frozen=True)
class Wish:
    """A shared reason that one half wants withheld and that is still shown; `mine` where the reader is that half."""

    reason_id: UUID
    mine: bool


def half_in(session: Session, by: Actor) -> str:
    """Which half one of a session's two facilitators stands for; nothing for anybody else."""
    halves = {session.facilitator_id: DECIDES_AS_LEAD, session.lived_facilitator_id: DECIDES_AS_CO_LEAD}
    return halves.get(by.id, "") if by.kind is ActorKind.USER else ""


def wishes(session: Session, half: str) -> tuple[Wish, ...]:
    """The reasons of the whole assessment that wait to be withheld, as one of a session's halves sees them.

    Of every challenge: the room may have gone on since. Nothing for who stands for neither half.
    """
    if not half:
        return ()
    found = agreed_to_withhold(session.workshop.assessment)
    return tuple(Wish(id, half in agreed) for id, agreed in sorted(found.items()))


def next_steps(session: Session, now: Room) -> Ways:
    """Which buttons the console shows."""
    at, before = now.now, before_break(session, now.now.phase)
    allowed = [Way(phase, at.item) for phase in (before, *FOLLOWS[at.phase]) if phase and _may(now, phase, before)]
    begin = tuple(sorted((each for each in now.agenda if _may_begin(now, each)), key=lambda each: each.skipped))
    next_one = next((each for each in begin if not each.skipped and not each.begun and not each.decided), None)
    following = Way(Phase.UNDERSTAND, next_one.item.key) if next_one else Way(Phase.ENDED, "")
    if at.phase == Phase.ENDED:
        suggested: Way | None = Way(Phase.LOBBY, "")
    elif Phase.AGREE in (at.phase, before) or at.phase == Phase.LOBBY or not allowed:
        # A break at the end of a challenge is over when the next one begins.
        suggested = following
    else:
        suggested = allowed[0]
    general = [Way(phase, at.item) for phase in (Phase.BREAK, Phase.ENDED) if _may(now, phase, before)]
    others = tuple(way for way in [*allowed, *general] if suggested is None or way.phase != suggested.phase)
    return Ways(suggested, others, begin)


def _may(now: Room, phase: str, before: str) -> bool:
    item = "" if phase in (Phase.LOBBY, Phase.ENDED) else now.now.item
    return may_follow(now.now.phase, now.now.item, phase, item, before)


def _may_begin(now: Room, planned: Planned) -> bool:
    # In a break the way back to the challenge that was on is a button of its own.
    another = planned.item.key != now.now.item
    return another and may_follow(now.now.phase, now.now.item, Phase.UNDERSTAND, planned.item.key)
