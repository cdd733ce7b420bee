"""What DuckDB counts in archives is what `tally` counts, to the last cell."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.feedback.archives import duck, query
from alongside.feedback.archives.counting import count_archives
from alongside.feedback.archives.layout import layout_of
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tests.archives import Row, counts_in, people, table, tallied, team_feedback, with_scales, write
from alongside.ui.refusals import Refused

WITH_SCORES = {
    "means": with_scales,
    "a sum with answers turned round and missing ones": lambda: with_scales("qpr-15", "15"),
    "a conversion table": lambda: with_scales("swemwbs", "7"),
}


def counted(survey: Survey, rows: list[list[Row]], ending: str) -> tuple[Path, Path]:
    """Count archives of these rows; the folder of the test and the sum."""
    folder = Path(tempfile.mkdtemp())
    files = [write(folder / f"{place}{ending}", table(survey, each)) for place, each in enumerate(rows)]
    count_archives(files, survey, folder / "counts")
    return folder, folder / "counts" / "counts.parquet"


def same(survey: Survey, archives: list[list[Row]], ending: str) -> None:
    """Count archives, and compare. The same archive twice is one file with one fingerprint, and is counted once."""
    _folder, total = counted(survey, archives, ending)
    different = [rows for place, rows in enumerate(archives) if rows not in archives[:place]]
    assert counts_in(survey, total) == tallied(survey, [row for rows in different for row in rows])


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".csv.gz"])
@settings(max_examples=10)
@given(archives=st.lists(people(team_feedback()), min_size=1, max_size=2))
def test_the_counts_are_those_of_tally(ending: str, archives: list[list[Row]]) -> None:
    same(team_feedback(), archives, ending)


@pytest.mark.parametrize("name", WITH_SCORES)
@settings(max_examples=4)
@given(data=st.data())
def test_scores_are_counted_as_tally_counts_them(name: str, data: st.DataObject) -> None:
    survey = WITH_SCORES[name]()
    same(survey, [data.draw(people(survey))], ".parquet")


def test_a_wrong_query_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: cells of two groups in common that also count who did not say."""
    survey = team_feedback()
    rows = [[Row("Harbour team", date(2016, 1, 3), Answer(answers={"hope": "worse"}, about={"age": "18-24"}))]]
    _folder, right = counted(survey, rows, ".csv")
    assert counts_in(survey, right) == tallied(survey, rows[0])
    whole = query.parts
    said = re.compile(r"WHERE a\d IS NOT NULL( AND a\d IS NOT NULL)?")
    monkeypatch.setattr(duck, "parts", lambda layout: [said.sub("", part) for part in whole(layout)])
    _folder, wrong = counted(survey, rows, ".csv")
    assert counts_in(survey, wrong) != tallied(survey, rows[0])


def test_a_score_is_that_of_the_scoring_itself() -> None:
    """Every figure that a scale can have, from answers that have it: no rounding of a database comes in."""
    layout = layout_of(shelf.survey("dialog", "11"))
    figures = next(table.figures for table in layout.scores if table.item == "scale:treatment")
    assert figures[:4] == ("1", "1.33333", "1.66667", "2")
    assert len(figures) == 19


def test_a_survey_without_answers_to_choose_from_is_refused() -> None:
    survey = replace(team_feedback(), items=tuple(item for item in team_feedback().items if item.free_text))
    with pytest.raises(Refused, match="nothing to count"):
        layout_of(survey)


def test_a_survey_whose_question_is_called_team_is_refused() -> None:
    first, *others = team_feedback().items
    with pytest.raises(Refused, match="column of the team"):
        layout_of(replace(team_feedback(), items=(replace(first, key="team"), *others)))
