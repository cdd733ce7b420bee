"""Archives of invented answers as large as a nation's: three questions, 2,000 teams, one Parquet file for each year.

Written by DuckDB from a hash of the row's number, so that every run has the same rows.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from alongside.catalogue import shelf
from alongside.feedback.rules.answers import asked

TEAMS, YEARS = 2000, 10
SURVEY = ("team-feedback", "2026")


def make(folder: Path, responses: int) -> None:
    """Write the archives of ten years into a folder."""
    folder.mkdir()
    questions = asked(shelf.survey(*SURVEY))
    with duckdb.connect(":memory:", config={"memory_limit": "1GB", "preserve_insertion_order": "false"}) as connection:
        for year in range(YEARS):
            answers = ", ".join(
                f"{options}[1 + (hash(row * 16 + {place}, {year}) % {len(options)})::BIGINT] AS {key}"
                for place, (key, options) in enumerate(questions.items(), start=2)
            )
            rows = (
                f"SELECT 'Team ' || lpad((hash(row * 16, {year}) % {TEAMS})::VARCHAR, 4, '0') AS team,"
                f" DATE '{2016 + year}-01-01' + (hash(row * 16 + 1, {year}) % 365)::INTEGER AS answered_on, {answers}"
                f" FROM range({responses // YEARS}) AS rows (row)"
            )
            connection.execute(f"COPY ({rows}) TO '{folder / f'{2016 + year}.parquet'}' (FORMAT parquet)")
