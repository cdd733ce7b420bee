"""Template B as a Word document: real headings, tables whose first row repeats, a language, and no author.

The same plan in words gives the same bytes. Reasons for the library, and its limits: docs/decisions/0018.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from alongside.reports.cells import possible
from alongside.reports.plans_on_paper.labels import labels
from alongside.reports.plans_on_paper.told import ToldPlan

FONT = "Arial"
INK = RGBColor(0x1D, 0x2B, 0x2C)
# What the library's own template brings along and nobody needs: a picture of it, and its styles a second time.
UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml")
# A file in the package has to be dated; the same day always, so that the same plan gives the same bytes.
SAME_DAY = (1980, 1, 1, 0, 0, 0)


def word_document(told: ToldPlan) -> bytes:
    """The plan as a Word document."""
    say, page = labels(), _Page(told)
    page.heading(told.title, 1)
    if told.fault:
        page.strong(told.fault)
    page.strong(told.mark)
    page.words(f"{say['template_b']}. {say['purpose']}")
    facts = (
        (say["partnership"], told.partnership),
        (say["provider"], told.provider),
        (say["edition"], told.edition),
        (say["challenge"], told.challenge),
        (say["version"], told.version),
        (say["state"], told.state),
    )
    for label, text in facts:
        page.pair(label, text)
    _standard(page, told, say)
    _goals(page, told, say)
    page.heading(say["evidence"], 2)
    page.words(told.evidence_sources or say["nothing"])
    _statements(page, told, say)
    _signatures(page, told, say)
    page.heading(say["review"], 2)
    page.strong(told.review_on)
    if told.digest:
        page.heading(say["fingerprint"], 2)
        page.words(told.digest)
        page.words(told.check)
    return page.done()


def _standard(page: _Page, told: ToldPlan, say: dict[str, str]) -> None:
    page.heading(say["standard"], 2)
    if told.stages:
        head = [f"{say['stage'] % {'n': place}}: {name}" for place, name in enumerate(told.stages, start=1)]
        ticks = ["✓ " + say["ticked"] % {"stage": name} if place == told.ticked else say["not_ticked"]
                 for place, name in enumerate(told.stages)]  # fmt: skip
        page.table(say["standard"], head, [ticks])
    if told.standard:
        page.strong(say["no_stage"] % {"standard": told.standard})
    page.heading(say["described"], 3)
    page.words(told.described or say["nothing"])


def _goals(page: _Page, told: ToldPlan, say: dict[str, str]) -> None:
    page.heading(say["goals"], 2)
    page.words(told.goals_by if told.aims else say["no_goals"])
    for aim in told.aims:
        page.heading(say["goal_number"] % {"n": aim.number}, 3)
        page.words(aim.text)
        for label, text in (*aim.facts, (say["by_when"], aim.by_when)):
            page.pair(label, text)
    page.heading(say["actions"], 2)
    if not told.tasks:
        page.words(say["no_actions"])
        return
    head = [say["goal"], say["action"], say["owner"], say["due"], say["resources"]]
    rows = [[str(task.goal), task.text, task.owner, task.due, task.resources] for task in told.tasks]
    page.table(say["actions"], head, rows, widths=(14, 60, 44, 28, 28))


def _statements(page: _Page, told: ToldPlan, say: dict[str, str]) -> None:
    if not told.statements and not told.silent:
        return
    page.heading(say["statements"], 2)
    for each in told.statements:
        page.pair(each.who, each.kind)
        page.words(each.text)
    page.words(told.silent)


def _signatures(page: _Page, told: ToldPlan, say: dict[str, str]) -> None:
    page.heading(say["signatures"], 2)
    page.strong(told.agrees)
    page.words(told.nobody_signs)
    for seat in told.seats:
        page.heading(f"{seat.side}: {seat.name}", 3)
        for label, text in (
            (say["post"], seat.post),
            (say["organisation"], seat.organisation),
            (say["authority"], seat.authority),
            (say["stands"], seat.stands),
            (say["done"], "\n".join(seat.done)),
        ):
            page.pair(label, text)


class _Page:
    """A document that is written from top to bottom. What is empty leaves no empty paragraph behind."""

    def __init__(self, told: ToldPlan) -> None:
        self._document = Document()
        self._told = told
        self._dress()
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin = section.bottom_margin = Mm(20)
        section.header.paragraphs[0].add_run(possible(told.mark)).bold = True
        section.footer.paragraphs[0].add_run(possible(told.foot))
        self._describe()

    def heading(self, text: str, level: int) -> None:
        """A heading that a screen reader finds; a dash where there is nothing to say."""
        self._document.add_heading(possible(text).strip() or "–", level)

    def words(self, text: str) -> None:
        """People's own words: a blank line starts a paragraph, a line end breaks the line."""
        for part in possible(text).split("\n\n"):
            if part.strip():
                self._document.add_paragraph(part.strip())

    def strong(self, text: str) -> None:
        """A line in bold."""
        if text.strip():
            self._document.add_paragraph().add_run(possible(text)).bold = True

    def pair(self, label: str, text: str) -> None:
        """A label and what stands behind it."""
        if text.strip():
            paragraph = self._document.add_paragraph()
            paragraph.add_run(possible(label) + ": ").bold = True
            paragraph.add_run(possible(text))

    def table(self, about: str, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = ()) -> None:
        """A table whose first row is its head and repeats on every page; `about` is read aloud before it."""
        table = self._document.add_table(rows=1, cols=len(head), style="Table Grid")
        _child(table._tbl.tblPr, "w:tblCaption", val=possible(about))
        first = table.rows[0]
        _child(first._tr.get_or_add_trPr(), "w:tblHeader", val="true")
        for cell, text in zip(first.cells, head, strict=True):
            cell.paragraphs[0].add_run(possible(text)).bold = True
        for row in rows:
            added = table.add_row()
            _child(added._tr.get_or_add_trPr(), "w:cantSplit", val="true")
            for cell, text in zip(added.cells, row, strict=True):
                cell.paragraphs[0].add_run(possible(text))
        for line in table.rows if widths else ():
            for cell, width in zip(line.cells, widths, strict=True):
                cell.width = Mm(width)

    def done(self) -> bytes:
        """The finished file."""
        package = self._document.part.package
        for holder in (package, self._document.part):
            for key, relation in list(holder.rels.items()):
                if any(name in str(relation.reltype) for name in UNWANTED):
                    del holder.rels[key]
        written = BytesIO()
        self._document.save(written)
        return _dated(written)

    def _dress(self) -> None:
        """Plain dark letters, and headings that differ by size and weight, not by colour."""
        styles: Any = self._document.styles
        for name, size in (("Normal", 11), ("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 12)):
            font = styles[name].font
            font.name, font.size, font.color.rgb = FONT, Pt(size), INK
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                if "Theme" in attribute:
                    del fonts.attrib[attribute]
            fonts.set(qn("w:cs"), FONT)
        language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        language.set(qn("w:val"), self._told.language)
        language.set(qn("w:eastAsia"), self._told.language)

    def _describe(self) -> None:
        """Title and language; nobody's name, and the day of the version or none."""
        about = self._document.core_properties
        about.title, about.language = possible(self._told.title)[:255], self._told.language
        about.author = about.last_modified_by = about.comments = ""
        for name in ("dcterms:created", "dcterms:modified"):
            for dated in about._element.findall(qn(name)):
                about._element.remove(dated)
        if self._told.made_at:
            about.created = about.modified = self._told.made_at.replace(microsecond=0)


def _child(parent: Any, tag: str, **attributes: str) -> None:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)


def _dated(written: BytesIO) -> bytes:
    """The same package with every file dated alike."""
    again = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = zipfile.ZipInfo(name, SAME_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return again.getvalue()
