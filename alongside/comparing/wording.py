"""What a comparison says, in sentences and as rows of tables. Words come before pictures, and names before figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.catalogue.survey import Survey
from alongside.comparing.rules.figures import FEWEST_COMPARED, FEWEST_TEAMS
from alongside.comparing.rules.frozen import FEW, SILENT, Measure, Row

HALF = 50
Table = tuple[list[object], list[list[object]]]


@dataclass(frozen=True)
class Outside:
    """Teams outside their limits, by name, and how many lie above and below."""

    rows: tuple[Row, ...]
    above: int
    below: int


def percent(share: float) -> str:
    """A share in whole percent."""
    return _("%(percent)d%%") % {"percent": round(100 * share)}


def interval(middle: float, lower: float, upper: float) -> str:
    """58% (50 to 66%)."""
    return _("%(middle)s (%(lower)d to %(upper)s)") % {
        "middle": percent(middle),
        "lower": round(100 * lower),
        "upper": percent(upper),
    }


def teams(number: int) -> str:
    """1 team, 12 teams, 2,000 teams."""
    return ngettext("%(number)s team", "%(number)s teams", number) % {"number": f"{number:,}"}


def yes_of(survey: Survey, item: str) -> str:
    """The answers that count as a yes: “Quite a lot” or “Very much”."""
    labels = {option.key: option.label or option.key for option in survey.options(item)}
    quoted = [f"“{labels[key]}”" for key in survey.item(item).favourable]
    return _(" or ").join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def outside(measure: Measure, *, adjusted: bool = False) -> Outside:
    """The teams outside the limits, in alphabetical order."""
    found = [(row, row.od_side if adjusted else row.side) for row in measure.rows]
    rows = tuple(row for row, side in found if side)
    above = sum(side > 0 for _row, side in found)
    return Outside(rows, above, len(rows) - above)


def can_be_said(survey: Survey, measure: Measure) -> list[str]:
    """What a question shows, the most important first."""
    return [*said_first(survey, measure), *said_after(measure)]


def said_first(survey: Survey, measure: Measure) -> list[str]:
    """What all teams together said, and how many are outside: their names follow."""
    if measure.target is None:
        return [not_compared(measure)]
    people = sum(row.people for row in measure.rows)
    together = _(
        "About %(people)s people in %(teams)s answered this. Of them all, about %(share)s said %(answers)s. Numbers "
        "are rounded, so this can be a few in 100 off."
    ) % {
        "people": f"{people:,}",
        "teams": teams(len(measure.rows)),
        "share": percent(measure.target),
        "answers": yes_of(survey, measure.item),
    }
    return [together, how_many_outside(measure)]


def said_after(measure: Measure) -> list[str]:
    """What it means to be outside, or that nobody is, and how much all teams differ."""
    if measure.target is None:
        return []
    return [what_that_means(measure), how_much_they_vary(measure)]


def not_compared(measure: Measure) -> str:
    """Why a question could not be compared."""
    left_out = len(measure.left_out)
    return _(
        "This question could not be compared: fewer than %(fewest)d teams have enough people who answered it, or all "
        "of them said the same. %(teams)s had to be left out."
    ) % {"fewest": FEWEST_TEAMS, "teams": teams(left_out)}


def how_many_outside(measure: Measure) -> str:
    """How many teams are outside what chance would usually make."""
    found = outside(measure)
    if not found.rows:
        return _("No team is outside what chance would usually make.")
    return f"{_above(found.above)} {_below(found.below)}".strip()


def what_that_means(measure: Measure) -> str:
    """What it does not mean that teams are outside, or that none is."""
    if not outside(measure).rows:
        return _("That does not mean that all teams are the same. Small differences cannot be seen in so few answers.")
    return _(
        "Outside is not bad, and not good: it is a question. Other people may have been asked, in another way, or "
        "they may need something else. Ask the team and the people it serves before you believe anything."
    )


def _above(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(number)d team lies above what chance would usually make.",
        "%(number)d teams lie above what chance would usually make.",
        number,
    ) % {"number": number}


def _below(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(number)d team lies below what chance would usually make.",
        "%(number)d teams lie below what chance would usually make.",
        number,
    ) % {"number": number}


def how_much_they_vary(measure: Measure) -> str:
    """Whether all teams together vary more than chance, and what is outside then."""
    if measure.few_teams:
        return _(
            "With fewer than ten teams nobody can tell how much teams differ in general, so there is only one pair of "
            "limits here."
        )
    if not measure.tau2:
        return _("It cannot be told whether the teams differ more than chance and rounding make them.")
    found = outside(measure, adjusted=True)
    told = _("Taken together, the teams differ more than chance alone would make them.")
    if not found.rows:
        after = _("Beside how much all teams differ, none stands out for certain, as numbers are rounded.")
    else:
        after = ngettext(
            "Beside how much all teams differ, %(number)d of them stands out.",
            "Beside how much all teams differ, %(number)d of them stand out.",
            len(found.rows),
        ) % {"number": len(found.rows)}
    return f"{told} {after}"


def side_in_words(side: int) -> str:
    """Where a team lies, without a colour or a mark."""
    return {0: _("not outside"), 1: _("above"), -1: _("below")}[side]


def share_in_words(row: Row) -> str:
    """The share as published, with the range it stands for."""
    if row.nearly == "most":
        return _("nearly all (%(lower)s or more)") % {"lower": percent(row.lowest)}
    if row.nearly == "few":
        return _("nearly nobody (%(upper)s or fewer)") % {"upper": percent(row.highest)}
    return interval(row.share, row.lowest, row.highest)


def places_in_words(row: Row) -> str:
    """The interval of a place."""
    return _("%(first)d to %(last)d") % {"first": row.first, "last": row.last}


def about_places(measure: Measure) -> str:
    """Why there are places, or why there are none."""
    share = {"share": round(100 * measure.rankability), "half": HALF, "teams": teams(len(measure.rows))}
    if measure.has_places:
        return (
            _(
                "The data can tell these teams apart well enough to say roughly where each stands among the %(teams)s, "
                "counted from the smallest share. The smallest share is not the worst team. No place is sure. Each is "
                "a range that would hold the true place about 95 times in 100; with few teams it is too narrow. Where "
                "two ranges overlap, do not say that one team stands before the other."
            )
            % share
        )
    if not measure.tau2:
        return _("The data cannot tell these teams apart, so no team gets a place.")
    return (
        _(
            "The data cannot tell these teams apart, so no team gets a place. Of what two ordinary teams differ, "
            "%(share)d%% is more than chance, and it would have to be at least %(half)d%%."
        )
        % share
    )


def why_left_out(why: str) -> str:
    """Why teams are not compared, as a heading of their names."""
    if why == FEW:
        return _(
            "Too few people answered: fewer than about %(fewest)d. Rounding alone would move the share too far."
        ) % {"fewest": FEWEST_COMPARED}
    return _("Nothing that can be compared was published of this question, to protect those who answered.")


def left_out(measure: Measure) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The teams that are not compared, by reason and by name."""
    for why in (FEW, SILENT):
        names = tuple(name for name, reason in measure.left_out if reason == why)
        if names:
            yield why_left_out(why), names


