"""The text that DuckDB runs gives the same counts on Apache Spark, through Ibis, to the last cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from alongside.catalogue.survey import Survey
from alongside.feedback.archives import spark
from alongside.feedback.archives.counting import count_archives
from alongside.feedback.rules.answers import Answer, asked, asked_about
from alongside.feedback.tests.archives import Row, counts_in, table, tallied, team_feedback, with_scales, write
from alongside.ui.refusals import Refused

pytestmark = [
    pytest.mark.spark,
    pytest.mark.once(because="Spark reads files and asks no database of ours"),
    # Warnings of other people's programs, which end up in none of our pages.
    pytest.mark.filterwarnings("ignore"),
]
FAULTY = [["", "2020-01-05", "worse"], ["North", "", "worse"], ["North", "2020-01-05", "rubbish"]]


@pytest.fixture(autouse=True, scope="module")
def one_session() -> Iterator[None]:
    """Starting Java takes longer than counting, so the tests share what is started."""
    session = spark.session()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(session), "stop", lambda session: None)
        yield
    session.stop()


def rows(survey: Survey, number: int = 400) -> list[Row]:
    """Answers of some people, of whom many leave something out."""
    chance = random.Random(survey.id)  # noqa: S311 - the same rows each time, and nothing secret

    def given(questions: dict[str, list[str]]) -> dict[str, str]:
        return {key: chance.choice(options) for key, options in questions.items() if chance.random() < 0.9}

    return [
        Row(
            chance.choice(["Harbour team", "Zoë's “crisis” team", "O'Neill, north & south"]),
            date(2019, 12, 1) + timedelta(days=chance.randrange(90)),
            Answer(answers=given(asked(survey)), about=given(asked_about(survey))),
        )
        for _each in range(number)
    ]


def both(path: Path, survey: Survey) -> tuple[Path, Path]:
    """The folders of counts of DuckDB and of Spark."""
    folders = path.parent / "duckdb", path.parent / "spark"
    for folder, on_spark in zip(folders, (False, True), strict=True):
        count_archives([path], survey, folder, on_spark=on_spark)
    return folders


@pytest.mark.parametrize("survey", [team_feedback(), with_scales()], ids=["groups", "scales"])
def test_spark_counts_what_tally_counts(tmp_path: Path, survey: Survey) -> None:
    found = rows(survey)
    archive = write(tmp_path / "archive.parquet", table(survey, found))
    by_duckdb, by_spark = both(archive, survey)
    assert counts_in(survey, by_spark / "counts.parquet") == tallied(survey, found)
    assert counts_in(survey, by_duckdb / "counts.parquet") == tallied(survey, found)


@pytest.mark.parametrize("kind", ["VARCHAR", "DATE", "TIMESTAMP"])
def test_what_is_not_taken_is_the_same(tmp_path: Path, kind: str) -> None:
    days = ["2020-01-31", "1899-12-31", "2099-12-31", *(["2020-1-31", "2020-02-30", "x"] if kind == "VARCHAR" else [])]
    found = [["team", "answered_on", "hope"], *FAULTY, *(["North", day, "worse"] for day in days)]
    columns = f"team VARCHAR, answered_on {kind}, hope VARCHAR"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE rows ({columns})")
        connection.executemany(
            "INSERT INTO rows VALUES (?, ?, ?)", [[each or None for each in row] for row in found[1:]]
        )
        connection.execute(f"COPY rows TO '{tmp_path / 'a.parquet'}' (FORMAT parquet)")
    by_duckdb, by_spark = both(tmp_path / "a.parquet", team_feedback())
    assert counts_in(team_feedback(), by_spark / "counts.parquet") == counts_in(
        team_feedback(), by_duckdb / "counts.parquet"
    )
    assert [month for _team, month in sorted(counts_in(team_feedback(), by_spark / "counts.parquet"))] == [
        date(2020, 1, 1),
        date(2099, 12, 1),
    ]
    [rejected], [same] = by_spark.glob("*.rejected.csv"), by_duckdb.glob("*.rejected.csv")
    assert rejected.read_text() == same.read_text()


def test_text_is_not_counted_with_spark(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive.csv", table(team_feedback(), rows(team_feedback(), 3)))
    with pytest.raises(Refused, match="only Parquet"):
        count_archives([archive], team_feedback(), tmp_path / "counts", on_spark=True)


def test_another_text_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: Spark is given a text that counts one answer as another."""
    whole: Any = spark.counting
    monkeypatch.setattr(spark, "counting", lambda layout: whole(layout).replace("WHERE q1 = 1", "WHERE q1 = 2"))
    found = rows(team_feedback())
    archive = write(tmp_path / "archive.parquet", table(team_feedback(), found))
    _by_duckdb, by_spark = both(archive, team_feedback())
    assert counts_in(team_feedback(), by_spark / "counts.parquet") != tallied(team_feedback(), found)
