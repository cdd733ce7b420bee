"""Nothing that a database could change is run once, and nothing falls between the parts: tried on runs of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import parts
from tests.architecture.reading import ROOT

ONCE = pytest.mark.once(because="the runs that it starts are told of no database")
# One test of each kind, and the parts in which it is run.
KINDS = {
    "test_pure": ("", {"once"}),
    "test_marked": ("@pytest.mark.django_db", {"both"}),
    "test_fixture(db)": ("", {"both"}),
    "test_deep(world)": ("", {"both"}),
    "test_of_one": ("@pytest.mark.postgresql", {"both"}),
    "test_both": ("@pytest.mark.both", {"both"}),
    "test_once(db)": ("@pytest.mark.once(because='it is')", {"once"}),
}
FIXTURES = """
import pytest
@pytest.fixture(scope="session")
def django_db_setup(): pass
@pytest.fixture
def db(django_db_setup): pass
@pytest.fixture
def world(db): pass
"""


def run(folder: Path, source: str, part: str) -> subprocess.CompletedProcess[str]:
    """Run these tests, one part of them, with nothing but our hook."""
    (folder / "test_some.py").write_text(source, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "PYTEST"))}
    environment |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "ALONGSIDE_PART": part}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-p",
        "tests.parts",
        "-p",
        "no:cacheprovider",
        f"--rootdir={folder}",
    ]
    return subprocess.run([*command, "."], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def passed_in(folder: Path, part: str) -> set[str]:
    """The names of the tests that passed in a part."""
    source = FIXTURES + "".join(
        f"{mark}\ndef {name if '(' in name else f'{name}()'}: pass\n" for name, (mark, _parts) in KINDS.items()
    )
    done = run(folder, source, part)
    assert done.returncode == 0, done.stdout + done.stderr
    return set(re.findall(r"::(test_\w+) PASSED", done.stdout))


@ONCE
def test_each_test_is_run_where_it_belongs(tmp_path: Path) -> None:
    names = {name.partition("(")[0]: where for name, (_mark, where) in KINDS.items()}
    assert passed_in(tmp_path, "") == set(names)
    for part in ("both", "once"):
        assert passed_in(tmp_path, part) == {name for name, where in names.items() if part in where}


@ONCE
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("@pytest.mark.once\ndef test_it(): pass", "says why"),
        ("@pytest.mark.once(because='x')\n@pytest.mark.postgresql\ndef test_it(): pass", "never `once`"),
    ],
)
def test_a_mark_without_its_reason_stops_the_run(tmp_path: Path, source: str, says: str) -> None:
    done = run(tmp_path, f"import pytest\n{source}\n", "")
    assert done.returncode != 0
    assert says in done.stdout + done.stderr


@ONCE
def test_a_test_that_looks_by_another_way_is_caught(tmp_path: Path) -> None:
    """The seeded fault: it asks for no database, and starts a program that could reach one."""
    source = "import subprocess, sys\ndef test_it(): subprocess.run([sys.executable, '-c', ''], check=True)\n"
    done = run(tmp_path, source, "once")
    assert done.returncode == 1
    assert "asks for no database" in done.stdout


@ONCE
def test_a_part_that_does_not_exist_stops_the_run(tmp_path: Path) -> None:
    assert run(tmp_path, "def test_it(): pass\n", "half").returncode != 0


@pytest.mark.both
def test_every_look_at_which_database_there_is_is_noticed() -> None:
    """The seeded faults, one by one: the settings, the connection, a program."""
    with parts.watched(browser=False) as seen:
        assert settings.SQLITE in (True, False)
        assert settings.DATABASES["default"]
        assert connection.vendor
        subprocess.run(["git", "--version"], check=True, capture_output=True)
    assert seen == {"reads settings.SQLITE", "reads settings.DATABASES", "reads connection.vendor"}
    with parts.watched(browser=False) as seen:
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert seen == {f"starts {sys.executable}"}
    with parts.watched(browser=True) as seen:
        assert settings.TIME_ZONE
    assert seen == set()
