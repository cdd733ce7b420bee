"""What one framework says that another does not, in words a reader of the page understands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alongside.catalogue.framework import FRAMEWORK, Framework

# What one entry of a list is called.
ENTRIES = {
    "sources": "document",
    "stages": "stage",
    "items": "item",
    "anchors": "anchor",
    "indicators": "indicator",
    "data_sources": "data source",
    "also": "also",
}


@dataclass(frozen=True)
class Change:
    """One difference: where, in plain words, and the text before ("" if new) and after ("" if gone)."""

    path: str
    before: str
    after: str


def differences(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Every difference between two frameworks, in the order of the new one; empty exactly if they are equal.

    Entries are followed by their keys, so an item that only moved is one change of order, not many.
    """
    return tuple(_fields(FRAMEWORK.write(old), FRAMEWORK.write(new), (), (_Names(old), _Names(new))))


@dataclass(frozen=True)
class _Names:
    """What the items and stages of one framework are called."""

    framework: Framework

    def entry(self, field: str, key: str, where: tuple[str, ...]) -> str:
        if field == "items" and not where:
            return f"{self.framework.item_number(key)}. {self.framework.item(key).short_title}"
        if field == "stages" and key in [stage.key for stage in self.framework.stages]:
            return f"stage {self.framework.stage(key).name}"
        return f"{ENTRIES[field]} {key}"


_Both = tuple[_Names, _Names]


def _fields(old: dict[str, Any], new: dict[str, Any], where: tuple[str, ...], names: _Both) -> Iterator[Change]:
    for name in [*new, *(name for name in old if name not in new)]:
        yield from _value(name, old.get(name), new.get(name), where, names)


def _value(name: str, old: Any, new: Any, where: tuple[str, ...], names: _Both) -> Iterator[Change]:
    if old == new:
        return
    if name == "stages" and isinstance(old, dict):
        yield from _entries(name, old, new, where, names)
    elif _is_keyed(old) and _is_keyed(new) and (old or new):
        yield from _order(name, old, new, where)
        yield from _entries(name, _by_key(old), _by_key(new), where, names)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _fields(old, new, (*where, _words(name)), names)
    else:
        yield Change(_path(*where, _words(name)), _text(old), _text(new))


def _entries(
    name: str, old: dict[str, Any], new: dict[str, Any], where: tuple[str, ...], names: _Both
) -> Iterator[Change]:
    for key in [*new, *(key for key in old if key not in new)]:
        label = names[key in new].entry(name, key, where)
        before, after = old.get(key), new.get(key)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _fields(before, after, (*where, label), names)
        elif before != after:
            yield Change(_path(*where, label), _text(before), _text(after))


def _order(name: str, old: list[Any], new: list[Any], where: tuple[str, ...]) -> Iterator[Change]:
    """A change of order among the entries both have: an entry added in between moves no other."""
    before = [key for key in _by_key(old) if key in _by_key(new)]
    after = [key for key in _by_key(new) if key in _by_key(old)]
    if before != after:
        yield Change(_path(*where, f"order of {_words(name)}"), ", ".join(before), ", ".join(after))


def _is_keyed(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and "key" in entry for entry in value)


def _by_key(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry["key"]: entry for entry in entries}


def _words(name: str) -> str:
    return name.replace("_", " ")


def _path(*parts: str) -> str:
    return " / ".join(parts)


def _text(value: Any) -> str:
    """A value for reading: nested fields and entries on lines of their own."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(f"{_words(name)}: {_text(entry)}" for name, entry in value.items())
    if isinstance(value, list):
        return "\n".join(_text(entry) for entry in value)
    return str(value).strip()
