"""Excel workbooks (.xlsx): the first sheet, as text. Formulas are not worked out, and no macro is run.

A workbook is a ZIP of XML. Before anything is read its size when unpacked is added up, and a part that defines entities
is refused, since a few lines of those can grow without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as BadStream

from django.utils.translation import gettext as _

from alongside.feedback.tables.shapes import (
    FORMULA,
    LARGEST_OPENED,
    MOST_COLUMNS,
    MOST_LINES,
    BadFile,
    Table,
    table,
    too_many_lines,
)

_MOST_PARTS = 500
# Empty lines in between count too, so that one cell in the last line of a sheet does not cost a million of them.
_LAST_LINE = 4 * MOST_LINES
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
# XML of two bytes for each letter would hide those words.
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def read_workbook(content: bytes) -> Table:
    """The first sheet of a workbook. Raises BadFile."""
    _look_inside(content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return table(_rows(book))
        finally:
            book.close()
    except BadFile:
        raise
    except Exception as problem:  # Whatever a broken workbook makes its reader stumble over.
        raise _unreadable() from problem


def _look_inside(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            if "xl/workbook.xml" not in packed.namelist():
                raise BadFile(_("This is not an Excel workbook. Save the table as CSV, XLSX or Parquet."))
            # No part gives more than it says of itself: the reader stops there.
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_OPENED:
                raise BadFile(_("This workbook is much larger inside than it looks. Save only the table, or use CSV."))
            for part in parts:
                _no_entities(packed.read(part))
    except (BadZipFile, BadStream, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise _unreadable() from problem


def _no_entities(part: bytes) -> None:
    looks_like_xml = part.lstrip()[:1] == b"<" or part.startswith((b"\xef\xbb\xbf", *_TWO_BYTES))
    if looks_like_xml and (part.startswith(_TWO_BYTES) or any(word in part for word in _FORBIDDEN)):
        raise _unreadable()


def _unreadable() -> BadFile:
    return BadFile(_("This workbook cannot be read. Open it in a spreadsheet program and save it again, or use CSV."))


def _rows(book: Any) -> Iterator[list[str]]:
    sheet = book.worksheets[0]
    # What the file says of its own size may be anything.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_LINE + 1, max_col=MOST_COLUMNS + 1), start=1):
        if number > _LAST_LINE:
            raise too_many_lines()
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\0", " ")
