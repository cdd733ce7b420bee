"""The life of a version, and when it is signed: nothing but every required signature over exactly its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.plans.models import Signature, VersionState
from alongside.plans.rules.content import PlanContent

State = VersionState.State
Act = Signature.Act

NEXT: dict[str, frozenset[str]] = {
    State.PUT_FORWARD: frozenset({State.OPEN, State.IN_FORCE, State.TAKEN_BACK}),
    State.OPEN: frozenset({State.IN_FORCE, State.TAKEN_BACK}),
    State.IN_FORCE: frozenset({State.UNSIGNED}),
    State.UNSIGNED: frozenset({State.IN_FORCE}),
    State.TAKEN_BACK: frozenset(),
}

# What somebody did that decides whether their signature stands; a comment decides nothing.
DECIDES = frozenset({Act.SIGNED, Act.DECLINED, Act.WITHDREW})


@dataclass(frozen=True)
class Signed:
    """One act of a signatory, as the rule needs it."""

    signatory: UUID
    sequence: int
    act: str
    digest: str


def may_follow(now: str, then: str) -> bool:
    """Whether a version in one state may come into another."""
    return then in NEXT[now]


def may_sign(state: str) -> bool:
    """Whether signatures are taken: once it is open, and again while a withdrawn signature is missing."""
    return state in (State.OPEN, State.UNSIGNED)


def standing(acts: Iterable[Signed], digest: str) -> dict[UUID, Signed]:
    """The newest act of each signatory that decides. What is bound to another content than this stands for nothing."""
    newest: dict[UUID, Signed] = {}
    for each in sorted(acts, key=lambda act: act.sequence):
        if each.act in DECIDES and each.digest == digest:
            newest[each.signatory] = each
    return newest


def is_signed(content: PlanContent, digest: str, acts: Iterable[Signed]) -> bool:
    """Whether every signatory named in the content has signed exactly this content, and none took it back."""
    stands: Mapping[UUID, Signed] = standing(acts, digest)
    wanted = [each.id for each in content.signatories]
    return bool(wanted) and all(id in stands and stands[id].act == Act.SIGNED for id in wanted)
