"""Tell of another day: while the story is told, the product believes that it is the day of the story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def on(days_ago: float) -> Iterator[None]:
    """Everything inside happens so many days ago. Used before anything is served, never beside it."""
    then = timezone.now() - timedelta(days=days_ago)
    with patch("django.utils.timezone.now", return_value=then):
        yield


def day(days_ago: int) -> date:
    """A day counted back from the real today, also while another is told of; one with a minus lies ahead."""
    return datetime.now(tz=UTC).date() - timedelta(days=days_ago)
