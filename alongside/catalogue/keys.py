"""Two questions every format asks of its keys: are they different, and does the thing they name exist?"""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Protocol

from alongside.catalogue.grammar import Path, Reading


class Keyed(Protocol):
    """Anything with a key."""

    @property
    def key(self) -> str: ...


def unique(things: Iterable[Keyed], reading: Reading, path: Path) -> None:
    """Note every entry whose key an earlier entry of the same list has."""
    seen: set[str] = set()
    for number, thing in enumerate(things):
        if thing.key in seen:
            reading.refuse_at((*path, number, "key"), f"the key '{thing.key}' is used twice in '{path[-1]}'")
        seen.add(thing.key)


def different(values: Sequence[str], reading: Reading, path: Path) -> None:
    """Note every value that an earlier entry of the same list has."""
    for number, value in enumerate(values):
        if value in values[:number]:
            reading.refuse_at((*path, number), f"'{value}' is given twice in '{path[-1]}'")


def known(key: str, keys: Collection[str], what: str, reading: Reading, path: Path) -> None:
    """Note a key that names nothing, with the nearest that does."""
    if key not in keys:
        near = get_close_matches(key, keys, n=1)
        advice = f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(keys) or 'none'}"
        reading.refuse_at(path, f"there is no {what} '{key}'{advice}")
