"""A comparison as a spreadsheet: the frozen rows, by name, with the sentences that must stand beside them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.comparing import cautions, grouping, wording
from alongside.comparing.models import Comparison, Turn
from alongside.comparing.queries.turns import turned_on_again
from alongside.comparing.rules.frozen import About, Group, Measure, Result, Share
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
        above = " ".join([item.question or "", _what_a_yes_means(survey, measure.item), cautions.a_question()])
        book.sheet(_sheet_name(number, item.title), above, _columns(), _teams(measure))
    groups = [row for about in result.groups for row in _groups(survey, about)]
    wide = [Column("", 50), *[Column("", 18)] * (1 + 3 * len(result.measures))]
    book.sheet(_("Groups of people"), _("All teams together"), wide, groups)
    return book.done()


def _sheet_name(number: int, title: str) -> str:
    """A name that Excel takes: short, without the signs of its formulas, and no other sheet's."""
    return re.sub(r"[\[\]:*?/\\']", " ", f"{number} {title}")[:31].strip()


def _words(survey: Survey, turn: Turn, result: Result) -> Rows:
    """The caution, the reason and who decided; then what each question shows."""
    said = [survey.caution or ""]
    if turn.reason:
        said += [cautions.before_the_reason(warned=bool(survey.caution)), turn.reason]
    said += cautions.decided(turn, again=turned_on_again(turn))
    said += [_("How sure this is"), *cautions.how_sure(), cautions.steadier()]
    if result.groups:
        said += [_("How to read what groups of people say"), *cautions.how_to_read_groups()]
    for measure in result.measures:
        said += [survey.item(measure.item).title, *wording.can_be_said(survey, measure)]
    if result.unheard:
        said += [_("Teams not heard"), *result.unheard]
    return [[sentence] for sentence in said if sentence]


def _what_a_yes_means(survey: Survey, item: str) -> str:
    return _("A “yes” means: %(answers)s.") % {"answers": wording.yes_of(survey, item)}


def _columns() -> list[Column]:
    names = [
        _("Team"),
        _("People, about"),
        _("Share as published %"),
        _("Share, lowest possible %"),
        _("Share, highest possible %"),
    ]
    names += [_("Steadier estimate %"), _("Its interval, from %"), _("to %")]
    names += [_("By chance alone"), _("Beside how much all differ")]
    return [Column(names[0], 40), *(Column(name, 18) for name in names[1:])]


def _teams(measure: Measure) -> Rows:
    """Every team by name, then those that are not compared and why."""
    rows: Rows = [
        [
            row.name,
            row.people,
            # Where only "nearly all" or "nearly nobody" was published, there is no share.
            None if row.nearly else round(100 * row.share),
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


def _groups(survey: Survey, about: About) -> Rows:
    """The groups of one question about oneself as numbers, with the words that belong to them."""
    told = grouping.told(survey, about)
    rows: Rows = [[told.question]]
    if about.groups:
        names = {option.key: option.label for option in survey.group_options(about.about)}
        items = list(dict.fromkeys(share.item for group in about.groups for share in group.shares))
        head: list[str | int | None] = [_("Group"), _("People, about")]
        for item in items:
            head += [_("%(title)s %%") % {"title": survey.item(item).title}, _("Its interval, from %"), _("to %")]
        rows.append(head)
        rows += [[names[group.group], group.people, *_numbers(group, items)] for group in about.groups]
    rows += [[sentence] for sentence in (*told.sentences, told.hidden) if sentence]
    return [*rows, [None]]


def _numbers(group: Group, items: list[str]) -> list[int | None]:
    """Share and interval of each question in whole percent; nothing where it is not shown."""
    known: dict[str, Share] = {share.item: share for share in group.shares}
    found: list[int | None] = []
    for item in items:
        found += [round(100 * number) for number in known[item].share] if item in known else [None] * 3
    return found
