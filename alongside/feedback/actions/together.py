"""What comes in at the same moment is stored in one transaction.

Each commit waits for the disk, and SQLite takes one writer at a time while the others keep asking: a hundred people who
send at once would wait for a hundred disks. Here whoever comes first writes for all who came meanwhile. Nobody is told
that an answer is in before the commit that holds it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction


@dataclass
class _Written:
    """One thing to write, and how it ended."""

    write: Callable[[], bool]
    done: bool = False
    result: bool = False
    problem: Exception | None = None


class Together:
    """A queue in front of the database, for one process."""

    def __init__(self) -> None:
        self._guard, self._turn = threading.Lock(), threading.Lock()
        self._waiting: list[_Written] = []

    def write(self, write: Callable[[], bool]) -> bool:
        """Call `write` in a transaction of its own or of many, and return or raise what it does, once that is kept."""
        mine = _Written(write)
        with self._guard:
            self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                self._write_all()
        if mine.problem:
            raise mine.problem
        return mine.result

    def _write_all(self) -> None:
        """Everything that waits; where that cannot be kept, nobody is told that it was."""
        with self._guard:
            all_of_them, self._waiting = self._waiting, []
        try:
            with transaction.atomic():
                for each in all_of_them:
                    _one(each)
        except Exception as problem:
            for each in all_of_them:
                each.problem = problem
        for each in all_of_them:
            each.done = True


def _one(each: _Written) -> None:
    """One of them, which is undone alone where it is refused."""
    try:
        with transaction.atomic():
            each.result = each.write()
    except Exception as problem:
        each.problem = problem
