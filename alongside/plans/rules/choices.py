"""What may be opened of people's choices: by group, each person counted once, never added up over everybody.

Whether a group is shown alone, pooled or withheld is decided by the same rule as for answers
(`assessments.rules.small_groups`), over people and not over choices: somebody who chose five challenges is one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from alongside.assessments.rules.small_groups import Cell, GroupAnswers, Released, may_name_groups, release

_CHOSE = "chose"


@dataclass(frozen=True)
class Named:
    """A group and the voice it speaks for. All is empty for people who would rather not name theirs."""

    key: str
    name: str
    voice: str


UNNAMED = Named("", "", "")


@dataclass(frozen=True)
class Chosen:
    """One person: their group's key, their private choice about a small group, and what they chose."""

    group: str
    may_show_alone: bool
    items: frozenset[str]


@dataclass(frozen=True)
class ChoiceCell:
    """What is shown as one row: a group, or several put together; of `people`, how many chose each item."""

    groups: tuple[Named, ...]
    people: int
    counts: Mapping[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The groups' names, as the rows of answers have them."""
        return tuple(group.name for group in self.groups)

    @property
    def first(self) -> frozenset[str]:
        """What most of these people chose; all of them where several were chosen equally often."""
        most = max(self.counts.values(), default=0)
        return frozenset(item for item, people in self.counts.items() if people == most)

    def most_first(self, items: Sequence[str]) -> list[tuple[str, int]]:
        """What was chosen here and by how many, most first; among equals in the order of `items`."""
        chosen = [(item, self.counts[item]) for item in items if self.counts.get(item)]
        return sorted(chosen, key=lambda each: -each[1])

    def speaks_for(self, voice: str) -> bool:
        """Whether a group of this voice stands in the row."""
        return any(group.voice == voice for group in self.groups)


@dataclass(frozen=True)
class OpenedChoices:
    """What one opening released: the rows, the groups too few to show, and those from which nobody chose."""

    cells: tuple[ChoiceCell, ...]
    withheld: tuple[Named, ...] = ()
    absent: tuple[Named, ...] = ()

    def names(self, group: str) -> bool:
        """Whether a group may stand beside a reason: the same rule as for the reasons of an assessment."""
        rows = (Cell(tuple(g.key for g in c.groups), c.names, {_CHOSE: c.people}) for c in self.cells)
        released = Released(tuple(rows), tuple(each.name for each in self.withheld))
        return may_name_groups([released]) and released.names(group)

    def firsts(self, voice: str) -> frozenset[str]:
        """What a voice put first: the first of every shown row that holds a group of it."""
        return frozenset(item for cell in self.cells if cell.speaks_for(voice) for item in cell.first)

    def is_withheld(self, voice: str) -> bool:
        """Whether people of this voice chose and their choices are not shown."""
        return any(group.voice == voice for group in self.withheld)

    def as_json(self) -> dict[str, Any]:
        """The form in which an opening keeps it for ever."""
        return {
            "cells": [
                {"groups": [asdict(group) for group in cell.groups], "people": cell.people, "counts": dict(cell.counts)}
                for cell in self.cells
            ],
            "withheld": [asdict(group) for group in self.withheld],
            "absent": [asdict(group) for group in self.absent],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> OpenedChoices:
        """Read back what `as_json` kept."""

        def named(groups: Iterable[Mapping[str, str]]) -> tuple[Named, ...]:
            return tuple(Named(**group) for group in groups)

        cells = (ChoiceCell(named(cell["groups"]), cell["people"], dict(cell["counts"])) for cell in kept["cells"])
        return cls(tuple(cells), named(kept["withheld"]), named(kept["absent"]))


def release_choices(people: Iterable[Chosen], expected: Sequence[Named]) -> OpenedChoices:
    """Apply the small-group rule to everybody who chose, in the order of the expected groups."""
    members: dict[str, list[Chosen]] = {}
    for person in people:
        members.setdefault(person.group, []).append(person)
    present = [group for group in (*expected, UNNAMED) if group.key in members]
    released = release(
        GroupAnswers(
            key=group.key,
            name=group.name,
            counts={_CHOSE: len(members[group.key])},
            all_chose_alone=all(person.may_show_alone for person in members[group.key]),
        )
        for group in present
    )
    shown = {key for cell in released.cells for key in cell.keys}
    return OpenedChoices(
        cells=tuple(
            _cell([group for group in present if group.key in cell.keys], members, cell.size) for cell in released.cells
        ),
        withheld=tuple(group for group in present if group.key not in shown),
        absent=tuple(group for group in expected if group.key not in members),
    )


def _cell(groups: Sequence[Named], members: Mapping[str, Sequence[Chosen]], people: int) -> ChoiceCell:
    counts = Counter(item for group in groups for person in members[group.key] for item in person.items)
    return ChoiceCell(tuple(groups), people, dict(counts))
