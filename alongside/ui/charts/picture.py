"""The drawing: a horizontal bar a group, with patterns and printed counts, as one self-contained SVG.

Two shapes of the same picture: wide for screens and paper, narrow for phones, so that words stay readable. No
style, no script, no outside reference: the same text goes into a page or, as a file, into a PDF.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.ui.charts import patterns
from alongside.ui.charts.data import Category, Distribution, Row, people, sentences
from alongside.ui.charts.lettering import clean, width_of, wrapped

INK, QUIET, LINE = "#212b32", "#4c5f64", "#8aa0a2"
FONTS = "Liberation Sans, Arial, Helvetica, sans-serif"
SIZE, SMALL = 16, 14
BAR, LABELS, COLUMN, GAP = 34, 172, 88, 20
# A single voice among many stays visible and its count readable, at the price of a slightly longer part.
NARROWEST = 26


@dataclass
class Canvas:
    """Pieces of SVG, and how far down the picture they have come."""

    width: int
    mark: str
    y: float = 4
    pieces: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, **look: object) -> None:
        """One line of words whose baseline is y."""
        given = attributes(**{"font_size": SIZE, "fill": INK, **look})
        self.pieces.append(f'<text x="{x:g}" y="{y:g}"{given}>{safe(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, **look: object) -> None:
        """A rectangle."""
        size = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
        self.pieces.append(f"<rect {size}{attributes(**look)}/>")

    def lines(self, x: float, y: float, words: str, width: float, **look: Any) -> float:
        """Words over as many lines as they need, the first one's top at y; gives the bottom of the last."""
        size = int(str(look.get("font_size", SIZE)))
        for line in wrapped(words, width, size):
            self.text(x, y + size, line, **look)
            y += size + 4
        return y


@lru_cache(maxsize=200)
def attributes(**look: object) -> str:
    """Attributes as text; an underscore in a name is a hyphen in SVG. The same few come again and again."""
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in look.items())


def svg(chart: Distribution, *, narrow: bool = False) -> str:
    """The picture as a complete SVG document; `narrow` stacks words above the bars, for a phone."""
    return _drawn(chart, narrow, get_language())


@lru_cache(maxsize=1024)
def _drawn(chart: Distribution, narrow: bool, language: str | None) -> str:
    """Drawn once in each language: what was released never changes, and a record shows ten of these twice."""
    digest = hashlib.sha256(f"{chart!r}{narrow}".encode()).hexdigest()[:10]
    canvas = Canvas(280 if narrow else 720, f"chart-{digest}")
    legend(canvas, chart, narrow)
    for row in chart.rows:
        narrow_row(canvas, chart, row) if narrow else wide_row(canvas, chart, row)
    return document(canvas, chart)


def document(canvas: Canvas, chart: Distribution) -> str:
    """All pieces inside an element that assistive technology reads as one picture with a description."""
    described = " ".join([chart.description, *sentences(chart)])
    size = f'viewBox="0 0 {canvas.width} {canvas.y:g}" width="{canvas.width}" height="{canvas.y:g}"'
    named = f'role="img" aria-labelledby="{canvas.mark}-title {canvas.mark}-description"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-chart__picture" {size} {named} '
        f'font-family="{FONTS}">'
        f'<title id="{canvas.mark}-title">{safe(chart.title)}</title>'
        f'<desc id="{canvas.mark}-description">{safe(described)}</desc>'
        f"<defs>{patterns.definitions(canvas.mark, len(chart.of_kind('ordered')))}</defs>"
        f'<rect width="{canvas.width}" height="{canvas.y:g}" fill="#ffffff"/>{"".join(canvas.pieces)}</svg>'
    )


def safe(words: str) -> str:
    """Words as XML text."""
    return escape(clean(words))


# ── Legend and heads ────────────────────────────────────────────────────────────────────────────


def legend(canvas: Canvas, chart: Distribution, narrow: bool) -> None:
    """Each ordered answer with its pattern, lowest first; then, when wide, heads over the answers apart."""
    x, bottom = 0.0, canvas.y
    for place, category in enumerate(chart.of_kind("ordered")):
        words = wrapped(category.label, canvas.width - 40, SIZE)
        room = 36 + max((width_of(line, SIZE) for line in words), default=0) + 18
        if x and (narrow or x + room > canvas.width):
            x, canvas.y = 0, bottom + 4
        part(canvas, place, x, canvas.y, 28, 20)
        bottom = max(bottom, canvas.lines(x + 36, canvas.y, category.label, canvas.width - 40) + 4)
        x += room
    canvas.y = bottom + 8
    apart = chart.of_kind("apart")
    if apart and not narrow:
        heads(canvas, apart)


