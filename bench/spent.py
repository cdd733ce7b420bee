"""Processor time: what servers and database used, where the system tells."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time; for SQLite, which works inside the server, `database` is 0."""

    servers: float = 0.0
    database: float = 0.0

    def since(self, before: Spent) -> Spent:
        """What was used since then."""
        return Spent(self.servers - before.servers, self.database - before.database)

    def and_also(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(self.servers + other.servers, self.database + other.database)


def used_by(pid: int) -> float:
    """Seconds of processor time of a process, where the system tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
