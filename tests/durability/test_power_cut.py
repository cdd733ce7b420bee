"""What was acknowledged survives a cut of the power: only bytes forced to disk are kept, and everything is still there.

A simulation, and a pessimistic one; it says nothing about a disk that lies about having written. The seeded fault is
the setting that most guides recommend: with `synchronous=NORMAL` the same test loses acknowledged writes.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from alongside.config.databases import journal_pragmas

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WRITES = 60
OF_SQLITE = pytest.mark.once(because="what is cut off is always a SQLite file, whichever database the suite has")
compiler = shutil.which("cc") or shutil.which("gcc")
pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the simulated power cut works on Linux only"),
    pytest.mark.skipif(compiler is None, reason="the power cut needs a C compiler (apt-get install gcc libc6-dev)"),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "power_cut.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "power_cut.c", "-ldl"], check=True)
    return library


def survivors(tmp_path: Path, shim: Path, pragma: str = "") -> tuple[int, int]:
    """How many writes were acknowledged, and how many of them are there after the cut."""
    live, kept = tmp_path / "live", tmp_path / "kept"
    live.mkdir()
    kept.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "ALONGSIDE"))},
        "PYTHONPATH": str(ROOT),
        "ALONGSIDE_DATA": str(live),
        "ALONGSIDE_SECRET_KEY": "x" * 50,
        "POWER_CUT_FROM": str(live),
        "POWER_CUT_TO": str(kept),
    }
    command = [sys.executable, "-m", "alongside", "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**environment, "LD_PRELOAD": str(shim)}, cwd=ROOT, check=True)
    writer = subprocess.Popen(
        [sys.executable, HERE / "writer.py", str(WRITES), pragma],
        env={**environment, "LD_PRELOAD": str(shim)},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    acknowledged = 0
    while acknowledged < WRITES and writer.stdout.readline():
        acknowledged += 1
    writer.kill()
    writer.communicate()
    # sqlite3 here is the one that the product uses.
    with sqlite3.connect(kept / "alongside.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        there = database.execute("SELECT count(*) FROM people_organisation").fetchone()[0]
    database.close()
    return acknowledged, there


@OF_SQLITE
def test_every_acknowledged_write_survives_a_power_cut(tmp_path, shim):
    assert survivors(tmp_path, shim) == (WRITES, WRITES)


@OF_SQLITE
def test_the_usual_faster_setting_loses_acknowledged_writes(tmp_path, shim):
    acknowledged, there = survivors(tmp_path, shim, "synchronous=NORMAL")
    assert acknowledged == WRITES
    assert there < WRITES


@pytest.mark.parametrize(
    ("version", "journal"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 52, 0), "DELETE"), ((3, 53, 0), "WAL")],
)
def test_a_library_without_the_fix_gets_the_rollback_journal(version, journal):
    pragmas = journal_pragmas(version)
    assert f"journal_mode={journal}" in pragmas
    assert f"synchronous={'FULL' if journal == 'WAL' else 'EXTRA'}" in pragmas


@pytest.mark.django_db
def test_the_settings_are_in_force_on_a_live_connection():
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] in ("wal", "delete")
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] >= 2
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (
        "ATOMIC_REQUESTS" not in settings.DATABASES["default"] or not settings.DATABASES["default"]["ATOMIC_REQUESTS"]
    )
