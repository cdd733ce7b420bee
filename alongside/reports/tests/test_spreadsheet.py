"""The spreadsheet says what the PDF says, and holds nothing but texts and whole numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.assessments.queries.record import record
from alongside.reports.spreadsheet import TICK, spreadsheet
from alongside.reports.telling import tell
from alongside.reports.tests.conftest import DISSENT, SHARED, UNSHARED, Scene
from alongside.reports.tests.reading import cells, formulas
from alongside.reports.tests.test_cells import NASTY
from alongside.reports.tests.test_template_a import with_stages

pytestmark = pytest.mark.django_db


def test_its_sheets(closed: Scene) -> None:
    found = cells(spreadsheet(tell(record(closed.assessment))))
    assert list(found) == [
        "Template A",
        "Answers by group",
        "Decisions",
        "Reasons shared",
        "Evidence",
        "Silent documents",
        "Who took part",
        "Parked questions",
        "About",
    ]
    table = found["Template A"]
    assert table[1][2:5] == ["Stage 1: Engagement", "Stage 2: Development", "Stage 3: Transformation"]
    assert table[1][5] == "Priority for action (1–10)"
    assert table[2][:5] == [1, "Everyday meetings", None, TICK, None]
    assert sum(row.count(TICK) for row in table) == 1
    assert all(row[5] is None for row in table[2:])


def test_it_says_what_the_document_says(closed: Scene) -> None:
    text = str(cells(spreadsheet(tell(record(closed.assessment)))))
    for words in (SHARED, DISSENT, "(put together)", "Too few to show", "Who decides about the ward round?"):
        assert words in text
    assert UNSHARED not in text
    assert "otal" not in text


def test_counts_are_numbers(closed: Scene) -> None:
    rows = cells(spreadsheet(tell(record(closed.assessment))))["Answers by group"]
    assert rows[1][:6] == ["Number", "Challenge", "Round", "Group", "People", "Not there yet"]
    assert rows[2][:9] == [1, "Everyday meetings", 1, "People who use services", 6, 2, 2, 0, 0]


def test_a_draft_and_a_providers_view_are_marked_on_every_sheet(draft: Scene, provider_view: Scene) -> None:
    for scene, mark in ((draft, "DRAFT"), (provider_view, "Provider view, incomplete")):
        assert all(mark in rows[0][0] for rows in cells(spreadsheet(tell(record(scene.assessment)))).values())


def test_nothing_written_anywhere_becomes_a_formula(closed: Scene) -> None:
    told = tell(record(closed.assessment))
    for nasty in NASTY[:20]:
        worst = tuple(
            replace(each, short_title=nasty, reason=nasty, dissent=nasty, comments=nasty, parked=(nasty,))
            for each in told.challenges
        )
        groups = tuple(replace(group, name=nasty, support=nasty, absence=nasty) for group in told.groups)
        made = spreadsheet(
            replace(told, title=nasty, provider=nasty, told=nasty, parked=(nasty,), challenges=worst, groups=groups)
        )
        assert formulas(made) == []


@pytest.mark.parametrize("stages", [2, 9])
def test_any_number_of_stages(closed: Scene, stages: int) -> None:
    table = cells(spreadsheet(with_stages(tell(record(closed.assessment)), stages)))["Template A"]
    assert len([heading for heading in table[1] if heading.startswith("Stage ")]) == stages
    assert table[2][1 + stages] == TICK


def test_the_mark_of_dissent_names_the_sheet_where_its_words_stand(closed: Scene) -> None:
    found = cells(spreadsheet(tell(record(closed.assessment))))
    assert "see the sheet “Decisions”" in str(found["Template A"][2])
    assert "see below" not in str(found)
    assert DISSENT in str(found["Decisions"])
