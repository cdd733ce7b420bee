"""The editions by whose items evidence may be listed, and what of two editions is the same.

Those that ship, and whatever a room above offers. Local editions are kept by a room that knows this one, so it
hands its readers down when the product starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alongside.catalogue import shelf
from alongside.catalogue.crosswalk import Crosswalk
from alongside.catalogue.framework import Framework
from alongside.people.models import Partnership

Reader = Callable[[Partnership], Iterable[Framework]]
Comparer = Callable[[Partnership, Framework, Framework], Crosswalk]
_offers: list[tuple[Reader, Comparer]] = []


def offer(reader: Reader, comparer: Comparer) -> None:
    """Use these from now on.

    The reader gives the editions of a partnership, the one to show first at the beginning; the comparer says what
    of an edition is the same in another.
    """
    _offers[:] = [(reader, comparer)]


def editions(partnership: Partnership) -> list[Framework]:
    """Every edition a partnership can use, the one to show first at the beginning."""
    for reader, _comparer in _offers:
        return list(reader(partnership))
    first = shelf.default_framework()
    return [first, *(framework for framework in shelf.frameworks() if framework != first)]


def name_of(framework: Framework) -> str:
    """What an edition is called where others stand beside it: with its version, unless its title has that already."""
    named = framework.version in framework.short_title
    return framework.short_title if named else f"{framework.short_title} ({framework.version})"


def crosswalk(partnership: Partnership, written: Framework, shown: Framework) -> Crosswalk | None:
    """What of the edition a card was written for is the same in the one that is shown; None where nobody says."""
    for _reader, comparer in _offers:
        return comparer(partnership, written, shown)
    return shelf.crosswalk(written.id, shown.id)
