"""Parquet, read by DuckDB, which is loaded when the first such file comes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from alongside.feedback.rules.answers import LONGEST_WORDS
from alongside.feedback.tables.shapes import MOST_COLUMNS, MOST_LINES, BadFile, Table, table, too_many_lines

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "256MB",
    "threads": "1",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def read_parquet(content: bytes) -> Table:
    """The table in a Parquet file. Raises BadFile.

    Its reader wants a file: it lies in a folder of its own, without the name it came with, until it is read.
    """
    import duckdb

    with TemporaryDirectory(prefix="alongside-") as folder:
        path = Path(folder) / "table.parquet"
        path.write_bytes(content)
        try:
            return table(_rows(str(path)))
        except duckdb.Error as problem:
            raise BadFile(_("This Parquet file cannot be read. Save it again, or use CSV.")) from problem


def _rows(path: str) -> list[list[str]]:
    import duckdb

    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        lines = connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [path]).fetchall()
        if (lines[0][0] or 0) > MOST_LINES:
            raise too_many_lines()
        named = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
        # The words of anybody fit into this, and one letter more, so that words that are too long are told so.
        wanted = f"SELECT left(COLUMNS(*)::VARCHAR, {LONGEST_WORDS + 1}) FROM read_parquet(?) LIMIT {MOST_LINES + 1}"  # noqa: S608
        rows = connection.execute(wanted, [path]).fetchall() if len(named) <= MOST_COLUMNS else []
    return [[str(column[0]) for column in named], *([(cell or "").replace("\0", " ") for cell in row] for row in rows)]
