"""A live room: 60 and 300 phones on SQLite, 2,000 on PostgreSQL, joining in the first minute and answering every ten
seconds for ten minutes while a big screen watches; then all of them come back at once.

Each case runs in a process of its own (bench/room_case.py) with servers of its own; PostgreSQL is a throw-away one.
Everything shares this machine, and the rows say how much of it the phones took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.rows import Row

ROOT = Path(__file__).parent.parent
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
    """Run one case; its lines of JSON are its rows, everything else is shown as it comes."""
    words = [sys.executable, "-m", "bench.room_case", str(case.phones), str(joining), str(answering), str(case.p99)]
    if case.postgres:
        if subprocess.run([sys.executable, "tools/postgres.py", "--can-run"], cwd=ROOT).returncode:
            print("No PostgreSQL is installed: that case was not run.", file=sys.stderr)
            return [Row(f"{case.name}: not run", 1, "case", 0)]
        words = [sys.executable, "tools/postgres.py", *words]
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as data:
        env = {**os.environ, "ALONGSIDE_DATA": data}
        done = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not rows:
        return [Row(f"{case.name}: ended early", 1, "case", 0)]
    return [Row(f"{case.name}: {row['name']}", row["value"], row["unit"], row["limit"]) for row in rows]
