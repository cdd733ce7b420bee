"""Archives that tests make, and what `tally` counts in them."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st

from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.feedback.archives import duck
from alongside.feedback.archives.layout import layout_of
from alongside.feedback.rules.answers import Answer, asked, asked_about
from alongside.feedback.rules.counting import Cell, tally

TEAMS = ["Harbour team", "Zoë's “crisis” team", "O'Neill, north & south"]
Place = tuple[str, date]


@dataclass(frozen=True)
class Row:
    """One person in an archive."""

    team: str
    day: date
    answer: Answer


def team_feedback() -> Survey:
    return shelf.survey("team-feedback", "2026")


def with_scales(key: str = "dialog", version: str = "11") -> Survey:
    """An instrument with scales that also asks people one thing about themselves."""
    about = team_feedback().about_you
    assert about is not None
    return replace(shelf.survey(key, version), about_you=replace(about, questions=about.questions[:1]))


def people(survey: Survey, teams: Sequence[str] = TEAMS, most: int = 30) -> st.SearchStrategy[list[Row]]:
    """Archives of a few rows; scales get all their answers often enough to have scores."""

    def given(questions: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str]]:
        options = {key: st.sampled_from(values) for key, values in questions.items()}
        return st.one_of(st.fixed_dictionaries(options), st.fixed_dictionaries({}, optional=options))

    answers = st.builds(Answer, answers=given(asked(survey)), about=given(asked_about(survey)))
    days = st.dates(date(2016, 1, 1), date(2016, 3, 31))
    return st.lists(st.builds(Row, team=st.sampled_from(teams), day=days, answer=answers), max_size=most)


def table(survey: Survey, rows: Iterable[Row]) -> list[list[str]]:
    """The archive as rows of text, its headings first."""
    keys = [*asked(survey), *asked_about(survey)]
    body = []
    for row in rows:
        given = {**row.answer.answers, **row.answer.about}
        body.append([row.team, row.day.isoformat(), *(given.get(key, "") for key in keys)])
    return [["team", "answered_on", *keys], *body]


def write(path: Path, rows: list[list[str]]) -> Path:
    """Write a table of text as what the file's name says; Parquet has days as days."""
    if path.name.endswith(".parquet"):
        return _parquet(path, rows)
    opened: Any = gzip.open if path.name.endswith(".gz") else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _parquet(path: Path, rows: list[list[str]]) -> Path:
    heading, body = rows[0], rows[1:]
    columns = ", ".join(f'"{key}" {"DATE" if key == "answered_on" else "VARCHAR"}' for key in heading)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE rows ({columns})")
        if body:
            marks = ", ".join("?" for _key in heading)
            connection.executemany(
                f"INSERT INTO rows VALUES ({marks})", [[each or None for each in row] for row in body]
            )
        connection.execute(f"COPY rows TO '{path}' (FORMAT parquet)")
    return path


def tallied(survey: Survey, rows: Iterable[Row]) -> dict[Place, Counter[Cell]]:
    """What the product itself would count, by team and month."""
    answers: dict[Place, list[Answer]] = defaultdict(list)
    for row in rows:
        answers[row.team, row.day.replace(day=1)].append(row.answer)
    return {place: tally(survey, given) for place, given in answers.items()}


def counts_in(survey: Survey, file: Path) -> dict[Place, Counter[Cell]]:
    """The cells of a file of counts, by team and month."""
    found: dict[Place, Counter[Cell]] = defaultdict(Counter)
    with duckdb.connect(":memory:") as connection:
        rows = connection.execute(duck.cells(layout_of(survey), [file])).fetchall()
    for team, month, about, group, item, answer, number in rows:
        assert (about, group, item, answer) not in found[team, month], "a cell is there twice"
        found[team, month][about, group, item, answer] = number
    return dict(found)
