"""What a measurement is, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure. `limit` is the figure an issue asked for, the most that is allowed; None where none was asked for."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the figure is over its limit."""
        return self.limit is not None and self.value > self.limit

    def as_json(self) -> dict[str, object]:
        """One line for a machine."""
        return {"name": self.name, "value": round(self.value, 3), "unit": self.unit, "limit": self.limit}


def table(rows: Sequence[Row]) -> str:
    """All rows for a person."""
    wide = max(len(row.name) for row in rows)
    lines = [f"{'what':{wide}}  {'value':>9}  {'unit':14}  {'limit':>6}"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g}"
        mark = "  MISSED" if row.missed else ""
        lines.append(f"{row.name:{wide}}  {row.value:9.2f}  {row.unit:14}  {limit:>6}{mark}")
    return "\n".join(lines)
