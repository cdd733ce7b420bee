"""A file of answers is read, or refused in one sentence; whatever is in it, nothing runs and nothing grows."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from alongside.feedback import tables
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.lines import columns_of, sort_out
from alongside.feedback.tables import BadFile, read, workbooks
from alongside.feedback.tables.shapes import MOST_LINES
from alongside.feedback.tests.makers import survey

ROWS = [["hope", "age", "anything-else"], ["worse", "18 to 24", "Ünïcode, “quoted”"], ["Very much", "", ""]]


def as_csv(rows: Sequence[Sequence[str]], between: str = ",", encoding: str = "utf-8") -> bytes:
    written = StringIO(newline="")
    csv.writer(written, delimiter=between).writerows(rows)
    return written.getvalue().encode(encoding)


def as_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book, made = Workbook(), BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.create_sheet("Notes").append(["not read"])
    book.save(made)
    return made.getvalue()


def as_parquet(rows: Sequence[Sequence[str]], path: Path) -> bytes:
    with duckdb.connect(":memory:") as connection:
        named = ", ".join(f'"{name}" VARCHAR' for name in rows[0])
        connection.execute(f"CREATE TABLE answers ({named})")
        connection.executemany(f"INSERT INTO answers VALUES ({', '.join('?' * len(rows[0]))})", rows[1:])
        connection.execute(f"COPY answers TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def repacked(workbook: bytes, part: str, content: bytes) -> bytes:
    """A workbook with one part changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, content)
    return made.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(BadFile) as refused:
        sort_out(survey(), read(content))
    return str(refused.value)


# ── What is read ───────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_file_reads_alike(tmp_path: Path) -> None:
    files = [
        as_csv(ROWS), as_csv(ROWS, ";"), as_csv(ROWS, "\t"), as_csv(ROWS, encoding="utf-8-sig"),
        as_workbook(ROWS), as_parquet(ROWS, tmp_path / "rows.parquet"),
    ]  # fmt: skip
    expected = (
        Answer({"hope": "worse"}, {"age": "18-24"}, {"anything-else": "Ünïcode, “quoted”"}),
        Answer({"hope": "very-much"}),
    )
    for content in files:
        found = sort_out(survey(), read(content))
        assert (found.answers, found.faults) == (expected, ())


def test_keys_labels_and_plain_labels_mean_the_same_in_any_case() -> None:
    rows = [["HOPE"], *([cell] for cell in ("quite-a-lot", "Quite A  lot", "QUITE A LOT", "yes", "I’d rather not SAY"))]
    found = sort_out(survey(), read(as_csv(rows)))
    assert [each.answers["hope"] for each in found.answers] == [*["quite-a-lot"] * 4, "rather-not-say"]


def test_every_rejected_line_has_its_number_column_and_reason_and_nobodys_words() -> None:
    secret = "Mo Adeyemi of ward 3"
    rows = [
        ["hope", "control", "anything-else"],
        ["worse", "", ""],
        [secret, "=1+1", "fine"],
        ["", "", ""],
        ["worse", "a-little", "x" * 2001],
        ["worse", "a-little", "", secret],
        ["worse"],
    ]
    found = sort_out(survey(), read(as_csv(rows)))
    where = [(fault.line, fault.column) for fault in found.faults]
    assert where == [(3, "hope"), (3, "control"), (5, "anything-else"), (6, "")]
    assert (len(found.answers), found.rejected) == (2, 3)
    assert not any(secret in fault.reason or "=1" in fault.reason for fault in found.faults)
    assert "It can be empty, or: It has made this worse;" in found.faults[0].reason


def test_a_formula_in_a_workbook_is_not_worked_out() -> None:
    rows = [["hope", "anything-else"], ['=IF(1,"worse","")', "a"], ["worse", "=1+1"], ["worse", "'=1+1"]]
    found = sort_out(survey(), read(as_workbook(rows)))
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "hope"), (3, "anything-else")]
    assert all("formula" in fault.reason for fault in found.faults)


def test_a_column_for_everything_that_is_asked() -> None:
    assert list(columns_of(survey())) == [
        "hope", "control", "opportunity", "anything-else", "answering-as", "age", "ethnic-group", "gender",
    ]  # fmt: skip


