"""A comparison as a spreadsheet: the frozen rows by name, the caution and the reason, and no formula."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.comparing.actions.comparing import compare
from alongside.comparing.actions.turns import turn_off
from alongside.comparing.tests.makers import LONG_AGO, REASON, crowd, released, some_released, turned_on
from alongside.feedback.tests.makers import survey
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://example.org","x")'


def test_it_holds_what_the_page_holds_and_no_formula() -> None:
    riverside = makers.partnership()
    tom = makers.member(riverside, Role.OBSERVER, secured=False)
    olga = makers.member(makers.partnership("Hillside"))
    some_released(riverside, teams=5, people=24)
    released(riverside, EVIL, crowd(9, 30))
    turned_on(riverside, reason=f"{EVIL} because we want to learn.")
    made = compare(partnership=riverside, survey=survey(), since=LONG_AGO, by=SYSTEM)
    address = reverse("compared-teams-xlsx", args=[riverside.pk, made.pk])
    assert makers.signed_in(olga).get(address).status_code == 404
    answer = makers.signed_in(tom).get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="comparison-1.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Read this first", "1 Hope", "2 Control", "3 Opportunity", "Groups of people"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    words = {str(cell.value) for cell in cells}
    assert {"Not validated: for learning within a team.", EVIL, f"{EVIL} because we want to learn."} <= words
    names = [row[0].value for row in book["1 Hope"].iter_rows(min_row=3)]
    assert names[:6] == [EVIL, "Team A", "Team B", "Team C", "Team D", "Team E"]
    assert {"Outside means: beyond the outer limits, within which chance keeps 998 in 1,000 teams."} <= words
    assert {"Teams are compared all the same, and this is why:"} <= words
    assert any("(Lead)" in each and "(Lived-experience co-lead)" in each for each in words)
    assert str(book["1 Hope"]["A1"].value).endswith("Outside is a question, not a mark.")
    assert book["1 Hope"]["C2"].value == "Share as published %"
    assert isinstance(book["1 Hope"]["C4"].value, int)


def test_numbers_of_groups_are_numbers_and_the_reason_stays() -> None:
    riverside = makers.partnership()
    some_released(riverside, people=80, age={"25-44": 0.6, "45-64": 0.4})
    turned_on(riverside)
    made = compare(partnership=riverside, survey=survey(), since=LONG_AGO, by=SYSTEM)
    tom = makers.signed_in(makers.member(riverside, Role.OBSERVER, secured=False))
    answer = tom.get(reverse("compared-teams-xlsx", args=[riverside.pk, made.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Groups of people"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in ("25 to 44", "45 to 64")]
    assert len(rows) == 2
    assert all(isinstance(cell, int) for row in rows for cell in row[1:11])
    turn_off(partnership=riverside, survey=survey(), reason="", after=1, role=Role.LEAD, name="Amina", by=SYSTEM)
    turned_on(riverside, reason="Another reason, which came later.", after=2)
    answer = tom.get(reverse("compared-teams-xlsx", args=[riverside.pk, made.pk]))
    cover = openpyxl.load_workbook(io.BytesIO(answer.content))["Read this first"]
    words = " ".join(str(row[0]) for row in cover.iter_rows(values_only=True))
    assert REASON in words and "both sides turned it on again" in words and "Another reason" not in words
