"""Tells rooms above that something of an assessment changed, which they show live. This room cannot know who listens.

Whoever listens is told after the commit, with the assessment's key and nothing else: they read what they may show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from uuid import UUID

from django.db import transaction

# "changed": something that everybody there sees, such as a reason that was withheld or an outcome that was put forward.
# "moved": one more answered, of whom only the count is shown.
News = Literal["changed", "moved"]
Listener = Callable[[UUID, News], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Tell this function from now on; telling it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(assessment_id: UUID, news: News) -> None:
    """Tell everybody who listens, once the transaction is committed; what was saved stays saved if that fails."""
    transaction.on_commit(lambda: _tell(assessment_id, news), robust=True)


def _tell(assessment_id: UUID, news: News) -> None:
    for listener in _listeners:
        listener(assessment_id, news)
