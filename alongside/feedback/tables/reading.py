"""Which kind of file it is, by what is in it and not by its name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.feedback.tables.commas import read_csv
from alongside.feedback.tables.parquet import read_parquet
from alongside.feedback.tables.shapes import LARGEST, BadFile, Table
from alongside.feedback.tables.workbooks import read_workbook

_ZIP, _OLD_OFFICE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"


def read(content: bytes) -> Table:
    """The table in a file. Raises BadFile."""
    if not content:
        raise BadFile(_("The file is empty."))
    if len(content) > LARGEST:
        raise BadFile(_("The file is larger than 10 MB. Divide it into smaller files."))
    if content.startswith(_OLD_OFFICE):
        raise BadFile(
            _(
                "This workbook is locked with a password, or was saved by a very old version of Excel. Save it "
                "without a password as .xlsx or CSV."
            )
        )
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_PARQUET):
        return read_parquet(content)
    return read_csv(content)
