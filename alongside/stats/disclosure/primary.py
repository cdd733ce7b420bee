"""Which counts are too small, or say too much about a whole group, to be shown?"""

from collections.abc import Mapping
from types import MappingProxyType

from alongside.stats.disclosure.tables import Cell, Reason, Table
from alongside.stats.rounding import whole


def primary(
    table: Table, threshold: int, *, show_zero: bool = True, hide_unanimous: bool = True
) -> Mapping[Cell, Reason]:
    """Return the cells that must be hidden for what they themselves tell.

    ``small``: from 1 up to one below the threshold, and 0 too unless ``show_zero``. Zero is shown by default:
    it is about nobody, it would be the first thing that readers guess, and the next rule catches the zeros that
    are not harmless. ``group``: all answers of a group, zeros with them, where the group is smaller than the
    threshold, and with ``hide_unanimous`` where everybody in it gave the same answer. That is on by default: a
    reader who knows that somebody was asked would know what they said, however large the group. It is the
    strict case only, because as soon as anybody else answered differently, their count is small and hidden,
    or it is large enough to hide in. Both group rules look along dimensions marked ``answers``.

    Source: Hundepool and others 2012, Statistical Disclosure Control, Wiley, chapters 4 and 5.
    Limits: dominance is for sums of money and is not looked at. A reader who sees all answers of a large group
    hidden can guess that they were nearly the same, though not which.
    Raises ValueError for a threshold that is no whole number above 1.
    """
    if whole(threshold, "The threshold") < 2:
        raise ValueError("The threshold must be at least 2.")
    least = 1 if show_zero else 0
    found: dict[Cell, Reason] = {key: "small" for key, count in table.counts.items() if least <= count < threshold}
    if show_zero:
        for key in _one_sided(table, threshold, hide_unanimous):
            found[key] = "group"
    return MappingProxyType(dict(sorted(found.items())))


def _one_sided(table: Table, threshold: int, hide_unanimous: bool) -> set[Cell]:
    """Return the answers of all groups that are too small or of one mind."""
    found: set[Cell] = set()
    for dimension in table.dimensions:
        if not dimension.answers:
            continue
        groups: dict[Cell, list[tuple[str, Cell]]] = {}
        for key in table.counts:
            label = dict(key).get(dimension.name)
            if label is not None:
                rest = tuple(pair for pair in key if pair[0] != dimension.name)
                groups.setdefault(rest, []).append((label, key))
        for rest, answers in groups.items():
            single = [table.counts[key] for label, key in answers if label in dimension.parts]
            people = table.counts.get(rest, sum(single))
            unanimous = hide_unanimous and people in single
            if people and (people < threshold or unanimous):
                found.update(key for _, key in answers)
    return found
