"""What moved between two times that people answered: from what was shown of both, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.assessments.queries.drawing import cell_name, in_sentence, is_one, middle_name
from alongside.assessments.queries.reveals import Opened
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.small_groups import Cell
from alongside.catalogue.framework import Framework


def movement(rounds: Sequence[Opened], framework: Framework) -> list[str]:
    """A sentence for each row that was shown both times; nothing where people answered once.

    Rows are compared only where the same groups stand behind them. That nobody moved is said once.
    """
    if len(rounds) < 2:
        return []
    before = {cell.keys: cell for cell in rounds[-2].released.cells}
    pairs = [(before[cell.keys], cell) for cell in rounds[-1].released.cells if cell.keys in before]
    pairs = [(old, new) for old, new in pairs if _in_order(old, framework) and _in_order(new, framework)]
    if not pairs:
        return [_("The rows that can be shown are not the same both times, so they cannot be compared.")]
    moved = [
        _said(old, new, framework) for old, new in pairs if middle_name(old, framework) != middle_name(new, framework)
    ]
    return moved or [_("The middle answer of every group shown is the same as the first time.")]


def _in_order(cell: Cell, framework: Framework) -> bool:
    return any(cell.counts.get(answer) for answer in ordered(framework))


def _said(old: Cell, new: Cell, framework: Framework) -> str:
    names = {"old": middle_name(old, framework), "new": middle_name(new, framework)}
    if is_one(old) and is_one(new):
        said = _("The one answer of %(group)s went from “%(old)s” to “%(new)s”.")
    elif any("”" in name for name in names.values()):
        # It lies between two answers, which are named with a "to" of their own.
        said = _("The middle answer of %(group)s was “%(old)s” before. Now it is “%(new)s”.")
    else:
        said = _("The middle answer of %(group)s went from “%(old)s” to “%(new)s”.")
    return said % {"group": in_sentence(cell_name(new)), **names}
