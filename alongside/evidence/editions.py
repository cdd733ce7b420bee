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
    """Use this reader for the editions of a partnership from now on."""
    _readers[:] = [reader]


def editions(partnership: Partnership) -> list[Framework]:
    """Every edition a partnership can use, the one offered first at the beginning."""
    found = list(_readers[0](partnership)) if _readers else list(shelf.frameworks())
    first = shelf.default_framework().id
    return sorted(found, key=lambda framework: framework.id != first)
