"""A live room: 60 and 300 phones on SQLite, 2,000 on PostgreSQL, joining in the first minute and answering every ten
seconds for ten minutes while a big screen watches; then all of them come back at once.

Each case runs in a process of its own (bench/room_case.py) with servers of its own; PostgreSQL is a throw-away one.
Everything shares this machine, and the rows say how much of it the phones took.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.apart import apart
from bench.rows import Row

FULL, QUICK = (60.0, 600.0), (8.0, 40.0)


@dataclass(frozen=True)
class Case:
    """How many phones on which database, and how slow a tap may be for one in a hundred."""

    phones: int
    postgres: bool
    p99: float

    @property
    def name(self) -> str:
        """For the rows."""
        return f"{self.phones} phones, {'PostgreSQL' if self.postgres else 'SQLite'}"


CASES = (Case(60, False, 1.0), Case(300, False, 1.0), Case(2000, True, 1.5))


def measure(*, quick: bool) -> list[Row]:
    """Every case; with `quick` sixty phones for forty seconds."""
    return [row for case in (CASES[:1] if quick else CASES) for row in one(case, *(QUICK if quick else FULL))]


def one(case: Case, joining: float, answering: float) -> list[Row]:
    """One case, with so many seconds of joining and of answering."""
    given = (case.phones, joining, answering, case.p99)
    return apart(case.name, "bench.room_case", *given, postgres=case.postgres)
