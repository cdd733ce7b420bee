"""Find the words of a page, a spreadsheet or a document that stand outside the marks."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import docx
import openpyxl
from pypdf import PdfReader

from tests.translation.pseudo import CLOSES, OPENS

# Not for reading, or the same in every language: code, titles of documents, and what somebody types.
SILENT = {"script", "style", "code", "cite", "textarea"}
# Attributes that are read aloud or shown.
SPOKEN = {"alt", "aria-label", "aria-description", "aria-roledescription", "label", "placeholder", "title"}
SPOKEN_BEGINNINGS = ("data-app-", "data-i18n")
LETTER = re.compile(r"[^\W\d_]")
# Names, and what is the same in every language; each with its reason.
SAME_EVERYWHERE = re.compile(
    "|".join(
        [
            r"\bAlongside\b",  # the product's own name
            r"[^\s«»]+@[^\s«»]+",  # addresses
            r"https?://[^\s«»]+",
            r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b",  # codes that are typed
            r"\b[a-z][a-z0-9-]*/[\w.-]+",  # keys of editions: "ten-challenges/2026"
            r"\b[0-9a-f\u200b]{64,}",  # fingerprints, in documents with places where a line may break
            r"\ballotment-[0-9a-f]{8}\b",  # and of the frameworks that the tests bring
        ]
    )
)


class Words(HTMLParser):
    """Reads a page and keeps what stands outside the marks."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.silent = 0
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at what is read aloud, and go past what is not for reading."""
        self.silent += tag in SILENT
        for name, value in attrs:
            if value and (name in SPOKEN or name.startswith(SPOKEN_BEGINNINGS)):
                self.outside += unmarked(value)

    def handle_endtag(self, tag: str) -> None:
        """Come out of it again."""
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        """Keep letters outside the marks."""
        if self.silent:
            return
        found, self.depth = split(data, self.depth)
        self.outside += found


def split(text: str, depth: int = 0) -> tuple[list[str], int]:
    """The words of a text that stand outside the marks, and how deep inside marks it ends."""
    outside = [""]
    for letter in SAME_EVERYWHERE.sub("", text) if depth == 0 else text:
        if letter == OPENS:
            depth += 1
            outside.append("")
        elif letter == CLOSES:
            depth -= 1
        elif depth <= 0:
            outside[-1] += letter
    return [" ".join(part.split()) for part in outside if LETTER.search(part)], depth


def unmarked(text: str) -> list[str]:
    """The words of one text outside the marks; a text whose marks do not match is one itself."""
    found, depth = split(text)
    return found if depth == 0 else [*found, f"marks do not match in: {text}"]


def outside_of_page(page: str) -> list[str]:
    """Everything on a page that was never translated."""
    words = Words()
    words.feed(page)
    words.close()
    return words.outside if words.depth == 0 else [*words.outside, "marks do not match"]


def texts_of_spreadsheet(content: bytes) -> list[str]:
    """The names of a spreadsheet's sheets, and its cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [*book.sheetnames, *(cell.value for sheet in book for row in sheet.iter_rows() for cell in row)]
    return [text for text in texts if isinstance(text, str)]


def texts_of_word(content: bytes) -> list[str]:
    """The paragraphs of a Word document, its tables, and what runs along the top and the foot of its pages."""
    read = docx.Document(io.BytesIO(content))
    running = [each for section in read.sections for each in (*section.header.paragraphs, *section.footer.paragraphs)]
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return [*(each.text for each in (*read.paragraphs, *running)), *cells, read.core_properties.title]


def texts_of_document(content: bytes) -> list[str]:
    """The whole text of a PDF: a text may begin on one page and end on the next."""
    return ["\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)]


def outside(content: bytes, kind: str) -> list[str]:
    """Everything in an answer that was never translated; a file of data is in the language of its data."""
    if content.startswith(b"%PDF"):
        return [word for text in texts_of_document(content) for word in unmarked(text)]
    if kind.endswith(".wordprocessingml.document"):
        return [word for text in texts_of_word(content) for word in unmarked(text)]
    if content.startswith(b"PK") and kind != "application/zip":
        return [word for text in texts_of_spreadsheet(content) for word in unmarked(text)]
    return outside_of_page(content.decode()) if kind.startswith("text/html") else []
