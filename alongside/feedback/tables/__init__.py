"""A file of answers as rows of texts, whichever kind of file it is: CSV, an Excel workbook or Parquet.

The file may come from anybody and is never trusted: each reader has limits, runs nothing that is in it, and says in one
sentence what is wrong with it (`BadFile`). Readers of workbooks and Parquet are loaded when the first such file comes.
"""

from alongside.feedback.tables.reading import read
from alongside.feedback.tables.shapes import FORMULA, LARGEST, MOST_LINES, BadFile, Table

__all__ = ["FORMULA", "LARGEST", "MOST_LINES", "BadFile", "Table", "read"]
