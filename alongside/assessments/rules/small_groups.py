"""Which groups' answers may be shown, and how: nobody is averaged away, and nobody is exposed.

The rule (design, section 5; reasons in docs/decisions): a group of five or more who answered is shown on its own. A
smaller one is shown on its own only if every one of its members who answered privately chose that. The rest are pooled
with one another when that makes at least five people of two or more groups; else they are named as present and their
answers are not shown. A group that may be shown is never drawn into the pool to make up the number, because then no
gap between groups could be seen. No total over everybody is ever released, so nothing can be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class GroupAnswers:
    """One group's answers to one item in one round.

    `key` is "" for people who would rather not name a group; `all_chose_alone` is true when each of those who
    answered agreed to their group being shown while it is small.
    """

    key: str
    name: str
    counts: Mapping[str, int]
    all_chose_alone: bool

    @property
    def size(self) -> int:
        """How many answered."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Cell:
    """What is shown as one row: a group, or several pooled; `counts` by answer."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    counts: Mapping[str, int]

    @property
    def pooled(self) -> bool:
        """Whether more than one group stands behind this row."""
        return len(self.keys) > 1

    @property
    def size(self) -> int:
        """How many people stand behind this row."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Released:
    """What one reveal opens: the rows shown, and the names of groups that answered but are too few to show."""

    cells: tuple[Cell, ...]
    withheld: tuple[str, ...] = field(default=())

    def names(self, group: str) -> bool:
        """Whether this group may stand beside a reason: only where it has a row of its own and is not small."""
        return any(cell.keys == (group,) and cell.size >= SMALLEST_SHOWN for cell in self.cells)

    def as_json(self) -> dict[str, Any]:
        """The form in which a reveal keeps it for ever."""
        cells = [{"keys": [*c.keys], "names": [*c.names], "counts": dict(c.counts)} for c in self.cells]
        return {"cells": cells, "withheld": list(self.withheld)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Released:
        """Read back what `as_json` kept."""
        cells = (Cell(tuple(c["keys"]), tuple(c["names"]), dict(c["counts"])) for c in kept["cells"])
        return cls(tuple(cells), tuple(kept["withheld"]))


def release(groups: Iterable[GroupAnswers]) -> Released:
    """Apply the rule to the groups that answered, in the order given; groups without answers are left out."""
    present = [group for group in groups if group.size > 0]
    alone = [group for group in present if group.size >= SMALLEST_SHOWN or group.all_chose_alone]
    small = [group for group in present if group not in alone]
    cells = [Cell((group.key,), (group.name,), dict(group.counts)) for group in alone]
    if len(small) > 1 and sum(group.size for group in small) >= SMALLEST_SHOWN:
        keys = tuple(group.key for group in small)
        cells.append(Cell(keys, tuple(group.name for group in small), added(small)))
        small = []
    return Released(tuple(cells), tuple(group.name for group in small))


def may_name_groups(rounds: Iterable[Released]) -> bool:
    """Whether groups may stand beside the reasons of an item of which these rounds are open.

    Naming the large groups says of every other reason that its writer is of none of them. So nobody's is named, unless
    every group is large, or some round has five people or more of two groups or more who are not named. It follows
    from what is released alone: if it followed from who wrote a reason, that would tell who wrote.
    """
    rests = [_not_named(released) for released in rounds]
    return not any(rests) or any(groups > 1 and people >= SMALLEST_SHOWN for groups, people in filter(None, rests))


def _not_named(released: Released) -> tuple[int, int] | None:
    """How many groups `Released.names` does not name, and how many people at the least; None for none."""
    cells = [cell for cell in released.cells if cell.pooled or cell.size < SMALLEST_SHOWN]
    groups = sum(len(cell.keys) for cell in cells) + len(released.withheld)
    return (groups, sum(cell.size for cell in cells) + len(released.withheld)) if groups else None


def added(groups: Iterable[GroupAnswers]) -> dict[str, int]:
    """Counts by answer over several groups."""
    total: dict[str, int] = {}
    for group in groups:
        for answer, count in group.counts.items():
            total[answer] = total.get(answer, 0) + count
    return total
