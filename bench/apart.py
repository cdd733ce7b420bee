"""A case in a process and a data folder of its own, on SQLite or beside a throw-away PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.rows import Row

ROOT = Path(__file__).parent.parent


def apart(name: str, module: str, *given: object, postgres: bool) -> list[Row]:
    """Run a module with what it is given; its lines of JSON are its rows, everything else is shown as it comes."""
    words: Sequence[str] = [sys.executable, "-m", module, *map(str, given)]
    if postgres:
        if subprocess.run([sys.executable, "tools/postgres.py", "--can-run"], cwd=ROOT).returncode:
            print("No PostgreSQL is installed: that case was not run.", file=sys.stderr)
            return [Row(f"{name}: not run", 1, "case", 0)]
        words = [sys.executable, "tools/postgres.py", *words]
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as data:
        env = {**os.environ, "ALONGSIDE_DATA": data}
        done = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not rows:
        return [Row(f"{name}: ended early", 1, "case", 0)]
    return [Row(f"{name}: {row['name']}", row["value"], row["unit"], row["limit"]) for row in rows]
