"""Tables of six to eight at which groups mix."""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST, LARGEST = 6, 8
NOBODY = (0, 0)


def number_of_tables(people: int) -> int:
    """How many tables so many people need: as many as leave no more than eight at one, and at least one."""
    return max(1, -(-people // LARGEST))


def table_for(crowd: Mapping[int, tuple[int, int]], people: int) -> int:
    """The table for somebody, from 1: where fewest of their group sit, then fewest people at all.

    `crowd` is, for each table at which anybody sits, how many of their group do and how many people; `people` is how
    many are expected.
    """
    inside = sum(everybody for _theirs, everybody in crowd.values())
    tables = range(1, number_of_tables(max(people, inside + 1)) + 1)
    free = [table for table in tables if crowd.get(table, NOBODY)[1] < LARGEST]
    return min(free or tables, key=lambda table: (*crowd.get(table, NOBODY), table))
