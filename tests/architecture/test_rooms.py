"""Imports only point down, and ARCHITECTURE.md tells of every room that there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")


def rooms(root: Path = ROOT) -> set[str]:
    """The packages of the product."""
    return {path.parent.name for path in (root / "alongside").glob("*/__init__.py")}


def rooms_of_the_contract() -> set[str]:
    """The packages that the import contract puts into layers."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {room.strip() for layer in layers for room in layer.split("|")}


def rooms_named_in(text: str) -> set[str]:
    """The folders that a text names, written `room/` or in a tree as room/."""
    return set(re.findall(r"(?<![\w/.])([a-z_]+)/(?![\w])", text))


READ_ONLY = pytest.mark.once(because="the linter reads files and asks no database")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contract over a copy or over the project itself."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [str(LINTER), "--no-cache"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@READ_ONLY
def test_the_import_contract_holds() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


PLANTED = {
    "a room that imports from the one above it": (
        "alongside/evidence/queries.py",
        "from alongside.library import rules",
    ),
    "a model that imports a page": ("alongside/people/models/mail.py", "from alongside.people.views import members"),
    "content that knows the web": ("alongside/catalogue/keys.py", "import django.http"),
    "maths that know the web": ("alongside/stats/agreement/counts.py", "from django.db import models"),
}


@READ_ONLY
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_import_is_caught(fault: str, tmp_path: Path) -> None:
    """The seeded faults."""
    left_out = shutil.ignore_patterns("__pycache__", "static", "fonts", "*.jinja")
    shutil.copytree(ROOT / "alongside", tmp_path / "alongside", ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    name, line = PLANTED[fault]
    planted = tmp_path / name
    planted.write_text(planted.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    module = name.removesuffix(".py").replace("/", ".")
    assert re.search(rf"{re.escape(module)} -> ", done.stdout), done.stdout


def test_the_contract_knows_every_room() -> None:
    assert rooms_of_the_contract() == rooms()


def test_architecture_names_every_room() -> None:
    named = rooms_named_in((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert rooms() - named == set()


def test_a_room_without_a_word_is_caught() -> None:
    text = "people/ audit/  who; `ui/` draws; see docs/decisions/x.md and alongside/stats/."
    assert rooms_named_in(text) == {"people", "audit", "ui"}


def test_every_room_says_what_it_is_for() -> None:
    silent = {room for room in rooms() if '"""' not in (ROOT / "alongside" / room / "__init__.py").read_text()[:10]}
    assert silent == set()
