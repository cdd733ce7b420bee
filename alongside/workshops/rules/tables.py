"""Tables of six to eight at which groups mix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SMALLEST, LARGEST = 6, 8


def number_of_tables(people: int) -> int:
    """How many tables so many people need: as many as leave no more than eight at one, and at least one."""
    return max(1, -(-people // LARGEST))


def table_for(group: object, seated: Sequence[tuple[int, object]], people: int) -> int:
    """The table for somebody of `group`, from 1: where fewest of their group sit, then fewest people at all.

    `seated` are pairs of table and group of those who are in already; `people` is how many are expected.
    """
    everybody: dict[int, int] = {}
    theirs: dict[int, int] = {}
    for table, other in seated:
        everybody[table] = everybody.get(table, 0) + 1
        if other == group:
            theirs[table] = theirs.get(table, 0) + 1
    tables = range(1, number_of_tables(max(people, len(seated) + 1)) + 1)
    free = [table for table in tables if everybody.get(table, 0) < LARGEST]
    return min(free or tables, key=lambda table: _crowd(table, theirs, everybody))


def _crowd(table: int, theirs: Mapping[int, int], everybody: Mapping[int, int]) -> tuple[int, int, int]:
    return (theirs.get(table, 0), everybody.get(table, 0), table)
