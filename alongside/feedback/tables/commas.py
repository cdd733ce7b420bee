"""CSV: UTF-8, with commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from alongside.feedback.tables.shapes import BadFile, Table, table

_BETWEEN = (",", ";", "\t")


def read_csv(content: bytes) -> Table:
    """The table in a CSV file. Raises BadFile."""
    text = _text(content)
    return table(_rows(text, _between(text)))


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_utf_8()
    if b"\0" in content:
        raise BadFile(_("This is not a table: it holds characters that no text has. Save it as CSV, XLSX or Parquet."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_utf_8() from None


def _not_utf_8() -> BadFile:
    return BadFile(_("The file is not saved as UTF-8. In Excel choose “CSV UTF-8”, or save it as .xlsx."))


def _between(text: str) -> str:
    """What stands between cells: whatever stands most often in the first line, which names columns."""
    first = text.lstrip("\r\n").splitlines()[:1]
    return max(_BETWEEN, key=lambda mark: "".join(first).count(mark))


def _rows(text: str, between: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            sentence = _(
                "The file cannot be read as CSV near line %(line)d. Perhaps a quotation mark is missing there."
            )
            raise BadFile(sentence % {"line": reader.line_num}) from None
        yield row
