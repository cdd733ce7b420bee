"""A crosswalk says, item by item and stage by stage, what of one edition may be compared with another.

The format is ``crosswalk/1``. Only what is the *same* is ever compared; a split or a merged item is shown
beside its relatives, with the note that says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.catalogue.framework import EDITION, Edition, Framework
from alongside.catalogue.grammar import ListOf, Maybe, Path, Reading, Record, read
from alongside.catalogue.keys import different, known
from alongside.catalogue.scalars import KEY, TEXT, Choice

RELATIONS = ("same", "split", "merged", "none")
SHAPES = {
    "same": "'same' joins exactly one to exactly one",
    "split": "'split' joins one to two or more",
    "merged": "'merged' joins two or more to one",
    "none": "'none' has keys on one side only",
}


@dataclass(frozen=True, kw_only=True)
class Link:
    """Keys of the older side, keys of the newer side, and how they are related."""

    from_keys: tuple[str, ...]
    to_keys: tuple[str, ...]
    relation: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Crosswalk:
    """How the items and stages of one edition are related to those of another."""

    from_edition: Edition
    to_edition: Edition
    note: str
    items: tuple[Link, ...]
    stages: tuple[Link, ...]

    def comparable_items(self) -> dict[str, str]:
        """Items that may be compared: the key in the older edition to the key in the newer."""
        return _one_to_one(self.items)

    def comparable_stages(self) -> dict[str, str]:
        """Stages that may be compared: the key in the older edition to the key in the newer."""
        return _one_to_one(self.stages)


_RENAMED = {"from": "from_keys", "to": "to_keys"}
LINK = Record(
    Link,
    {"from": ListOf(KEY), "to": ListOf(KEY), "relation": Choice(RELATIONS), "note": Maybe(TEXT)},
    renamed=_RENAMED,
)
CROSSWALK = Record(
    Crosswalk,
    {"from": EDITION, "to": EDITION, "note": TEXT, "items": ListOf(LINK), "stages": ListOf(LINK)},
    format="crosswalk/1",
    renamed={"from": "from_edition", "to": "to_edition"},
)


def parse(text: str, name: str, frameworks: Iterable[Framework] = ()) -> Crosswalk:
    """The crosswalk a text holds; its keys are checked against those of its editions among ``frameworks``.

    Raises ContentError with every problem found.
    """
    found, reading = read(text, name, CROSSWALK)
    crosswalk: Crosswalk = found
    editions = {framework.id: framework for framework in frameworks}
    older = editions.get(crosswalk.from_edition.id)
    newer = editions.get(crosswalk.to_edition.id)
    for part, links in (("items", crosswalk.items), ("stages", crosswalk.stages)):
        _check_shapes(links, reading, part)
        for side in ("from", "to"):
            edition = older if side == "from" else newer
            _check_once(links, side, reading, part)
            if edition:
                _check_complete(links, side, edition, reading, part)
    reading.stop_if_broken()
    return crosswalk


def _one_to_one(links: tuple[Link, ...]) -> dict[str, str]:
    return {link.from_keys[0]: link.to_keys[0] for link in links if link.relation == "same" and _fits(link)}


def _fits(link: Link) -> bool:
    older, newer = len(link.from_keys), len(link.to_keys)
    return {
        "same": older == 1 and newer == 1,
        "split": older == 1 and newer > 1,
        "merged": older > 1 and newer == 1,
        "none": (older == 0) != (newer == 0),
    }[link.relation]


def _check_shapes(links: tuple[Link, ...], reading: Reading, part: str) -> None:
    for number, link in enumerate(links):
        if not _fits(link):
            reading.refuse_at((part, number), SHAPES[link.relation])


def _check_once(links: tuple[Link, ...], side: str, reading: Reading, part: str) -> None:
    """A key that is the same as another, or related to nothing, can be in no second link."""
    alone = {key for link in links if link.relation in ("same", "none") for key in _keys(link, side)}
    seen: set[str] = set()
    for number, link in enumerate(links):
        path: Path = (part, number, side)
        different(_keys(link, side), reading, path)
        for place, key in enumerate(_keys(link, side)):
            if key in alone & seen:
                reason = f"'{key}' is in another link too, although one of them is 'same' or 'none'"
                reading.refuse_at((*path, place), reason)
        seen.update(_keys(link, side))


def _check_complete(links: tuple[Link, ...], side: str, edition: Framework, reading: Reading, part: str) -> None:
    keys = [thing.key for thing in (edition.items if part == "items" else edition.stages)]
    singular = part.removesuffix("s")
    linked: set[str] = set()
    for number, link in enumerate(links):
        linked.update(_keys(link, side))
        for place, key in enumerate(_keys(link, side)):
            known(key, keys, f"{singular} in {edition.id}", reading, (part, number, side, place))
    for key in keys:
        if key not in linked:
            reading.refuse_at((part,), f"the {singular} '{key}' of {edition.id} is missing from '{part}'")


def _keys(link: Link, side: str) -> tuple[str, ...]:
    return link.from_keys if side == "from" else link.to_keys
