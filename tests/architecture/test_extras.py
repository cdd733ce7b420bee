"""What is too large for everybody has an environment of its own; where it cannot be made, a sentence says why."""

from __future__ import annotations

import pytest

from tests.architecture.reading import ROOT
from tools import extras


def test_without_java_spark_is_not_run_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras.shutil, "which", lambda name: None)
    monkeypatch.setattr(extras, "make_environment", lambda folder: pytest.fail("an environment is made"))
    assert extras.main(["spark", "-c", ""]) == extras.NOT_NOW == 75
    assert "NOT RUN: spark: there is no Java (apt-get install" in capsys.readouterr().out


def test_packages_that_cannot_be_had_are_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(*what: object) -> None:
        raise extras.SetUpFailed("the packages could not be installed")

    monkeypatch.setattr(extras, "ROOT", ROOT / "nowhere")
    monkeypatch.setattr(extras, "make_environment", lambda folder: None)
    monkeypatch.setattr(extras, "install", offline)
    assert extras.main(["bench", "-c", ""]) == extras.NOT_NOW
    assert "NOT RUN: bench: the packages could not be installed" in capsys.readouterr().out


def test_an_extra_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert extras.main(["dask"]) == 2
    assert "Say which: spark, bench." in capsys.readouterr().out


@pytest.mark.parametrize("name", extras.EXTRAS)
def test_every_lock_is_there(name: str) -> None:
    locks = [lock for locks, _words in extras.EXTRAS[name].steps for lock in locks]
    assert [lock for lock in locks if not (ROOT / lock).is_file()] == []


def test_continuous_integration_holds_the_counts_of_spark_against_ours_where_java_is() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    # The summary of all other tests comes last: it is what whoever looks at the end of the output reads.
    assert steps.index("command -v java") < steps.index("./run spark --strict") < steps.index("./run test --strict")
    assert f'"$code" = {extras.NOT_NOW}' in steps
