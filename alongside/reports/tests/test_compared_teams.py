"""A comparison as a spreadsheet: the frozen rows by name, the caution and the reason, and no formula."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.comparing.actions.comparing import compare
from alongside.comparing.tests.makers import LONG_AGO, crowd, released, some_released, turned_on
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