# ── What is refused ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "first line of the file is empty"),
        (b"hope\n", "nothing below it"),
        (b"hope\n\n , \n", "nothing below it"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is not a table"),
        (b"ho\0pe\nworse\n", "This is not a table"),
        ("hope\nworse\n".encode("utf-16"), "not saved as UTF-8"),
        ("hope,anything-else\nworse,café\n".encode("cp1252"), "not saved as UTF-8"),
        (b'hope\n"worse', "cannot be read as CSV near line 2"),
        (b'hope\n"wor"se\n', "cannot be read as CSV near line 2"),
        (b'hope\n"' + b"a" * 200_000 + b'"\n', "cannot be read as CSV"),
        (b"name,when\nMo,today\n", "No column of this file belongs to these questions"),
        (b"hope,name,when\nworse,Mo,today\n", "do not belong to these questions: name, when. Take them out"),
        (b"hope,Hope\nworse,worse\n", "more than one column called hope"),
        (b"hope,,age\nworse,,\n", "Column 2 has no name"),
        (b",".join([b"hope"] * 100_000) + b"\nworse\n", "more than 200 columns"),
        (b"hope\n" + b"worse\n" * (MOST_LINES + 1), "more than 5000 lines"),
        (b"hope\n" + b"w" * tables.LARGEST, "larger than 10 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "locked with a password"),
        (b"PK\x03\x04 and no more", "This workbook cannot be read"),
        (b"PAR1 and no more", "This Parquet file cannot be read"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_as_many_lines_as_may_be_are_read() -> None:
    assert len(read(b"hope\n" + b"worse\n" * MOST_LINES).lines) == MOST_LINES


def test_workbooks_that_are_not_what_they_seem() -> None:
    good = as_workbook(ROWS)
    assert "not an Excel workbook" in refusal(repacked_document())
    bomb = repacked(good, "xl/media/bomb.xml", b"<a>" + b" " * (41 * 1024 * 1024) + b"</a>")
    assert len(bomb) < tables.LARGEST
    assert "much larger inside" in refusal(bomb)
    sheet = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>'
    for hidden in (
        sheet,
        b"\n " * 5000 + sheet[21:],
        sheet.decode().encode("utf-16"),
        sheet.decode().encode("utf-16-le"),
    ):
        assert "cannot be read" in refusal(repacked(good, "xl/worksheets/sheet1.xml", hidden))
    assert "cannot be read" in refusal(repacked(good, "xl/worksheets/sheet1.xml", b"<worksheet>"))
    assert "cannot be read" in refusal(repacked(good, "xl/workbook.xml", b"<workbook/>"))
    formula = as_workbook([["=A2", "hope"], ["worse", ""]])
    assert "named by a formula" in refusal(formula)


def repacked_document() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    return made.getvalue()


def test_a_workbook_that_says_it_is_endless_costs_nothing() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>worse</t></is></c></row></sheetData>'
    with zipfile.ZipFile(BytesIO(as_workbook([["hope"], ["worse"]]))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b"</sheetData>", far).replace(b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"')
    assert "more than 5000 lines" in refusal(repacked(as_workbook(ROWS), "xl/worksheets/sheet1.xml", sheet))


def test_entities_that_are_not_looked_for_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: without the look inside, what an entity stands for is read as an answer."""
    monkeypatch.setattr(workbooks, "_look_inside", lambda _content: None)
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY w "worse">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c t="inlineStr"><is><t>hope</t></is></c></row>'
        b'<row r="2"><c t="inlineStr"><is><t>&w;</t></is></c></row></sheetData></worksheet>'
    )
    content = repacked(as_workbook(ROWS), "xl/worksheets/sheet1.xml", sheet)
    try:
        found = sort_out(survey(), read(content))
    except BadFile:
        pytest.skip("This reader of XML refuses entities by itself.")
    assert [each.answers for each in found.answers] == [{"hope": "worse"}]


def test_a_parquet_file_of_millions_of_lines_is_not_unrolled(tmp_path: Path) -> None:
    path = tmp_path / "endless.parquet"
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE answers AS SELECT 'worse' AS hope FROM range(2000000)")
        connection.execute(f"COPY answers TO '{path}' (FORMAT parquet)")
    assert path.stat().st_size < tables.LARGEST
    assert "more than 5000 lines" in refusal(path.read_bytes())


@pytest.mark.once(because="it starts a process of its own, which asks for no database")
def test_the_readers_of_workbooks_and_parquet_are_not_loaded_at_the_start() -> None:
    seen = "import sys, alongside.feedback.tables; sys.exit(bool({'openpyxl', 'duckdb'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", seen], check=False).returncode == 0


# ── Whatever comes ─────────────────────────────────────────────────────────────────────────────────

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_what_a_csv_file_says_is_what_is_read(rows: list[list[str]], between: str) -> None:
    content = as_csv([["anything-else", "hope"], *rows], between)
    filled = [tuple(map(str.strip, row)) for row in rows if any(map(str.strip, row))]
    if not filled:
        assert "nothing below it" in refusal(content)
        return
    assert [line for _number, line in read(content).lines] == filled


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: f"hope,age\n{text}".encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = sort_out(survey(), read(content))
    except BadFile as refused:
        assert str(refused).endswith((".", ").")) and "\n" not in str(refused)
    else:
        assert found.answers or found.faults
