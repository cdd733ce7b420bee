"""From the published figures of teams to one frozen question: limits, steadier estimates, places.

This file needs `stats.comparison`, which takes a second to be read for the first time. So whoever needs this file reads
it when a comparison is made, and no page that shows one does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from alongside.comparing.rules.figures import FEWEST_COMPARED, FEWEST_TEAMS, Figures, read
from alongside.comparing.rules.frozen import FEW, SILENT, Line, Measure, Row
from alongside.feedback.rules.releasing import Question
from alongside.stats.comparison import Rounded, RoundedFunnel, Shrunk, ranks, rounded_funnel, share_of, shrink

_DIGITS = 4
_REACH = 1.959964
# So many points are enough for a line without corners.
_POINTS = 48


@dataclass(frozen=True)
class Published:
    """What was published of one team on one question; nothing where the release does not hold it."""

    team: str
    name: str
    question: Question | None


def measured(item: str, yes: Collection[str], teams: Sequence[Published]) -> Measure:
    """One question over all teams, which stand in alphabetical order."""
    compared: list[tuple[Published, Figures]] = []
    left_out: list[tuple[str, str]] = []
    for team in teams:
        figures = read(team.question, yes) if team.question else None
        if figures is None:
            left_out.append((team.name, SILENT))
        elif figures.people < FEWEST_COMPARED:
            left_out.append((team.name, FEW))
        else:
            compared.append((team, figures))
    found = _found([figures for _team, figures in compared])
    if found is None:
        return Measure(item, None, 1.0, 0.0, True, 0.0, False, (), tuple(left_out), ())
    shrunk = shrink(found.angles.tolist(), found.variances.tolist())
    places = ranks(shrunk)
    tau2 = round(found.tau2, 2 * _DIGITS)
    return Measure(
        item=item,
        target=round(found.target, _DIGITS),
        phi=round(found.phi, _DIGITS),
        tau2=tau2,
        few_teams=found.few_units,
        rankability=round(places.rankability, _DIGITS),
        # Two ways of asking whether teams differ: where the more careful one says no, the other gives no places.
        places=places.may_be_shown and tau2 > 0,
        rows=_rows(compared, found, shrunk, places.lower.tolist(), places.upper.tolist()),
        left_out=tuple(left_out),
        lines=_lines(found, [figures.people for _team, figures in compared]),
        middle=round(float(share_of(shrunk.mu)), _DIGITS),
    )


def _found(figures: Sequence[Figures]) -> RoundedFunnel | None:
    """The limits; None where there are too few teams, or where all of them said the same."""
    if len(figures) < FEWEST_TEAMS:
        return None
    try:
        return rounded_funnel([Rounded(each.people, each.parts, each.possible) for each in figures])
    except ValueError:
        # Nobody, or everybody, gave one of these answers everywhere.
        return None


def _rows(
    compared: Sequence[tuple[Published, Figures]],
    found: RoundedFunnel,
    shrunk: Shrunk,
    first: list[float],
    last: list[float],
) -> tuple[Row, ...]:
    """Every team as it is frozen."""
    columns = zip(
        compared,
        share_of(shrunk.estimates).tolist(),
        share_of(shrunk.estimates - _REACH * shrunk.ses).tolist(),
        share_of(shrunk.estimates + _REACH * shrunk.ses).tolist(),
        found.side998.tolist(),
        found.od_side998.tolist(),
        first,
        last,
        strict=True,
    )
    return tuple(
        Row(
            team.team,
            team.name,
            figures.people,
            round(figures.share, _DIGITS),
            figures.nearly,
            round(figures.lowest, _DIGITS),
            round(figures.highest, _DIGITS),
            round(estimate, _DIGITS),
            round(lower, _DIGITS),
            round(upper, _DIGITS),
            side,
            od_side,
            int(lowest),
            int(highest),
        )
        for (team, figures), estimate, lower, upper, side, od_side, lowest, highest in columns
    )


def _lines(found: RoundedFunnel, people: Sequence[int]) -> tuple[Line, ...]:
    """The limits from the smallest to the largest team, closer together where they bend most."""
    least, most = min(people), max(max(people), min(people) + 10)
    steps = {round(least * (most / least) ** (step / (_POINTS - 1))) for step in range(_POINTS)}
    sizes = sorted(steps)
    lines = found.lines(sizes)
    names = [name for name in Line._fields if name != "people"]
    columns = [[round(value, _DIGITS) for value in getattr(lines, name).tolist()] for name in names]
    return tuple(Line(size, *values) for size, *values in zip(sizes, *columns, strict=True))
