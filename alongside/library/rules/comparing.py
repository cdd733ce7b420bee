"""Set two editions side by side: what is the same, what says something else now, and what has no partner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from alongside.catalogue.crosswalk import Crosswalk, Link
from alongside.catalogue.framework import Edition, Framework, Item, Stage


class Standing(StrEnum):
    """How what stands on the two sides of a row is related."""

    SAME = auto()
    REWORDED = auto()
    SPLIT = auto()
    MERGED = auto()
    NONE = auto()


@dataclass(frozen=True)
class Row:
    """What belongs together. Only the same, reworded or not, may be compared over the years."""

    older: tuple[Item | Stage, ...]
    newer: tuple[Item | Stage, ...]
    standing: Standing
    note: str

    @property
    def comparable(self) -> bool:
        """Whether an answer to one side may be set beside an answer to the other."""
        return self.standing in (Standing.SAME, Standing.REWORDED)


@dataclass(frozen=True)
class Comparison:
    """Two editions, row by row, in the order of the older one; what only the newer one has comes last."""

    note: str
    items: tuple[Row, ...]
    stages: tuple[Row, ...]


def compare(older: Framework, newer: Framework, crosswalk: Crosswalk) -> Comparison:
    """The rows of two editions, by a crosswalk between them."""
    return Comparison(
        note=crosswalk.note,
        items=_rows(crosswalk.items, older.items, newer.items),
        stages=_rows(crosswalk.stages, older.stages, newer.stages),
    )


def by_keys(older: Framework, newer: Framework, note: str) -> Crosswalk:
    """The crosswalk between an edition and a local change of it: a key stands for the same thing in both."""
    return Crosswalk(
        from_edition=Edition(key=older.key, version=older.version),
        to_edition=Edition(key=newer.key, version=newer.version),
        note=note,
        items=_links_by_key(_keys(older.items), _keys(newer.items)),
        stages=_links_by_key(_keys(older.stages), _keys(newer.stages)),
    )


def nothing_in_common(older: Framework, newer: Framework, note: str) -> Crosswalk:
    """The crosswalk between editions of which nobody has said what may be compared."""
    empty = by_keys(older, newer, note)
    items = _alone(_keys(older.items), _keys(newer.items))
    return replace(empty, items=items, stages=_alone(_keys(older.stages), _keys(newer.stages)))


def carried_over(crosswalk: Crosswalk, older: Framework, newer: Framework) -> Crosswalk:
    """A crosswalk between two editions, for local changes of them: what was added has no partner."""
    return replace(
        crosswalk,
        from_edition=Edition(key=older.key, version=older.version),
        to_edition=Edition(key=newer.key, version=newer.version),
        items=_fitted(crosswalk.items, _keys(older.items), _keys(newer.items)),
        stages=_fitted(crosswalk.stages, _keys(older.stages), _keys(newer.stages)),
    )


def turned(crosswalk: Crosswalk) -> Crosswalk:
    """The same crosswalk read from the other side."""
    relations = {"split": "merged", "merged": "split"}

    def turn(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(
            Link(
                from_keys=link.to_keys,
                to_keys=link.from_keys,
                relation=relations.get(link.relation, link.relation),
                note=link.note,
            )
            for link in links
        )

    return Crosswalk(
        from_edition=crosswalk.to_edition,
        to_edition=crosswalk.from_edition,
        note=crosswalk.note,
        items=turn(crosswalk.items),
        stages=turn(crosswalk.stages),
    )


def _fitted(links: Iterable[Link], older: Sequence[str], newer: Sequence[str]) -> tuple[Link, ...]:
    """Links as far as both sides still have their keys, and a link of its own for every key without one."""
    fitted = []
    for link in links:
        left = tuple(key for key in link.from_keys if key in older)
        right = tuple(key for key in link.to_keys if key in newer)
        whole = (left, right) == (link.from_keys, link.to_keys)
        fitted += [link] if whole else list(_alone(left, right))
    known_left = {key for link in fitted for key in link.from_keys}
    known_right = {key for link in fitted for key in link.to_keys}
    return (
        *fitted,
        *_alone([key for key in older if key not in known_left], [key for key in newer if key not in known_right]),
    )


def _links_by_key(older: Sequence[str], newer: Sequence[str]) -> tuple[Link, ...]:
    shared = [Link(from_keys=(key,), to_keys=(key,), relation="same") for key in older if key in newer]
    only_older = [key for key in older if key not in newer]
    return (*shared, *_alone(only_older, [key for key in newer if key not in older]))


def _alone(older: Iterable[str], newer: Iterable[str]) -> tuple[Link, ...]:
    left = [Link(from_keys=(key,), to_keys=(), relation="none") for key in older]
    return (*left, *(Link(from_keys=(), to_keys=(key,), relation="none") for key in newer))


def _rows(links: Iterable[Link], older: Sequence[Item | Stage], newer: Sequence[Item | Stage]) -> tuple[Row, ...]:
    before, after = {thing.key: thing for thing in older}, {thing.key: thing for thing in newer}
    place = {key: number for number, key in enumerate(before)}
    rows = []
    for link in links:
        left = tuple(before[key] for key in link.from_keys)
        right = tuple(after[key] for key in link.to_keys)
        rows.append(Row(left, right, _standing(link.relation, left, right), link.note or ""))
    # A stable sort: what has no older side keeps its order, at the end.
    return tuple(sorted(rows, key=lambda row: place[row.older[0].key] if row.older else len(place)))


def _standing(relation: str, left: tuple[Item | Stage, ...], right: tuple[Item | Stage, ...]) -> Standing:
    if relation == "same" and left != right:
        return Standing.REWORDED
    return Standing(relation)


def _keys(things: Iterable[Item | Stage]) -> list[str]:
    return [thing.key for thing in things]