def heads(canvas: Canvas, apart: list[Category]) -> None:
    """The names of the answers that stand apart, over their columns."""
    bottom = canvas.y
    look: dict[str, Any] = {"font_size": SMALL, "fill": QUIET}
    for column, category in enumerate(apart):
        left = canvas.width - COLUMN * (len(apart) - column)
        bottom = max(bottom, canvas.lines(left + 6, canvas.y, category.label, COLUMN - 8, **look))
    canvas.y = bottom + 6


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────


def wide_row(canvas: Canvas, chart: Distribution, row: Row) -> None:
    """A group's name at the left, its bar, and boxes for the answers apart at the right."""
    rule(canvas)
    top, apart = canvas.y, chart.split(row, "apart")
    room = canvas.width - LABELS - (COLUMN * len(chart.of_kind("apart")) + GAP if row.counts else 0)
    left = canvas.lines(0, top, row.label, LABELS - 14, font_weight="bold")
    if row.counts:
        left = canvas.lines(0, left, people(sum(row.counts)), LABELS - 14, font_size=SMALL, fill=QUIET)
    bar(canvas, chart, row, LABELS, room)
    for place, _category, count in apart:
        x = canvas.width - COLUMN * (len(apart) - place) + 6
        canvas.box(x, top, 52, BAR, fill="#ffffff", stroke=LINE, rx=4)
        canvas.text(x + 26, top + 23, str(count), text_anchor="middle", fill=INK if count else QUIET)
    right = top + BAR + 4
    if row.note and row.counts:
        right = canvas.lines(LABELS, right, row.note, canvas.width - LABELS, font_size=SMALL, fill=QUIET)
    canvas.y = max(left, right) + 10


def narrow_row(canvas: Canvas, chart: Distribution, row: Row) -> None:
    """The same, one below the other."""
    rule(canvas)
    canvas.y = canvas.lines(0, canvas.y, row.label, canvas.width, font_weight="bold")
    look: dict[str, Any] = {"font_size": SMALL, "fill": QUIET}
    if row.counts:
        canvas.y = canvas.lines(0, canvas.y, people(sum(row.counts)), canvas.width, **look)
    canvas.y += 4
    bar(canvas, chart, row, 0, canvas.width)
    canvas.y += BAR + 4
    outside = [f"{category.label}: {count}" for _place, category, count in chart.split(row, "apart") if count]
    for words in [*outside, *([row.note] if row.counts else [])]:
        canvas.y = canvas.lines(0, canvas.y, words, canvas.width, **look)
    canvas.y += 10


def rule(canvas: Canvas) -> None:
    """A thin line above a row."""
    canvas.pieces.append(f'<path d="M0 {canvas.y:g}H{canvas.width}" stroke="#d8dfdf" stroke-width="1"/>')
    canvas.y += 12


def bar(canvas: Canvas, chart: Distribution, row: Row, x: float, room: float) -> None:
    """The ordered answers of one row over the whole length, or words where there is nothing to draw."""
    ordered = [(place, count) for place, _category, count in chart.split(row, "ordered") if count]
    if not ordered:
        words = _("Nobody chose one of these") if row.counts else row.note or _("Not shown separately")
        lines = wrapped(words, room - 20, SMALL)
        canvas.box(x + 1, canvas.y, room - 2, max(BAR, 12 + 18 * len(lines)), fill="#ffffff", stroke=LINE,
                   stroke_dasharray="4 4", rx=4)  # fmt: skip
        canvas.lines(x + 10, canvas.y + 6 if len(lines) > 1 else canvas.y + 9, words, room - 20,
                     font_size=SMALL, fill=QUIET)  # fmt: skip
        canvas.y += max(0, 12 + 18 * len(lines) - BAR)
        return
    for (place, count), width in zip(ordered, lengths([c for _p, c in ordered], room), strict=True):
        part(canvas, place, x, canvas.y, width, BAR, count)
        x += width


def lengths(counts: list[int], room: float) -> list[float]:
    """Shares of the length; the smallest parts are kept readable and the others give way."""
    least = min(NARROWEST, room / len(counts))
    fixed: set[int] = set()
    while True:
        rest = sum(count for i, count in enumerate(counts) if i not in fixed)
        left = room - least * len(fixed)
        tight = {i for i, count in enumerate(counts) if i not in fixed and left * count / rest < least}
        if not tight:
            return [least if i in fixed else left * count / rest for i, count in enumerate(counts)]
        fixed |= tight


def part(canvas: Canvas, place: int, x: float, y: float, width: float, height: float, count: int | None = None) -> None:
    """One answer's piece of a bar: pattern, outline and, where given, its count on a white ground."""
    canvas.box(x + 1, y, width - 2, height, fill=patterns.fill(canvas.mark, place), stroke="#0b4347", rx=2)
    if count is None:
        return
    ground = min(width_of(str(count), SIZE) + 10, width - 4)
    canvas.box(x + (width - ground) / 2, y + (height - 22) / 2, ground, 22, fill="#ffffff", rx=3)
    canvas.text(x + width / 2, y + height / 2 + 6, str(count), text_anchor="middle", font_weight="bold")
