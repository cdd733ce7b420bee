"""With ALONGSIDE_STRICT set, a test that did not run is a failure: a check that was skipped has checked nothing."""

from __future__ import annotations

import os
from typing import Any

import pytest


class NothingSkipped:
    """Remembers what was skipped, or failed as expected, and fails the run for it."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Hear about each test."""
        self._note(report)

    def pytest_collectreport(self, report: Any) -> None:
        """Hear about each file, for files that skip themselves as a whole."""
        self._note(report)

    def _note(self, report: Any) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turn a run that passed into one that failed."""
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say why."""
        if self.skipped:
            terminalreporter.section("not run, and ALONGSIDE_STRICT is set", red=True)
            for name in self.skipped:
                terminalreporter.write_line(name)


def pytest_configure(config: pytest.Config) -> None:
    """Listen only where the environment asks for it."""
    if os.environ.get("ALONGSIDE_STRICT"):
        config.pluginmanager.register(NothingSkipped(), "alongside-nothing-skipped")
