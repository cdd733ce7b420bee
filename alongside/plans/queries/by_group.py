"""What each group would act on first, in words, as it was opened: never added up over everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.assessments.queries.drawing import row_name
from alongside.catalogue.framework import Framework
from alongside.plans.rules.choices import ChoiceCell, OpenedChoices


@dataclass(frozen=True)
class GroupChose:
    """One row that is shown: who chose, how many they are, and what, each with whether most of them chose it."""

    name: str
    people: str
    chose: tuple[tuple[str, bool], ...]


def by_group(opened: OpenedChoices, framework: Framework) -> list[GroupChose]:
    """Every row that was released, in its order; in each what was chosen most comes first. Reads nothing."""
    titles = {item.key: item.short_title for item in framework.items}
    # Asked for once: pages say it for every group and challenge.
    sentence = _("%(count)d of %(all)d chose “%(item)s”")
    return [
        GroupChose(
            row_name(cell.names),
            ngettext("%(num)d person chose", "%(num)d people chose", cell.people) % {"num": cell.people},
            _chose(cell, titles, sentence),
        )
        for cell in opened.cells
    ]


def _chose(cell: ChoiceCell, titles: dict[str, str], sentence: str) -> tuple[tuple[str, bool], ...]:
    first = cell.first
    return tuple(
        (sentence % {"count": people, "all": cell.people, "item": titles[key]}, key in first)
        for key, people in cell.most_first(list(titles))
    )
