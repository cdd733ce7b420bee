"""Put new words into a framework: one item, one stage, or what it says of itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.catalogue.framework import (
    DataSource,
    EarlyLook,
    Framework,
    Indicator,
    Item,
    Source,
    SourceReference,
    Stage,
)
from alongside.library.rules.describing import as_typed, means_the_same
from alongside.library.rules.versions import ItemRefused

# The document that items written here cite, because every item says where it comes from.
WRITTEN_HERE = "written-locally"


@dataclass(frozen=True, kw_only=True)
class ItemWords:
    """What a person may change of an item.

    Indicators and data sources stand in the places of those there are; an empty text removes one, and what
    stands behind the last is new. A data source is its text and today's name, which may be empty.
    """

    title: str
    short_title: str
    question: str
    idea: str
    example: str
    plain: str
    context: str
    stages: Mapping[str, str]
    indicators: tuple[str, ...]
    data_sources: tuple[tuple[str, str], ...]


def with_item(framework: Framework, key: str, words: ItemWords) -> Framework:
    """The framework with new words in one item. Raises KeyError if there is no such item."""
    changed = _reworded(framework.item(key), words)
    return replace(framework, items=tuple(changed if item.key == key else item for item in framework.items))


def with_stage(framework: Framework, key: str, *, name: str, short: str, means: str) -> Framework:
    """The framework with new words for one stage. Raises KeyError if there is no such stage."""
    stage = framework.stage(key)
    changed = replace(stage, name=name, short=short, means=_kept(stage.means, means))
    return replace(framework, stages=tuple(changed if stage.key == key else stage for stage in framework.stages))


def with_about(framework: Framework, *, title: str, short_title: str, summary: str) -> Framework:
    """The framework with another title, and other words for what it is."""
    return replace(framework, title=title, short_title=short_title, summary=_kept(framework.summary, summary))


def with_new_item(framework: Framework, words: ItemWords, *, publisher: str, year: int) -> tuple[Framework, str]:
    """The framework with one more item at its end, and the key of that item."""
    key = new_key(words.short_title, [item.key for item in framework.items])
    blank = Item(
        key=key,
        title="",
        short_title="",
        question="",
        idea="",
        example="",
        plain="",
        stages={},
        indicators=(),
        data_sources=(),
        source=SourceReference(document=WRITTEN_HERE),
    )
    sources = framework.sources
    if WRITTEN_HERE not in {source.key for source in sources}:
        ours = Source(key=WRITTEN_HERE, title=_("Written for this edition"), publisher=publisher, year=year)
        sources = (*sources, ours)
    return replace(framework, sources=sources, items=(*framework.items, _reworded(blank, words))), key


def without_item(framework: Framework, key: str) -> Framework:
    """The framework without one item. Raises ItemRefused for the last one, KeyError for an unknown one."""
    framework.item(key)
    items = tuple(item for item in framework.items if item.key != key)
    if not items:
        raise ItemRefused(_("A framework needs at least one challenge, so the last one stays."))
    early = framework.early_look
    if early:
        left = tuple(item for item in early.items if item != key)
        early = EarlyLook(items=left, reason=early.reason) if left else None
    limit = min(framework.priorities_limit, len(items))
    return replace(framework, items=items, early_look=early, priorities_limit=limit)


def words_of(item: Item) -> ItemWords:
    """The words an item has now, as they stand in the boxes of a page."""
    return ItemWords(
        title=item.title,
        short_title=item.short_title,
        question=item.question,
        idea=as_typed(item.idea),
        example=as_typed(item.example),
        plain=as_typed(item.plain),
        context=as_typed(item.context or ""),
        stages={key: as_typed(text) for key, text in item.stages.items()},
        indicators=tuple(as_typed(indicator.text) for indicator in item.indicators),
        data_sources=tuple((as_typed(source.text), as_typed(source.now or "")) for source in item.data_sources),
    )


def new_key(text: str, taken: Collection[str]) -> str:
    """A free key made of the first words of a text."""
    stem = slugify(" ".join(text.split()[:6]))[:40].replace("_", "-").strip("-") or "new"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def stage_words(stage: Stage) -> dict[str, str]:
    """The words a stage has now, as they stand in the boxes of a page."""
    return {"name": stage.name, "short": stage.short, "means": as_typed(stage.means)}


def _reworded(item: Item, words: ItemWords) -> Item:
    return replace(
        item,
        title=words.title,
        short_title=words.short_title,
        question=words.question,
        idea=_kept(item.idea, words.idea),
        example=_kept(item.example, words.example),
        plain=_kept(item.plain, words.plain),
        context=_kept(item.context or "", words.context) or None,
        stages={key: _kept(item.stages.get(key, ""), text) for key, text in words.stages.items()},
        indicators=_indicators(item, words.indicators),
        data_sources=_data_sources(item, words.data_sources),
    )


def _kept(old: str, new: str) -> str:
    """The old text where the new one only ends its lines elsewhere, so that no difference shows."""
    return old if means_the_same(old, new) else new


def _indicators(item: Item, texts: tuple[str, ...]) -> tuple[Indicator, ...]:
    there = item.indicators
    keys = [indicator.key for indicator in there]
    found = []
    for place, text in enumerate(texts):
        old = there[place] if place < len(there) else None
        key = old.key if old else new_key(text, keys)
        if text:
            keys.append(key)
            kept = _kept(old.text if old else "", text)
            found.append(replace(old, text=kept) if old else Indicator(key=key, text=kept))
    return tuple(found)


def _data_sources(item: Item, rows: tuple[tuple[str, str], ...]) -> tuple[DataSource, ...]:
    there = item.data_sources
    keys = [source.key for source in there]
    found = []
    for place, (text, now) in enumerate(rows):
        old = there[place] if place < len(there) else None
        key = old.key if old else new_key(text, keys)
        if text:
            keys.append(key)
            today = _kept((old.now if old else "") or "", now)
            kept = _kept(old.text if old else "", text)
            new_in = old.new_in if old else None
            found.append(DataSource(key=key, text=kept, now=today or None, new_in=new_in))
    return tuple(found)
