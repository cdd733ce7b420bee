"""A file of counts, read back: one team after the other, so that no more than one is in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from alongside.feedback.archives import duck
from alongside.feedback.archives.query import text
from alongside.feedback.rules.counting import Cell

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from alongside.feedback.archives.folder import Folder

ROWS = 10_000


@dataclass(frozen=True)
class CountsFile:
    """The counts of one archive: its fingerprint, what it was called, and how many rows were counted and were not."""

    folder: Folder
    path: Path
    name: str
    people: int
    rejected: int

    @property
    def sha256(self) -> str:
        """The fingerprint of the archive."""
        return self.path.stem

    def teams(self) -> list[str]:
        """Every team, by name."""
        query = f"SELECT DISTINCT team FROM {_table(self.path)} WHERE team IS NOT NULL ORDER BY team"
        with duck.engine(self.folder.spill) as connection:
            return [str(row[0]) for row in connection.execute(query).fetchall()]

    def by_team(self) -> Iterator[tuple[str, dict[date, Counter[Cell]]]]:
        """Each team with the cells of its months, by name."""
        query = f"{duck.cells(self.folder.layout, [self.path])} ORDER BY team"
        with duck.engine(self.folder.spill) as connection:
            for team, rows in groupby(_rows(connection, query), key=lambda row: str(row[0])):
                months: dict[date, Counter[Cell]] = defaultdict(Counter)
                for _team, month, about, group, item, answer, people in rows:
                    months[month][about, group, item, answer] = people
                yield team, months


def files(folder: Folder) -> list[CountsFile]:
    """Every file of counts in a folder."""
    with duck.engine(folder.spill) as connection:
        return [_file(connection, folder, path) for path in folder.counted()]


def _file(connection: DuckDBPyConnection, folder: Folder, path: Path) -> CountsFile:
    known = f"parquet_kv_metadata({text(str(path))}) WHERE decode(key) = {text(duck.ARCHIVE)}"
    name = connection.execute(f"SELECT decode(value) FROM {known}").fetchall()[0][0]
    people, rejected = duck.people(connection, _table(path))
    return CountsFile(folder, path, str(name), people, rejected)


def _rows(connection: DuckDBPyConnection, query: str) -> Iterator[tuple[str, date, str, str, str, str, int]]:
    found = connection.execute(query)
    while rows := found.fetchmany(ROWS):
        yield from rows


def _table(path: Path) -> str:
    return duck.parquet(text(str(path)))
