"""Keep what was told, so that a page which nothing has changed since is not told again.

It is found again only by the mark of its partnership, the language, the time zone and whatever else it was told from.
The mark is read from the database on each visit, after the door of the page has let somebody in. What is kept was made
without the request, so it holds nothing of a visitor. It stays in the memory of the process and is never written down.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.utils import timezone
from django.utils.translation import get_language

# A quarter of a megabyte each at most, and a process hardly serves more partnerships at once.
MOST_KEPT = 32
T = TypeVar("T")


class Kept(Generic[T]):
    """A small store of one kind of thing; what was not asked for longest goes first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._turn = Lock()

    def get(self, told_from: Hashable, tell: Callable[[], T]) -> T:
        """What is kept for exactly this, or what `tell` makes of it now."""
        key = (told_from, get_language(), timezone.get_current_timezone_name())
        with self._turn:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        told = tell()
        with self._turn:
            self._found[key] = told
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return told
