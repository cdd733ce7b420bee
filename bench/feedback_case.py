"""One way to count archives, in a process of its own: `python -m bench.feedback_case WAY FOLDER`.

Prints seconds, processor seconds and peak memory as a line of JSON. Starting Python and loading what is needed are not
measured; everything from there is: connecting, reading, counting and, for our own way, checking every value, the
fingerprints, writing, and adding up.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from alongside.catalogue import shelf
from alongside.feedback.archives.counting import count_archives
from alongside.feedback.rules.answers import asked
from bench.archives import SURVEY


def floor(folder: Path) -> None:
    """The fastest bare group-by of all three questions that we know: by team and month, one count for each answer."""
    questions = asked(shelf.survey(*SURVEY))
    counts = ", ".join(
        f"COUNT(*) FILTER (WHERE {key} = '{option}')" for key, options in questions.items() for option in options
    )
    run(f"SELECT team, date_trunc('month', answered_on) AS month, COUNT(*), {counts} FROM {table(folder)} GROUP BY ALL")


def by_question(folder: Path) -> None:
    """The group-by that is written without thinking: once for each question."""
    keys = asked(shelf.survey(*SURVEY))
    run(
        " UNION ALL ".join(
            f"SELECT team, date_trunc('month', answered_on) AS month, '{key}' AS item, {key} AS answer, COUNT(*)"
            f" FROM {table(folder)} GROUP BY ALL"
            for key in keys
        )
    )


def ours(folder: Path) -> None:
    """What the command does."""
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as counts:
        count_archives([folder], shelf.survey(*SURVEY), Path(counts) / "counts")


def table(folder: Path) -> str:
    """The archives as one table."""
    return f"read_parquet('{folder}/*.parquet')"


def run(query: str) -> None:
    """Run a query in a DuckDB of its own, with nothing in its way."""
    with duckdb.connect(":memory:", config={"preserve_insertion_order": "false"}) as connection:
        connection.execute(f"CREATE TEMP TABLE counts AS {query}")


WAYS: dict[str, Callable[[Path], None]] = {"floor": floor, "by-question": by_question, "ours": ours}


def main(way: str, folder: str) -> None:
    """Measure one of them."""
    shelf.survey(*SURVEY)
    began, used = time.perf_counter(), time.process_time()
    WAYS[way](Path(folder))
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "processor": time.process_time() - used,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
