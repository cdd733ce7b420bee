"""A comparison as a spreadsheet: the frozen rows, by name, with the sentences that must stand beside them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.comparing import grouping, wording
from alongside.comparing.models import Comparison, Turn
from alongside.comparing.rules.frozen import Measure, Result
from alongside.reports.cells import Book, Column

Rows = list[list[str | int | None]]


def compared_teams(comparison: Comparison, survey: Survey, turn: Turn, months: str) -> bytes:
    """A sheet of words, one for each question, one for groups. Shares are whole percent; nothing is more exact."""
    result = Result.from_json(comparison.result)
    title = _("Comparison %(number)d of teams, %(months)s") % {"number": comparison.number, "months": months}
    book = Book(title)
    book.sheet(_("Read this first"), title, [Column("", 100)], _words(survey, turn, result))
    for number, measure in enumerate(result.measures, start=1):
        item = survey.item(measure.item)
        book.sheet(_sheet_name(number, item.title), item.question or "", _columns(), _teams(measure))
    groups = [row for about in result.groups for row in _groups(grouping.told(survey, about))]
    book.sheet(_("Groups of people"), _("All teams together"), [Column("", 50), *[Column("", 26)] * 4], groups)
    return book.done()


def _sheet_name(number: int, title: str) -> str:
    """A name that Excel takes: short, without the signs of its formulas, and no other sheet's."""
    return re.sub(r"[\[\]:*?/\\']", " ", f"{number} {title}")[:31].strip()


def _words(survey: Survey, turn: Turn, result: Result) -> Rows:
    """The caution, the reason and who decided; then what each question shows."""
    said = [survey.caution or "", turn.reason, _("Decided by %(one)s and %(other)s.") % _who(turn)]
    for measure in result.measures:
        said += [survey.item(measure.item).title, *wording.can_be_said(survey, measure)]
    if result.unheard:
        said += [_("Teams not heard"), *result.unheard]
    return [[sentence] for sentence in said if sentence]


def _who(turn: Turn) -> dict[str, str]:
    return {"one": turn.name, "other": turn.confirmation.name}


def _columns() -> list[Column]:
    names = [_("Team"), _("People, about"), _("Share, lowest possible %"), _("Share, highest possible %")]
    names += [_("Steadier estimate %"), _("Its interval, from %"), _("to %")]
    names += [_("By chance alone"), _("Beside how much all differ")]
    return [Column(names[0], 40), *(Column(name, 18) for name in names[1:])]


def _teams(measure: Measure) -> Rows:
    """Every team by name, then those that are not compared and why."""
    rows: Rows = [
        [
            row.name,
            row.people,
            *(round(100 * share) for share in (row.lowest, row.highest, row.estimate, row.lower, row.upper)),
            wording.side_in_words(row.side),
            None if measure.few_teams else wording.side_in_words(row.od_side),
        ]
        for row in measure.rows
    ]
    for why, names in wording.left_out(measure):
        rows += [[None], [why]]
        rows += [[name] for name in names]
    return rows


def _groups(told: grouping.Told) -> Rows:
    """The groups of one question about oneself, with the words that belong to them."""
    rows: Rows = [[told.question]]
    if told.shares:
        head, lines = told.shares
        rows.append([each if isinstance(each, str) else str(each[0]) for each in head])  # type: ignore[index]
        rows += [[str(cell) for cell in line] for line in lines]
    rows += [[sentence] for sentence in (*told.sentences, told.hidden) if sentence]
    return [*rows, [None]]
