"""Read back what was made: the words and the tags of a PDF, the cells and the formulas of a spreadsheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


@dataclass(frozen=True)
class Document:
    """A PDF as a reader and as a screen reader get it."""

    text: str
    pages: tuple[str, ...]
    title: str
    language: str
    tagged: bool
    claims_ua: bool
    tags: tuple[str, ...]
    alternatives: tuple[str, ...]
    sizes: frozenset[float]


def document(made: bytes) -> Document:
    """Read a PDF."""
    reader = PdfReader(BytesIO(made))
    root: Any = reader.trailer["/Root"]
    elements = list(_elements(root["/StructTreeRoot"]))
    sizes: set[float] = set()

    def note(text: str, _cm: Any, matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * matrix[3]), 1))

    pages = tuple(_flat(page.extract_text(visitor_text=note)) for page in reader.pages)
    return Document(
        text=" ".join(pages),
        pages=pages,
        title=str(reader.metadata.title if reader.metadata else ""),
        language=str(root["/Lang"]),
        tagged=bool(root["/MarkInfo"]["/Marked"]),
        claims_ua=b"pdfuaid:part" in root["/Metadata"].get_object().get_data(),
        tags=tuple(str(element.get("/S", "")).lstrip("/") for element in elements),
        alternatives=tuple(str(element["/Alt"]) for element in elements if "/Alt" in element),
        sizes=frozenset(sizes),
    )


def _flat(text: str) -> str:
    """One line, without the marks that only break long words."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\u00ad", "").replace("\u00a0", " "))


def _elements(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, DictionaryObject):
        yield node
        if "/K" in node:
            yield from _elements(node["/K"])


Cells = dict[str, list[list[Any]]]


def cells(made: bytes) -> Cells:
    """The values of every sheet, row by row."""
    book = openpyxl.load_workbook(BytesIO(made))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def formulas(made: bytes) -> list[str]:
    """Every cell that would be worked out or followed rather than shown, however the file says so."""
    found = []
    book = openpyxl.load_workbook(BytesIO(made))
    for sheet in book:
        found += [
            f"{sheet.title}!{cell.coordinate}"
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type not in {"s", "n"} or cell.hyperlink
        ]
    with zipfile.ZipFile(BytesIO(made)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/") and re.search(rb"<f[ >/]|<hyperlink", parts.read(name)):
                found.append(name)
    return found
