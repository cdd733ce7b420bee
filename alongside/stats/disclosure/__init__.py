"""May these counts be shown, and what could a reader work out from them?

``suppress`` hides small counts of a ``Table``, and as many others as it takes; ``audit`` tells what a reader
can work out from every table released so far; ``may_release`` decides whether groups may be shown now;
``round_to`` and the ``english_`` functions are the rounding rules of English statistics. What they can and
cannot protect is told in ``docs/explanation/small-numbers.md``.

Nothing here adds random noise: the same counts always give the same release. The tables and the audits hold
small counts and are for the program that decides, never for a page.
"""

from alongside.stats.disclosure.audit import Audit, Interval, audit
from alongside.stats.disclosure.primary import primary
from alongside.stats.disclosure.releasing import Decision, Near, Refusal, Snapshot, may_release, nested_difference
from alongside.stats.disclosure.rounding import (
    english_counts,
    english_percentage,
    possible_numerators,
)
from alongside.stats.disclosure.secondary import CannotProtect, passes, suppress
from alongside.stats.disclosure.tables import Cell, Dimension, Reason, Released, Table, cell, linked, tabulate
from alongside.stats.rounding import round_to, rounded_range

__all__ = [
    "Audit",
    "CannotProtect",
    "Cell",
    "Decision",
    "Dimension",
    "Interval",
    "Near",
    "Reason",
    "Refusal",
    "Released",
    "Snapshot",
    "Table",
    "audit",
    "cell",
    "english_counts",
    "english_percentage",
    "linked",
    "may_release",
    "nested_difference",
    "passes",
    "possible_numerators",
    "primary",
    "round_to",
    "rounded_range",
    "suppress",
    "tabulate",
]
