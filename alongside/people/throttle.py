"""Slow down guessing without locking anybody out: by what is guessed at and by device, never by address alone.

Three hundred phones in one room share one address, so an address never counts.
"""

from __future__ import annotations

from django.core.cache import cache

WINDOW = 15 * 60


def used_up(what: str, limit: int) -> bool:
    """Whether `limit` tries at `what` have come within a quarter of an hour; counts nothing."""
    return int(cache.get(f"throttle:{what}", 0)) >= limit


def too_many(what: str, limit: int) -> bool:
    """Count one more try at `what` (a room, a device); true once more than `limit` came within a quarter of an hour."""
    key = f"throttle:{what}"
    if cache.add(key, 1, WINDOW):
        return limit < 1
    try:
        return cache.incr(key) > limit
    except ValueError:
        # It expired between the two calls.
        cache.set(key, 1, WINDOW)
        return limit < 1
