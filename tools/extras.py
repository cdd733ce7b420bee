"""Run Python in an environment of its own, for what is too large for everybody: Spark, or what a bench compares with.

`python tools/extras.py NAME ARGUMENTS...`. The environment is made in var/ when it is first asked for, from lock files
with hashes. Exit code 75 (for another time) where it cannot be made, after a sentence that says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from run import LOCKS, SetUpFailed, fingerprint, install, make_environment, say  # noqa: E402

NOT_NOW = 75


@dataclass(frozen=True)
class Extra:
    """Which locks, with which words for the installer, one after the other, and a program that must be there."""

    steps: tuple[tuple[list[str], tuple[str, ...]], ...]
    program: str = ""
    hint: str = ""


EXTRAS = {
    "spark": Extra(
        steps=(
            (["requirements-spark-build.lock"], ()),
            # Spark has no wheel: its archive of Java and Python files is put into one here; nothing is compiled.
            ([*LOCKS["dev"], "requirements-spark.lock"], ("--no-binary", "pyspark", "--no-build-isolation")),
        ),
        program="java",
        hint="there is no Java (apt-get install openjdk-17-jre-headless)",
    ),
    "bench": Extra(steps=((["requirements-bench.lock"], ()),)),
}


def environment(name: str) -> Path:
    """The Python of an extra's environment, made if need be. Raises SetUpFailed."""
    extra = EXTRAS[name]
    if extra.program and not shutil.which(extra.program):
        raise SetUpFailed(extra.hint)
    folder = ROOT / "var" / f"extra-{name}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "alongside.stamp"
    wanted = fingerprint([lock for locks, _words in extra.steps for lock in locks])
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    say(f"Making an environment in var/{folder.name} (once; it takes a minute or two) ...")
    make_environment(folder)
    for locks, words in extra.steps:
        install(locks, python, words)
    stamp.write_text(wanted)
    return python


def main(words: list[str]) -> int:
    """Run Python there with the words after the name."""
    if not words or words[0] not in EXTRAS:
        say(f"Say which: {', '.join(EXTRAS)}.")
        return 2
    try:
        python = environment(words[0])
    except SetUpFailed as problem:
        say(f"NOT RUN: {words[0]}: {problem}")
        return NOT_NOW
    return subprocess.run([str(python), *words[1:]], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
