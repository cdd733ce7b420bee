"""The editions by whose items evidence may be listed: those that ship, and whatever a room above offers.

Local editions are kept by a room that knows this one, so it hands its reader down when the product starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alongside.catalogue import shelf
from alongside.catalogue.framework import Framework
from alongside.people.models import Partnership

Reader = Callable[[Partnership], Iterable[Framework]]
_readers: list[Reader] = []


def offer(reader: Reader) -> None:
    """Use this reader from now on; it gives the editions of a partnership, the one to show first at the beginning."""
    _readers[:] = [reader]


def editions(partnership: Partnership) -> list[Framework]:
    """Every edition a partnership can use, the one to show first at the beginning."""
    if _readers:
        return list(_readers[0](partnership))
    first = shelf.default_framework()
    return [first, *(framework for framework in shelf.frameworks() if framework != first)]
