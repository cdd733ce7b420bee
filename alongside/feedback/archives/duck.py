"""DuckDB: reads an archive, counts it within a given memory, and says which rows were not taken.

Every text that is put into a query is one of ours or goes through `text` or `name`. DuckDB is loaded when counting
begins: no page of the product needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alongside.feedback.archives.layout import DAY, TEAM, Layout
from alongside.feedback.archives.query import coded, long, parts, sound, text
from alongside.feedback.archives.sources import Source, fits
from alongside.ui.refusals import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What DuckDB may hold before it writes to the disk; with the program around it a count stays within 500 MB.
MEMORY_MB = 280
SHOWN = 100
MALFORMED = "(the whole row)"
ARCHIVE = "archive"


@dataclass(frozen=True)
class NotTaken:
    """A row that was not counted, the first row under the headings being 1, and the column that is wrong."""

    row: int
    column: str


@dataclass(frozen=True)
class Rejected:
    """How many rows of a file were not counted, by column, and the first hundred of them."""

    by_column: dict[str, int]
    first: tuple[NotTaken, ...]


@contextmanager
def engine(spill: Path, memory_mb: int = MEMORY_MB) -> Iterator[DuckDBPyConnection]:
    """A DuckDB of its own that keeps to its memory, writes what is too much into `spill`, and fetches nothing."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory_mb}MB",
        "temp_directory": str(spill),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def open_archive(connection: DuckDBPyConnection, layout: Layout, source: Source) -> set[str]:
    """Make the table `answers` of a file, nothing read yet; returns the file's columns.

    Raises Refused for a file that cannot be read or is no archive of this survey.
    """
    import duckdb

    try:
        return _view(connection, layout, source)
    except duckdb.Error as problem:
        raise Refused(f"{source.path} cannot be read: {_first_line(problem)}") from problem


def count(connection: DuckDBPyConnection, layout: Layout, source: Source) -> None:
    """Count the archive that was opened into the table `counts`. Raises Refused where it cannot be read to its end."""
    import duckdb

    try:
        first, *others = parts(layout)
        connection.execute(f"CREATE TEMP TABLE counts AS {first}")
        for part in others:
            connection.execute(f"INSERT INTO counts {part}")
    except duckdb.Error as problem:
        raise Refused(f"{source.path} cannot be read: {_first_line(problem)}") from problem
    malformed, _first = _malformed(connection, source)
    if malformed:
        connection.execute(f"INSERT INTO counts (people) VALUES ({malformed})")


def people(connection: DuckDBPyConnection, counts: str = "counts") -> tuple[int, int]:
    """How many people of an archive are in its counts, and how many of its rows were not taken."""
    query = "SELECT SUM(people) FILTER (WHERE team IS NOT NULL AND about = ''), SUM(people) FILTER (WHERE team IS NULL)"
    row = connection.execute(f"{query} FROM {counts}").fetchall()[0]
    return int(row[0] or 0), int(row[1] or 0)


def rejected(connection: DuckDBPyConnection, layout: Layout, source: Source) -> Rejected:
    """Which rows of the archive that was counted last were not taken. Goes through the file once more, in its order."""
    faults = "".join(f" WHEN NOT ({condition}) THEN {text(key)}" for key, condition in sound(layout))
    connection.execute("SET preserve_insertion_order = true")
    rows = coded(layout, more="ROW_NUMBER() OVER () AS place, ")
    faulty = f"SELECT place, CASE{faults} END AS fault FROM ({rows}) WHERE fault IS NOT NULL"
    counted = connection.execute(f"SELECT fault, COUNT(*) FROM ({faulty}) GROUP BY fault").fetchall()
    by_column = {str(key): int(number) for key, number in counted}
    first = connection.execute(f"SELECT place, fault FROM ({faulty}) ORDER BY place LIMIT {SHOWN}").fetchall()
    number, malformed = _malformed(connection, source)
    if number:
        by_column[MALFORMED] = number
    found = [NotTaken(row, MALFORMED) for row in malformed]
    found += [NotTaken(_true_row(int(place), malformed), str(fault)) for place, fault in first]
    connection.execute("SET preserve_insertion_order = false")
    return Rejected(by_column, tuple(sorted(found, key=lambda each: each.row)[:SHOWN]))


def write_counts(connection: DuckDBPyConnection, layout: Layout, archive: str, target: Path) -> None:
    """Write `counts` with the titles that people can read, and what the archive was called."""
    kept = f"KV_METADATA {{{ARCHIVE}: {text(archive)}}}"
    connection.execute(f"COPY ({_titled(layout, 'counts')}) TO {text(str(target))} (FORMAT parquet, {kept})")


