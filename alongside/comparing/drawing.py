"""Pictures of a comparison: teams against limits, and shares with their intervals. SVG, one shape wide and one narrow.

Nothing depends on colour: a team outside is a triangle that points to its side, a limit has its own kind of line. Up to
2,000 teams are one path of dots, so that a page stays small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log

from django.utils.translation import gettext as _

from alongside.comparing.rules.frozen import Line, Measure
from alongside.comparing.wording import percent, teams
from alongside.ui.charts.lettering import width_of
from alongside.ui.charts.picture import FONTS, INK, QUIET, SMALL, Canvas, safe

WIDE, NARROW = 720, 300
POINT, MARK = "#0f6b70", "#7a2a00"
MANY = 300


@dataclass(frozen=True)
class Dot:
    """One share with its interval, for a row of a picture."""

    name: str
    middle: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Part:
    """Rows under one heading; an empty heading is not drawn."""

    heading: str
    rows: tuple[Dot, ...]


@dataclass(frozen=True)
class Frame:
    """Where a picture has its axes: people from left to right, shares from bottom to top."""

    left: float
    right: float
    top: float
    bottom: float
    people: tuple[int, int]
    shares: tuple[float, float]

    def x(self, people: float) -> float:
        """How far to the right so many people are; twice as many are always as far apart."""
        least, most = self.people
        step = (log(people) - log(least)) / (log(most) - log(least))
        return round(self.left + step * (self.right - self.left), 1)

    def y(self, share: float) -> float:
        """How far down a share is; beyond the picture it stays at its edge."""
        low, high = self.shares
        step = (min(max(share, low), high) - low) / (high - low)
        return round(self.bottom - step * (self.bottom - self.top), 1)


# ── Teams against limits ────────────────────────────────────────────────────────────────────────


def funnel(measure: Measure, *, adjusted: bool, title: str, narrow: bool = False) -> str:
    """Each team by how many people answered and what they said, with both pairs of limits of one kind."""
    width = NARROW if narrow else WIDE
    frame = Frame(46, width - 10, 34, 350 if narrow else 400, _people(measure), _shares(measure, adjusted))
    canvas = Canvas(width, _mark(measure, f"{adjusted}{narrow}"))
    _axes(canvas, frame)
    for name, dashes in (("998", ""), ("95", "5 4")):
        for end in ("lower", "upper"):
            _limit(canvas, frame, measure.lines, f"{'od_' if adjusted else ''}{end}{name}", dashes)
    target = frame.y(measure.target or 0)
    canvas.pieces.append(f'<path d="M{frame.left} {target}H{frame.right}" stroke="{INK}" stroke-width="1.5"/>')
    _teams(canvas, frame, measure, adjusted)
    canvas.y = frame.bottom + 44
    _key(canvas, measure, adjusted)
    described = _("%(teams)s. The limits are wide where few people answered and narrow where many did.") % {
        "teams": teams(len(measure.rows))
    }
    return _document(canvas, title, described)


def _people(measure: Measure) -> tuple[int, int]:
    return measure.lines[0].people, measure.lines[-1].people


def _shares(measure: Measure, adjusted: bool) -> tuple[float, float]:
    """From where to where shares are drawn: all points and nearly all of the limits, to the next tenth."""
    place = Line._fields.index("od_lower998" if adjusted else "lower998")
    middle = measure.lines[len(measure.lines) // 4]
    low = min([row.share for row in measure.rows] + [middle[place]])
    high = max([row.share for row in measure.rows] + [middle[place + 1]])
    return max(0.0, floor(low * 10) / 10), min(1.0, ceil(high * 10) / 10)


def _axes(canvas: Canvas, frame: Frame) -> None:
    """A line for each tenth, and the numbers of people that are easy to read."""
    canvas.text(0, 14, _("Said yes"), font_size=SMALL, fill=QUIET)
    low, high = frame.shares
    step = 0.1 if high - low <= 0.6 else 0.2
    for tick in range(round((high - low) / step) + 1):
        share = low + tick * step
        y = frame.y(share)
        canvas.pieces.append(f'<path d="M{frame.left} {y}H{frame.right}" stroke="#d8dfdf" stroke-width="1"/>')
        canvas.text(frame.left - 6, y + 5, percent(share), font_size=SMALL, fill=QUIET, text_anchor="end")
    last = -100.0
    for people in _round_numbers(*frame.people):
        x = frame.x(people)
        words = f"{people:,}"
        if x - last > width_of(words, SMALL) + 10:
            canvas.text(x, frame.bottom + 18, words, font_size=SMALL, fill=QUIET, text_anchor="middle")
            canvas.pieces.append(f'<path d="M{x} {frame.bottom}v4" stroke="{QUIET}" stroke-width="1"/>')
            last = x
    middle = (frame.left + frame.right) / 2
    words = _("People who answered, about")
    canvas.text(middle, frame.bottom + 36, words, font_size=SMALL, fill=QUIET, text_anchor="middle")


def _round_numbers(least: int, most: int) -> Iterable[int]:
    """10, 20, 50, 100 and so on, as far as they lie between."""
    power = 10
    while power <= most:
        yield from (number for number in (power, 2 * power, 5 * power) if least <= number <= most)
        power *= 10


def _limit(canvas: Canvas, frame: Frame, lines: Sequence[Line], name: str, dashes: str) -> None:
    place = Line._fields.index(name)
    points = "L".join(f"{frame.x(line.people)} {frame.y(line[place])}" for line in lines)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    canvas.pieces.append(f'<path d="M{points}" fill="none" stroke="{QUIET}" stroke-width="1.5"{dashed}/>')


def _teams(canvas: Canvas, frame: Frame, measure: Measure, adjusted: bool) -> None:
    """All teams within as one path of dots, then those outside as triangles."""
    many = len(measure.rows) > MANY
    size = 4 if many else 7
    inside, pointed, ranges = [], [], []
    for row in measure.rows:
        side = row.od_side if adjusted else row.side
        place = (frame.x(min(max(row.people, frame.people[0]), frame.people[1])), frame.y(row.share))
        ranges.append(f"M{place[0]} {frame.y(row.lowest)}V{frame.y(row.highest)}")
        if side:
            pointed.append(_triangle(*place, side))
        else:
            inside.append(f"M{place[0]} {place[1]}h.01")
    if not many:
        canvas.pieces.append(f'<path d="{"".join(ranges)}" fill="none" stroke="#7fa5a7" stroke-width="1"/>')
    look = f'fill="none" stroke="{POINT}" stroke-width="{size}" stroke-linecap="round"'
    canvas.pieces.append(f'<path d="{"".join(inside)}" {look}/>')
    if pointed:
        canvas.pieces.append(f'<path d="{"".join(pointed)}" fill="{MARK}" stroke="#ffffff" stroke-width="1"/>')


def _triangle(x: float, y: float, side: int) -> str:
    """A triangle that points up for a team above, down for one below."""
    tip = -7 * side
    return f"M{x - 7:g} {y - tip * 0.7:g}h14L{x:g} {y + tip:g}z"


def _key(canvas: Canvas, measure: Measure, adjusted: bool) -> None:
    """What dots, triangles and lines stand for."""
    upright = '<path d="M8 -8v16" stroke="#7fa5a7" stroke-width="1"/>'
    ranges = [] if len(measure.rows) > MANY else [(upright, _("a thin line upright: what rounding leaves open"))]
    outer, inner = _limits_in_words(adjusted)
    both = [
        (
            f'<path d="M8 0h.01" stroke="{POINT}" stroke-width="7" stroke-linecap="round"/>',
            _("a team that is not outside"),
        ),
        (
            f'<path d="{_triangle(8, 0, 1)}" fill="{MARK}"/>',
            _("a team above, whatever the exact numbers were; pointing down, a team below"),
        ),
        *ranges,
        (
            f'<path d="M0 0H20" stroke="{QUIET}" stroke-width="1.5"/>',
            outer,
        ),
        (
            f'<path d="M0 0H20" stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="5 4"/>',
            inner,
        ),
        (
            f'<path d="M0 0H20" stroke="{INK}" stroke-width="1.5"/>',
            _("all teams together: about %(share)s") % {"share": percent(measure.target or 0)},
        ),
    ]
    canvas.y += 12
    for picture, words in both:
        canvas.pieces.append(f'<g transform="translate(0 {canvas.y + 9:g})">{picture}</g>')
        canvas.y = canvas.lines(30, canvas.y, words, canvas.width - 34, font_size=SMALL) + 4


def _limits_in_words(adjusted: bool) -> tuple[str, str]:
    """What the outer and the inner limits stand for."""
    if adjusted:
        return (
            _("outer limits: 998 in 1,000 teams would be within, as much as all differ"),
            _("inner limits: 95 in 100 teams would be within, as much as all differ"),
        )
    return (
        _("outer limits: chance keeps 998 in 1,000 teams within"),
        _("inner limits: chance keeps 95 in 100 teams within"),
    )


# ── Shares with intervals ───────────────────────────────────────────────────────────────────────


def intervals(parts: Sequence[Part], *, title: str, target: float | None = None, narrow: bool = False) -> str:
    """A row for each share in the order given: a dot, and a line as long as its 95 % interval."""
    canvas = Canvas(NARROW if narrow else WIDE, _mark(parts, f"{title}{narrow}"))
    left, right = (18, NARROW - 18) if narrow else (250, WIDE - 20)
    dots = [dot for part in parts for dot in part.rows]
    low = floor(10 * min([dot.lower for dot in dots] + ([target] if target is not None else []))) / 10
    high = ceil(10 * max([dot.upper for dot in dots] + ([target] if target is not None else []))) / 10
    high = max(high, low + 0.2)

    def x(share: float) -> float:
        return round(left + (share - low) / (high - low) * (right - left), 1)

    canvas.y += 18
    for tick in _ticks(low, high, 3 if narrow else 10):
        canvas.text(x(tick), canvas.y - 4, percent(tick), font_size=SMALL, fill=QUIET, text_anchor="middle")
    top = canvas.y
    for part in parts:
        if part.heading:
            canvas.y = canvas.lines(0, canvas.y + 10, part.heading, canvas.width, font_weight="bold") + 2
        for dot in part.rows:
            middle = _row(canvas, dot, x, narrow)
            if target is not None and narrow:
                # A line from top to bottom would run through the names.
                canvas.pieces.append(
                    f'<path d="M{x(target)} {middle - 9:g}v18" stroke="{INK}" stroke-dasharray="2 3"/>'
                )
    if target is not None and not narrow:
        line = f'<path d="M{x(target)} {top}V{canvas.y:g}" stroke="{INK}" stroke-width="1" stroke-dasharray="2 3"/>'
        canvas.pieces.insert(0, line)
    canvas.y += 6
    return _document(canvas, title, "")


def _row(canvas: Canvas, dot: Dot, x: Callable[[float], float], narrow: bool) -> float:
    """One name and its interval, and how far down that is; on a phone the name stands above."""
    canvas.pieces.append(f'<path d="M0 {canvas.y:g}H{canvas.width}" stroke="#e6ebeb" stroke-width="1"/>')
    top = canvas.y
    bottom = canvas.lines(0, top + 5, dot.name, canvas.width if narrow else 238, font_size=SMALL)
    middle = bottom + 8 if narrow else max(top + 14, (top + bottom + 4) / 2)
    ends = (x(dot.lower), x(dot.upper), x(dot.middle))
    canvas.pieces.append(
        f'<path d="M{ends[0]} {middle - 4:g}v8M{ends[0]} {middle:g}H{ends[1]}M{ends[1]} {middle - 4:g}v8" '
        f'stroke="{POINT}" stroke-width="2" fill="none"/><circle cx="{ends[2]}" cy="{middle:g}" r="5" fill="{POINT}"/>'
    )
    canvas.y = max(bottom + 4, middle + 10)
    return middle


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Tenths from low to high, no more of them than there is room for."""
    tenths = round((high - low) * 10)
    step = ceil(tenths / most)
    return [low + tick / 10 for tick in range(0, tenths + 1, step)]


def _document(canvas: Canvas, title: str, described: str) -> str:
    """All pieces in one element that assistive technology reads as a picture."""
    size = f'viewBox="0 0 {canvas.width} {canvas.y:g}" width="{canvas.width}" height="{canvas.y:g}"'
    named = f'role="img" aria-labelledby="{canvas.mark}-title {canvas.mark}-text"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-chart__picture" {size} {named} font-family="{FONTS}">'
        f'<title id="{canvas.mark}-title">{safe(title)}</title><desc id="{canvas.mark}-text">{safe(described)}</desc>'
        f'<rect width="{canvas.width}" height="{canvas.y:g}" fill="#ffffff"/>{"".join(canvas.pieces)}</svg>'
    )


def _mark(drawn: object, more: str) -> str:
    """A name for this picture that no other on the page has."""
    return "compared-" + hashlib.sha256(f"{drawn!r}{more}".encode()).hexdigest()[:10]
