"""Change the words of a draft: an item, a stage, what it says of itself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.catalogue.framework import Framework
from alongside.library.actions.saving import save, written
from alongside.library.models import Draft
from alongside.library.queries import draft_framework
from alongside.library.rules.words import (
    ItemWords,
    with_about,
    with_item,
    with_new_item,
    with_stage,
    without_item,
)


@transaction.atomic
def change_item(*, draft: Draft, revision: int, item: str, words: ItemWords, by: Actor) -> Draft:
    """Put new words into one item. Raises KeyError, ContentError, DraftConflict."""
    changed = with_item(draft_framework(draft), item, words)
    return _save(draft, revision, changed, by=by, verb="changed item")


@transaction.atomic
def change_stage(*, draft: Draft, revision: int, stage: str, name: str, short: str, means: str, by: Actor) -> Draft:
    """Put new words into the general description of a stage. Raises KeyError, ContentError, DraftConflict."""
    changed = with_stage(draft_framework(draft), stage, name=name, short=short, means=means)
    return _save(draft, revision, changed, by=by, verb="changed stage")


@transaction.atomic
def change_about(*, draft: Draft, revision: int, title: str, short_title: str, summary: str, by: Actor) -> Draft:
    """Change what an edition is called and what it says it is. Raises ContentError, DraftConflict."""
    changed = with_about(draft_framework(draft), title=title, short_title=short_title, summary=summary)
    return _save(draft, revision, changed, by=by, verb="changed", fields=("title", "short_title", "summary"))


@transaction.atomic
def add_item(*, draft: Draft, revision: int, words: ItemWords, by: Actor) -> tuple[Draft, str]:
    """Add one item at the end; returns its key too. Raises ContentError, DraftConflict."""
    changed, key = with_new_item(
        draft_framework(draft), words, publisher=draft.partnership.name, year=timezone.localdate().year
    )
    return _save(draft, revision, changed, by=by, verb="added item"), key


@transaction.atomic
def remove_item(*, draft: Draft, revision: int, item: str, by: Actor) -> Draft:
    """Take one item out. Raises KeyError, ItemRefused for the last one, DraftConflict."""
    changed = without_item(draft_framework(draft), item)
    return _save(draft, revision, changed, by=by, verb="removed item")


def _save(
    draft: Draft, revision: int, framework: Framework, *, by: Actor, verb: str, fields: tuple[str, ...] = ()
) -> Draft:
    return save(draft, revision, written(framework, draft.key), by=by, verb=verb, fields=fields)
