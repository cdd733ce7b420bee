"""Where the parts of one framework contradict each other, although each is sound on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alongside.catalogue.grammar import Path, Reading
from alongside.catalogue.keys import different, known, unique

if TYPE_CHECKING:
    from alongside.catalogue.framework import Anchor, Framework, Item, SourceReference


def check(framework: Framework, reading: Reading) -> None:
    """Note every contradiction at its line."""
    _whole(framework, reading)
    for number, stage in enumerate(framework.stages):
        _citation(stage.source, framework, reading, ("stages", number, "source"))
    for number, item in enumerate(framework.items):
        path: Path = ("items", number)
        _item_stages(item, framework, reading, path)
        _citation(item.source, framework, reading, (*path, "source"))
        unique(item.indicators, reading, (*path, "indicators"))
        unique(item.data_sources, reading, (*path, "data_sources"))
        for place, anchor in enumerate(item.anchors):
            _anchor(anchor, framework, reading, (*path, "anchors", place))


def _whole(framework: Framework, reading: Reading) -> None:
    unique(framework.sources, reading, ("sources",))
    unique(framework.stages, reading, ("stages",))
    unique(framework.items, reading, ("items",))
    if framework.priorities_limit > len(framework.items):
        limit, items = framework.priorities_limit, len(framework.items)
        reason = f"'priorities_limit' is {limit}, but there are only {items} items"
        reading.refuse_at(("priorities_limit",), reason)
    if framework.early_look:
        different(framework.early_look.items, reading, ("early_look", "items"))
        keys = [item.key for item in framework.items]
        for number, key in enumerate(framework.early_look.items):
            known(key, keys, "item", reading, ("early_look", "items", number))
    if (framework.reviewer is None) != (framework.reviewed is None):
        reading.refuse_at(("reviewed",), "'reviewer' and 'reviewed' go together: give both, or null for both")
    if framework.based_on and framework.based_on.id == framework.id:
        reading.refuse_at(("based_on",), "a framework cannot be based on itself")


def _item_stages(item: Item, framework: Framework, reading: Reading, path: Path) -> None:
    stages = [stage.key for stage in framework.stages]
    for key in item.stages:
        known(key, stages, "stage", reading, (*path, "stages", key))
    for key in stages:
        if key not in item.stages:
            reading.refuse_at((*path, "stages"), f"the item '{item.key}' does not describe the stage '{key}'")


def _citation(source: SourceReference, framework: Framework, reading: Reading, path: Path) -> None:
    documents = [document.key for document in framework.sources]
    known(source.document, documents, "document", reading, (*path, "document"))
    for number, further in enumerate(source.also):
        known(further.document, documents, "document", reading, (*path, "also", number, "document"))


def _anchor(anchor: Anchor, framework: Framework, reading: Reading, path: Path) -> None:
    known(anchor.stage, [stage.key for stage in framework.stages], "stage", reading, (*path, "stage"))
    if anchor.value is None:
        if anchor.comparison != "all":
            reading.refuse_at(path, "'value' is missing; only the comparison 'all' can do without")
    elif anchor.unit == "percent" and max(anchor.value, anchor.upper or 0) > 100:
        reading.refuse_at(path, "a percentage cannot be more than 100")
    if anchor.comparison != "between":
        if anchor.upper is not None:
            reading.refuse_at((*path, "upper"), "'upper' belongs to the comparison 'between' only")
    elif anchor.upper is None:
        reading.refuse_at(path, "the comparison 'between' needs 'upper' as well as 'value'")
    elif anchor.value is not None and anchor.upper <= anchor.value:
        reading.refuse_at((*path, "upper"), "'upper' must be more than 'value'")
