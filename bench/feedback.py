"""Team feedback at the scale of a nation: ten million responses counted, and fifty million in the same memory.

Each way to count runs in a process of its own, in turns, and the rows are medians. The floor is the fastest bare
group-by that we know (bench/feedback_case.py); the one that is written without thinking is told beside it. A ratio of
processor seconds stands beside each ratio of seconds: on a machine that does other things it is the fairer of the two.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import archives, comparing, submissions
from bench.measuring import progress
from bench.rows import Row

ROOT = Path(__file__).parent.parent
OVER_FLOOR, PEAK_MB = 2.0, 500.0
# Four times faster than what is usually written; told, and not asked for, of somebody who knows pandas well.
PANDAS = {"pandas": 0.25, "trained pandas": None}
ROUNDS = 3
# Other measurements of team feedback, each a function that takes `quick` and returns rows.
OTHERS: list[Callable[..., list[Row]]] = [comparing.measure, submissions.measure]


@dataclass(frozen=True)
class Took:
    """What one way to count took: medians of its turns, and the most memory of all of them."""

    seconds: float
    processor: float
    peak: float


def measure(*, quick: bool) -> list[Row]:
    """All rows; with `quick` a fiftieth of the responses, once, no pandas, and no limit on what starting up decides."""
    rows = counting(200_000, rounds=1, pandas=False) if quick else counting(10_000_000, rounds=ROUNDS, pandas=True)
    if not quick:
        rows += memory(50_000_000)
    return [*rows, *(row for other in OTHERS for row in other(quick=quick))]


def counting(responses: int, *, rounds: int, pandas: bool) -> list[Row]:
    """Our counting against the floor, and against pandas."""
    named = f"{responses:,} responses"
    ways = ["floor", "ours", "by-question", *(PANDAS if pandas else ())]
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        made = Path(folder) / "archives"
        archives.make(made, responses)
        took = in_turns(ways, made, rounds)
    if took is None:
        return [Row(f"{named}: a way to count ended early", 1, "case", 0)]
    floor, ours = took["floor"], took["ours"]
    rows = [
        Row(f"{named}: counting, time", ours.seconds / floor.seconds, "x floor", OVER_FLOOR if pandas else None),
        Row(f"{named}: counting, processor", ours.processor / floor.processor, "x floor"),
        Row(f"{named}: counting, peak memory", ours.peak, "MB", PEAK_MB),
    ]
    for way, limit in PANDAS.items() if pandas else ():
        rows.append(Row(f"{named}: counting, time", ours.seconds / took[way].seconds, f"x {way}", limit))
        rows.append(Row(f"{named}: counting, processor", ours.processor / took[way].processor, f"x {way}"))
    for way in ways:
        rows.append(Row(f"{named}: {way}, time", took[way].seconds, "s"))
        rows.append(Row(f"{named}: {way}, processor", took[way].processor, "s"))
        rows.append(Row(f"{named}: {way}, peak memory", took[way].peak, "MB"))
    return rows


def memory(responses: int) -> list[Row]:
    """How much memory many more take."""
    named = f"{responses:,} responses"
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        made = Path(folder) / "archives"
        archives.make(made, responses)
        took = in_turns(["ours"], made, 1)
    if took is None:
        return [Row(f"{named}: counting ended early", 1, "case", 0)]
    return [
        Row(f"{named}: counting, peak memory", took["ours"].peak, "MB", PEAK_MB),
        Row(f"{named}: ours, time", took["ours"].seconds, "s"),
        Row(f"{named}: ours, processor", took["ours"].processor, "s"),
    ]


def in_turns(ways: list[str], folder: Path, rounds: int) -> dict[str, Took] | None:
    """Each way once in each round, so that a busy minute falls on all of them; None where one did not end."""
    told: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for turn in range(rounds):
        for way in ways:
            progress(f"round {turn + 1} of {rounds}: {way}")
            found = one(way, folder)
            if found is None:
                return None
            told[way].append(found)
    return {
        way: Took(
            median(each["seconds"] for each in turns),
            median(each["processor"] for each in turns),
            max(each["peak"] for each in turns),
        )
        for way, turns in told.items()
    }


def one(way: str, folder: Path) -> dict[str, float] | None:
    """One way in a process of its own; its last line says what it took."""
    words = [sys.executable, "-m", "bench.feedback_case", way, str(folder)]
    if way in PANDAS:
        words = [sys.executable, "tools/extras.py", "bench", "bench/feedback_pandas.py", way, str(folder)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
