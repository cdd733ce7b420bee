"""What moved between two times that people answered: from what was shown of both, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from alongside.assessments.queries.drawing import cell_name, in_sentence, is_one, middle_name
from alongside.assessments.queries.reveals import Opened, leading
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.rounds import Compared, compared
from alongside.assessments.rules.small_groups import Cell
from alongside.catalogue.framework import Framework


def compared_rounds(rounds: Sequence[Opened]) -> tuple[Opened, Opened] | None:
    """The round that said most of those before the newest, and the newest; None where people answered once."""
    return (leading(rounds[:-1]), rounds[-1]) if len(rounds) > 1 else None


def movement(rounds: Sequence[Opened], framework: Framework, same: Collection[tuple[str, ...]]) -> list[str]:
    """What moved since the round that said most; nothing where people answered once.

    Rows are compared only where the `same` people stand behind both (`Room.same_people`): as many need not be the same
    ones, and nobody is told to have moved who was not asked twice. The others are named with how many answered. That
    nobody moved is said once.
    """
    both = compared_rounds(rounds)
    if both is None:
        return []
    found = compared(both[0].released, both[1].released)
    alike = [(old, new) for old, new in found.alike if new.keys in same]
    pairs = [(old, new) for old, new in alike if _in_order(old, framework) and _in_order(new, framework)]
    moved = [
        _said(old, new, framework) for old, new in pairs if middle_name(old, framework) != middle_name(new, framework)
    ]
    if pairs and not moved:
        moved = [_("The middle answer of every group that can be compared is the same as before.")]
    others = [*_not_compared(found), *_perhaps_others([new for _old, new in found.alike if new.keys not in same])]
    return [*moved, *others] or [_("Too few people chose one of the descriptions to say what moved.")]


def _perhaps_others(cells: Sequence[Cell]) -> list[str]:
    """The rows with as many people both times, who are not known to be the same ones."""
    if not cells:
        return []
    rows = "; ".join(in_sentence(cell_name(cell)) for cell in cells)
    said = _("It need not be the same people who answered both times, so nothing is said of what moved: %(rows)s.")
    return [said % {"rows": rows}]


def _not_compared(found: Compared) -> list[str]:
    """The rows of which nothing is said, and why: others answered than before, so a difference may be theirs."""
    said = []
    if found.uneven:
        rows = "; ".join(
            _("%(group)s (%(new)d now, %(old)d before)")
            % {"group": in_sentence(cell_name(new)), "new": new.size, "old": old.size}
            for old, new in found.uneven
        )
        said.append(_("Not as many answered both times, so nothing is said of what moved: %(rows)s.") % {"rows": rows})
    if found.once:
        rows = "; ".join(in_sentence(cell_name(cell)) for cell in found.once)
        said.append(_("Shown only one of the two times, so not compared: %(rows)s.") % {"rows": rows})
    return said


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
