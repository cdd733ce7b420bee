"""Turn released answers into a chart and into words; both say exactly what was released, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.assessments.queries.record import ItemRecord
from alongside.assessments.queries.reveals import Opened
from alongside.assessments.rules.answers import CANNOT_SAY, MISSES_THE_POINT, NOT_AGREED, NOT_THERE_YET, ordered
from alongside.assessments.rules.conversation import Gap
from alongside.assessments.rules.rounds import broadest, people_shown
from alongside.assessments.rules.small_groups import Cell
from alongside.catalogue.framework import Framework
from alongside.ui.charts import Category, Distribution, Row


@dataclass(frozen=True)
class Drawn:
    """One revealed round: what can be said about it, its chart, and who is named without being shown.

    `people` stand behind what is shown; `size` says that beside the earlier rounds, where there are any. `leads` marks
    the round whose sentence heads them all: the newest of those that show the most people.
    """

    round: int
    sentence: str
    distribution: Distribution
    withheld: tuple[str, ...]
    pooled: bool
    people: int = 0
    size: str = ""
    leads: bool = True


def charts(here: ItemRecord, framework: Framework) -> list[Drawn]:
    """Every revealed round of an item, the newest first."""
    if not here.rounds:
        return []
    leads = broadest([each.released for each in here.rounds])
    found = [
        replace(
            drawn(each, here.item.short_title, framework),
            size=size_words(here.rounds[: place + 1]),
            leads=place == leads,
        )
        for place, each in enumerate(here.rounds)
    ]
    return found[::-1]


def at_hand(drawn: Sequence[Drawn]) -> list[Drawn]:
    """Of all rounds, newest first, those a room needs: the newest, and beside it the one before that says most."""
    return [*drawn[:1], *sorted(drawn[1:], key=lambda each: each.people)[-1:]]


def size_words(rounds: Sequence[Opened]) -> str:
    """How many people the last of these rounds shows, and how many the rounds before it; nothing for the first."""
    *before, last = ((each.round, people_shown(each.released)) for each in rounds)
    if not before:
        return ""
    others = ", ".join(_("round %(round)d: %(people)s") % {"round": n, "people": people(size)} for n, size in before)
    shown = people(last[1])
    return _("Shows the answers of %(people)s (%(others)s).") % {"people": shown, "others": others}


def drawn(opened: Opened, title: str, framework: Framework) -> Drawn:
    """One round as words and chart."""
    released = opened.released
    sentence = what_can_be_said(opened, framework)
    answers = [*ordered(framework), CANNOT_SAY, MISSES_THE_POINT]
    rows = tuple(
        Row(label=cell_name(cell), counts=tuple(cell.counts.get(answer, 0) for answer in answers))
        for cell in released.cells
    )
    categories = tuple(
        Category(
            key=answer,
            label=answer_name(framework, answer),
            kind="apart" if answer in (CANNOT_SAY, MISSES_THE_POINT) else "ordered",
        )
        for answer in answers
    )
    distribution = Distribution(
        title=_("%(title)s: answers by group") % {"title": title},
        description=_(
            "How many people of each group gave each answer. Every bar has the same length, so groups compare."
        ),
        categories=categories,
        rows=rows,
    )
    pooled = any(cell.pooled for cell in released.cells)
    return Drawn(
        opened.round, sentence, distribution, tuple(map(group_name, released.withheld)), pooled, people_shown(released)
    )


def what_can_be_said(opened: Opened, framework: Framework) -> str:
    """One plain sentence about where the shown groups stand; it compares, and never judges."""
    if not opened.released.cells:
        return _("Too few people answered to show their answers without showing who they are.")
    gap = opened.difference.gap
    if gap is None and len(opened.released.cells) > 1:
        return _("Too few people chose one of the descriptions, so groups cannot be compared here.")
    if gap is None:
        return _("Only one row of answers can be shown, so groups cannot be compared here.")
    if gap.steps == 0 and any(is_one(cell) for cell in opened.released.cells):
        return _("In every group that is shown the middle answer, or the one answer there is, is the same.")
    if gap.steps == 0:
        return _("The middle answer is the same in every group that is shown.")
    return gap_sentence(gap, framework)


def gap_sentence(gap: Gap, framework: Framework) -> str:
    """Whose middle answers lie furthest apart, in words."""
    if is_one(gap.low) and is_one(gap.high):
        said = _("The one answer of %(low_group)s is “%(low)s”; of %(high_group)s it is “%(high)s”.")
    elif is_one(gap.low):
        said = _("The one answer of %(low_group)s is “%(low)s”; the middle answer of %(high_group)s is “%(high)s”.")
    elif is_one(gap.high):
        said = _("The middle answer of %(low_group)s is “%(low)s”; the one answer of %(high_group)s is “%(high)s”.")
    else:
        said = _("The middle answer of %(low_group)s is “%(low)s”; of %(high_group)s it is “%(high)s”.")
    return said % {
        "low_group": in_sentence(cell_name(gap.low)),
        "low": middle_name(gap.low, framework),
        "high_group": in_sentence(cell_name(gap.high)),
        "high": middle_name(gap.high, framework),
    }


def is_one(cell: Cell) -> bool:
    """Whether a row is a single person, who has an answer but no middle one."""
    return cell.size == 1


def middle_name(cell: Cell, framework: Framework) -> str:
    """The answer in the middle of a row, or the two it lies between."""
    answers = ordered(framework)
    line = [answer for answer in answers for _each in range(cell.counts.get(answer, 0))]
    low, high = line[(len(line) - 1) // 2], line[len(line) // 2]
    if low == high:
        return answer_name(framework, low)
    return _("%(low)s” to “%(high)s") % {
        "low": answer_name(framework, low),
        "high": answer_name(framework, high),
    }


def answer_name(framework: Framework, answer: str) -> str:
    """An answer or an outcome in words."""
    # Each asked for only where it is the one: pages ask this for every challenge and group.
    if answer == NOT_THERE_YET:
        return _("Not there yet")
    if answer == CANNOT_SAY:
        return _("I can’t say")
    if answer == MISSES_THE_POINT:
        return _("Misses the point")
    return _("Not agreed") if answer == NOT_AGREED else framework.stage(answer).name


def cell_name(cell: Cell) -> str:
    """A row's name: its group, or the groups that are put together in it."""
    return row_name(cell.names)


def row_name(names: Sequence[str]) -> str:
    """The name of a row in which these groups stand."""
    first, *others = map(group_name, names)
    if not others:
        return first
    return _("%(names)s (put together)") % {"names": "; ".join([first, *map(in_sentence, others)])}


def group_name(name: str) -> str:
    """A group's name; people who named none have one too."""
    return name or _("People who did not name a group")


def in_sentence(name: str) -> str:
    """A group's name in the middle of a sentence."""
    return name[:1].lower() + name[1:]


def people(count: int) -> str:
    """A number of people in words."""
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
