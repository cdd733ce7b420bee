"""Only `stats` knows NumPy and SciPy, and serving a page loads none of the libraries that take a second to load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.architecture.reading import ROOT, product_sources, texts

NUMBERS = {"numpy", "scipy"}
HEAVY = {*NUMBERS, "duckdb", "pandas", "pyarrow", "ibis", "pyspark"}
ADDRESSES = """
import sys
import django
django.setup()
from django.urls import get_resolver
def walk(patterns):
    for each in patterns:
        walk(getattr(each, "url_patterns", ()))
walk(get_resolver().url_patterns)
import alongside.config.server
print(*sorted(name for name in sys.modules if "." not in name))
"""


def users_of_numbers(files: Mapping[str, str]) -> set[str]:
    """The files outside `stats` that import NumPy or SciPy, wherever in the file they do."""
    found = set()
    for name, text in files.items():
        for node in ast.walk(ast.parse(text)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if NUMBERS & {module.partition(".")[0] for module in modules}:
                found.add(name)
    return {name for name in found if not name.startswith("alongside/stats/")}


def test_only_stats_knows_numpy_and_scipy() -> None:
    assert users_of_numbers(texts(product_sources())) == set()


def test_a_view_that_computes_with_numpy_is_caught() -> None:
    planted = "def page():\n    import numpy.linalg\n"
    files = {"alongside/desk/views.py": planted, "alongside/stats/agreement/alpha.py": planted}
    assert users_of_numbers(files) == {"alongside/desk/views.py"}


def loaded(first: str = "") -> set[str]:
    """What a fresh process has loaded once it knows every address and could serve."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", first + ADDRESSES]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.once(because="it looks at what is loaded and asks no database")
def test_every_address_is_known_without_a_heavy_library() -> None:
    assert loaded() & HEAVY == set()


@pytest.mark.once(because="it looks at what is loaded and asks no database")
def test_a_heavy_library_that_is_loaded_is_caught() -> None:
    """The seeded fault: the audit, which needs SciPy, is read at the start."""
    assert loaded("import alongside.stats.disclosure\n") & HEAVY == NUMBERS
