"""In a strict run nothing may be skipped: the hook is tried on a run of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import browser
from tests.architecture.reading import ROOT

pytestmark = pytest.mark.once(because="the runs that it starts are told of no database")
PASSES = "def test_passes(): pass\n"
SKIPPED = "import pytest\n\n@pytest.mark.skip(reason='no browser')\ndef test_skipped(): pass\n"
SKIPS_ITSELF = "import pytest\n\ndef test_skips(): pytest.skip('no browser')\n"
WHOLE_FILE = "import pytest\n\npytest.skip('no database', allow_module_level=True)\n"
EXPECTED_TO_FAIL = "import pytest\n\n@pytest.mark.xfail\ndef test_fails(): assert False\n"
FAILS = "def test_fails(): assert False\n"


def run(folder: Path, *sources: str, strict: bool) -> subprocess.CompletedProcess[str]:
    """Run these files, strictly or not, with nothing but our hook."""
    for number, source in enumerate(sources):
        (folder / f"test_{number}.py").write_text(source, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "PYTEST"))}
    environment |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    if strict:
        environment["ALONGSIDE_STRICT"] = "yes"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.strict",
        "-p",
        "no:cacheprovider",
        f"--rootdir={folder}",
        ".",
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("source", [SKIPPED, SKIPS_ITSELF, WHOLE_FILE, EXPECTED_TO_FAIL])
def test_a_strict_run_fails_for_what_did_not_run(tmp_path: Path, source: str) -> None:
    done = run(tmp_path, PASSES, source, strict=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "not run, and ALONGSIDE_STRICT is set" in done.stdout
    assert "test_1.py" in done.stdout.rpartition("ALONGSIDE_STRICT")[2]


def test_any_other_run_tells_and_passes(tmp_path: Path) -> None:
    done = run(tmp_path, PASSES, SKIPPED, strict=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed, 1 skipped" in done.stdout


def test_a_strict_run_of_tests_that_all_run_is_an_ordinary_one(tmp_path: Path) -> None:
    assert run(tmp_path, PASSES, strict=True).returncode == 0
    assert run(tmp_path, FAILS, strict=True).returncode == 1


def test_without_a_browser_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    assert browser.chromium() is None
    assert "apt-get install chromium" in browser.MISSING
    monkeypatch.setenv("CHROMIUM", "here/chromium")
    assert browser.chromium() == "here/chromium"