def team_table(
    measure: Measure, rows: Sequence[Row], link: Callable[[Row], object]
) -> tuple[list[object], list[list[object]]]:
    """Head and rows of the table of teams; `link` makes the cell with the name."""
    head: list[object] = [
        _("Team"),
        (_("People, about"), "numeric"),
        _("Share, and what rounding leaves open"),
        _("Steadier estimate, with its %(sure)s interval") % {"sure": percent(0.95)},
        _("By chance alone"),
    ]
    if not measure.few_teams:
        head.append(_("Beside how much all differ"))
    return head, [_cells(measure, row, link) for row in rows]


def _cells(measure: Measure, row: Row, link: Callable[[Row], object]) -> list[object]:
    cells: list[object] = [
        link(row),
        f"{row.people:,}",
        share_in_words(row),
        interval(row.estimate, row.lower, row.upper),
        side_in_words(row.side),
    ]
    return cells if measure.few_teams else [*cells, side_in_words(row.od_side)]


def limits_table(measure: Measure) -> Table:
    """The lines of the pictures as numbers, for some sizes and the largest."""
    head: list[object] = [
        (_("People, about"), "numeric"),
        _("Inner limits by chance"),
        _("Outer limits by chance"),
    ]
    if not measure.few_teams:
        head += [_("Inner, beside how much all differ"), _("Outer, beside how much all differ")]
    step = max(1, len(measure.lines) // 8)
    rows: list[list[object]] = []
    last = len(measure.lines) - 1
    for line in (line for place, line in enumerate(measure.lines) if place % step == 0 or place == last):
        pairs = [(line.lower95, line.upper95), (line.lower998, line.upper998)]
        if not measure.few_teams:
            pairs += [(line.od_lower95, line.od_upper95), (line.od_lower998, line.od_upper998)]
        rows.append([f"{line.people:,}", *(_from_to(*pair) for pair in pairs)])
    return head, rows


def _from_to(lower: float, upper: float) -> str:
    return _("%(lower)d to %(upper)s") % {"lower": round(100 * lower), "upper": percent(upper)}


def places_table(rows: Sequence[Row]) -> Table:
    """The interval of each team's place."""
    found: list[list[object]] = [[row.name, places_in_words(row)] for row in rows]
    return [_("Team"), _("Place, from and to")], found