def write_sum(connection: DuckDBPyConnection, layout: Layout, files: Iterable[Path], target: Path) -> None:
    """Write files of counts added up, in the same form."""
    rows = f"({_summed(layout, files)})"
    connection.execute(f"COPY ({_titled(layout, rows)}) TO {text(str(target))} (FORMAT parquet)")


def cells(layout: Layout, files: Iterable[Path]) -> str:
    """SQL for the cells of files of counts, added up: see `query.long`."""
    return long(layout, _summed(layout, files))


def _titled(layout: Layout, rows: str) -> str:
    titles = [f"{each.name} AS {name(each.title)}" for each in layout.counted]
    columns = ", ".join(["team", "month", "about", 'of_group AS "group"', "people", *titles])
    return f"SELECT {columns} FROM {rows}"


def _summed(layout: Layout, files: Iterable[Path]) -> str:
    paths = ", ".join(text(str(path)) for path in files)
    sums = "".join(f", CAST(SUM({name(each.title)}) AS BIGINT) AS {each.name}" for each in layout.counted)
    return (
        f'SELECT team, month, about, "group" AS of_group, CAST(SUM(people) AS BIGINT) AS people{sums}'
        f" FROM {parquet(f'[{paths}]')} WHERE team IS NOT NULL GROUP BY ALL"
    )


def parquet(files: str) -> str:
    """Parquet files in SQL, with the columns that they have and none that the names of their folders could add."""
    return f"read_parquet({files}, hive_partitioning=false)"


def name(key: str) -> str:
    """A column in SQL."""
    return '"' + key.replace('"', '""') + '"'


def _view(connection: DuckDBPyConnection, layout: Layout, source: Source) -> set[str]:
    """Make `answers` of a file: texts and a date under short names. Raises Refused for a file that does not fit."""
    path = text(str(source.path))
    if source.is_text:
        kinds = dict.fromkeys(headings := source.heading(), "VARCHAR")
        fits(layout, source, headings)
        columns = ", ".join(f"{text(key)}: 'VARCHAR'" for key in headings)
        table = (
            f"read_csv({path}, columns={{{columns}}}, header=true, auto_detect=false, delim=',', quote='\"',"
            " escape='\"', strict_mode=true, store_rejects=true, rejects_limit=0, hive_partitioning=false,"
            f" compression={text('gzip' if source.is_packed else 'none')})"
        )
    else:
        table = parquet(path)
        described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
        kinds = {str(row[0]): str(row[1]) for row in described}
        fits(layout, source, list(kinds))
    texts = [
        f"CAST({name(each.key)} AS VARCHAR) AS {each.name}" if each.key in kinds else f"'' AS {each.name}"
        for each in layout.columns
    ]
    chosen = ", ".join([f"CAST({name(TEAM)} AS VARCHAR) AS team", f"{_day(kinds[DAY])} AS answered_on", *texts])
    connection.execute(f"CREATE OR REPLACE TEMP VIEW answers AS SELECT {chosen} FROM {table}")
    return set(kinds)


def _day(kind: str) -> str:
    """SQL for the day of an answer: a day, the day of a time, or a text such as 2026-11-21."""
    if kind.startswith(("DATE", "TIMESTAMP")):
        return f"CAST({name(DAY)} AS DATE)"
    written = f"CAST({name(DAY)} AS VARCHAR)"
    return f"CASE WHEN LENGTH({written}) = 10 THEN CAST(TRY_STRPTIME({written}, '%Y-%m-%d') AS DATE) END"


def _malformed(connection: DuckDBPyConnection, source: Source) -> tuple[int, list[int]]:
    """How many rows of a CSV file are no rows of it, and the first of them: too many or too few cells, or quotes."""
    if not source.is_text:
        return 0, []
    # DuckDB counts the headings as line 1, and a row with a line break inside as one line.
    lines = "FROM (SELECT DISTINCT line - 1 AS row FROM reject_errors)"
    number = connection.execute(f"SELECT COUNT(*) {lines}").fetchall()[0][0]
    first = connection.execute(f"SELECT row {lines} ORDER BY row LIMIT {SHOWN}").fetchall()
    return int(number), [int(row[0]) for row in first]


def _true_row(place: int, malformed: Iterable[int]) -> int:
    """The row in the file of a row that has `place` among those that could be read.

    Only the first malformed rows are known. What comes behind all of these is not among the first that are shown.
    """
    for row in malformed:
        if row > place:
            break
        place += 1
    return place


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0]
