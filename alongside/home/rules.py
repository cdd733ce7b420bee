"""What an assessment needs next, and what of it waits for whom. Decided from facts, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from alongside.assessments.models import AssessmentState
from alongside.people.access import Can, may

State = AssessmentState.State


class Mine(StrEnum):
    """How far the reader's own part is. Nobody else's is known here."""

    NOT_JOINED = auto()
    STARTED = auto()
    FINISHED = auto()


class Step(StrEnum):
    """What comes next in an assessment, for everybody."""

    PREPARE = auto()
    ANSWER = auto()
    TALK = auto()
    READ = auto()


class Kind(StrEnum):
    """Something that waits for one person; the first are the most urgent, because somebody else waits with them."""

    WITHHOLD = auto()
    CONFIRM = auto()
    CLOSE = auto()
    CHOOSE_FIRST = auto()
    FINISH = auto()
    ANSWER = auto()
    PREPARE = auto()
    RUN = auto()
    ANSWER_LATE = auto()


@dataclass(frozen=True)
class Proposal:
    """A decision put forward and not recorded yet: for which item, and the roles that stand by it."""

    item: str
    confirmed_by: frozenset[str]


@dataclass(frozen=True)
class Wish:
    """A shared reason that everybody still reads and that these roles want withheld."""

    reason_id: UUID
    wanted_by: frozenset[str]


@dataclass(frozen=True)
class Look:
    """One assessment as its reader may see it: counts of people, and the reader's own part.

    People are counted, `revealed` says whether answers were shown, and proposals are there only while it is open.
    `prioritised`: people were let choose, or have chosen, what to act on first.
    """

    id: UUID
    partnership_id: UUID
    title: str
    created_at: datetime
    state: str
    joined: int
    answered: int
    finished: int
    revealed: bool
    proposals: tuple[Proposal, ...]
    approved_by: frozenset[str]
    mine: Mine
    prioritised: bool = False
    wishes: tuple[Wish, ...] = ()

    @property
    def step(self) -> Step:
        """What comes next."""
        if self.state == State.PREPARING:
            return Step.PREPARE
        if self.state == State.CLOSED:
            return Step.READ
        return Step.TALK if self.revealed else Step.ANSWER


@dataclass(frozen=True)
class Waiting:
    """Something that waits: in which assessment, of what kind, and for which items or reasons where it is about some.

    `may_decide` says of looking after an assessment whether what is agreed is written down by this reader, too.
    """

    look: Look
    kind: Kind
    items: tuple[str, ...] = ()
    reasons: tuple[UUID, ...] = ()
    may_decide: bool = False


def has_record(looks: Iterable[Look]) -> bool:
    """Whether the record of one of these is closed."""
    return any(look.state == State.CLOSED for look in looks)


def waiting(looks: Iterable[Look], role: str) -> tuple[Waiting, ...]:
    """What waits for somebody in this role, the most urgent first, then the newest assessment."""
    looks, order = list(looks), list(Kind)
    found = [each for look in looks for each in _waiting_in(look, role)]
    newest = max(looks, key=lambda look: look.created_at, default=None)
    if newest and newest.state == State.CLOSED and not newest.prioritised and may(role, Can.DECIDE):
        # Of an older record nothing is asked: the newer one speaks for today.
        found.append(Waiting(newest, Kind.CHOOSE_FIRST))
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), -each.look.created_at.timestamp())))


def _waiting_in(look: Look, role: str) -> list[Waiting]:
    if look.state == State.PREPARING:
        return [Waiting(look, Kind.PREPARE)] if may(role, Can.RUN_ASSESSMENT) else []
    found = _to_withhold(look, role) if may(role, Can.DECIDE) else []
    if look.state == State.CLOSED:
        return found
    if may(role, Can.DECIDE):
        items = tuple(each.item for each in look.proposals if role not in each.confirmed_by)
        if items:
            found.append(Waiting(look, Kind.CONFIRM, items))
        if look.approved_by and role not in look.approved_by:
            found.append(Waiting(look, Kind.CLOSE))
    if may(role, Can.TAKE_PART) and look.mine is not Mine.FINISHED:
        found.append(Waiting(look, _own_part(look)))
    if may(role, Can.RUN_ASSESSMENT):
        found.append(Waiting(look, Kind.RUN, may_decide=may(role, Can.DECIDE)))
    return found


def _to_withhold(look: Look, role: str) -> list[Waiting]:
    """Also after the record closed: what is read there may still name somebody."""
    reasons = tuple(each.reason_id for each in look.wishes if role not in each.wanted_by)
    return [Waiting(look, Kind.WITHHOLD, reasons=reasons)] if reasons else []


def _own_part(look: Look) -> Kind:
    if look.revealed:
        return Kind.ANSWER_LATE
    return Kind.FINISH if look.mine is Mine.STARTED else Kind.ANSWER
