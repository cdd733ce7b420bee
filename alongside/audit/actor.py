"""Who acts: a person with an account, a participant without one, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from uuid import UUID


class ActorKind(StrEnum):
    """The three kinds of actor."""

    USER = auto()
    PARTICIPANT = auto()
    SYSTEM = auto()


@dataclass(frozen=True)
class Actor:
    """Who does something. Actions take one as `by`; `id` is None for the system only."""

    kind: ActorKind
    id: UUID | None

    def __post_init__(self) -> None:
        if (self.id is None) != (self.kind is ActorKind.SYSTEM):
            raise ValueError("A user or a participant needs an identifier, and the system has none.")

    @classmethod
    def user(cls, id: UUID) -> Actor:
        """Somebody who signed in."""
        return cls(ActorKind.USER, id)

    @classmethod
    def participant(cls, id: UUID) -> Actor:
        """Somebody taking part in an assessment."""
        return cls(ActorKind.PARTICIPANT, id)


SYSTEM = Actor(ActorKind.SYSTEM, None)
