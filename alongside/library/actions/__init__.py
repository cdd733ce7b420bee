"""What people do to local editions: start, bring, change, publish or drop a draft."""

from alongside.library.actions.drafts import bring, discard_draft, publish, replace_text, start_draft
from alongside.library.actions.words import add_item, change_about, change_item, change_stage, remove_item

__all__ = [
    "add_item",
    "bring",
    "change_about",
    "change_item",
    "change_stage",
    "discard_draft",
    "publish",
    "remove_item",
    "replace_text",
    "start_draft",
]
