"""The name and the honest labels of a local edition."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext as _

from alongside.catalogue.document import Problem
from alongside.catalogue.framework import Edition, Framework

# Versions have at most 40 characters; this leaves room for "-local-" and a number.
LONGEST_STEM = 28
# Answers and cards keep keys in columns of this length.
LONGEST_KEY = 60


class DraftConflict(ValueError):
    """Somebody else saved the draft in the meantime; what was typed should be kept and shown again."""


class NothingChanged(ValueError):
    """A draft says what its edition says already, so publishing it would help nobody."""


class ItemRefused(ValueError):
    """An item cannot be added or removed as asked; the message says why."""


def fingerprint(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def next_version(wanted: str, taken: Collection[str]) -> str:
    """The version to publish a draft as: the one in its text, or "2026-local-1" where that is taken."""
    if wanted not in taken:
        return wanted
    stem = re.sub(r"-local-\d+$", "", wanted)[:LONGEST_STEM].rstrip("-.")
    number = 1
    while f"{stem}-local-{number}" in taken:
        number += 1
    return f"{stem}-local-{number}"


def begun(base: Framework) -> Framework:
    """The first text of a draft: the edition it starts from, under a title of its own."""
    if "-local-" in base.version:
        return base
    return replace(
        base,
        title=_("%(title)s, local version") % {"title": base.title},
        short_title=_("%(title)s, local") % {"title": base.short_title},
    )


def published_as(framework: Framework, version: str, base: Framework | None, partnership: str) -> Framework:
    """The edition as it is published.

    One that was made from another says so: nobody who endorsed or reviewed the first has seen the changes.
    One that was brought along keeps what it says of itself.
    """
    if base is None:
        return replace(framework, version=version)
    return replace(
        framework,
        version=version,
        status="working",
        based_on=Edition(key=base.key, version=base.version),
        endorsement=local_endorsement(framework.endorsement, base, partnership),
        reviewer=None,
        reviewed=None,
    )


def local_endorsement(said: str, base: Framework, partnership: str) -> str:
    """The sentence that a local edition opens with; said once, however often it is changed again."""
    if "-local-" in base.version:
        return said
    ours = _("%(partnership)s changed this edition for its own use; nobody else has endorsed the changes.")
    before = _("The edition it was made from says: %(said)s")
    return f"{ours % {'partnership': partnership}} {before % {'said': said}}"


def same_words(draft: Framework, base: Framework) -> bool:
    """Whether two editions say the same, leaving aside their name and what publishing sets by itself."""
    return _bare(draft) == _bare(base)


def _bare(framework: Framework) -> Framework:
    return replace(
        framework,
        version="",
        title="",
        short_title="",
        status="",
        endorsement="",
        based_on=None,
        reviewer=None,
        reviewed=None,
    )


def too_long(framework: Framework) -> tuple[Problem, ...]:
    """A problem for every key that answers could not be kept under."""
    keys = [
        framework.key,
        *(stage.key for stage in framework.stages),
        *(item.key for item in framework.items),
    ]
    return tuple(
        Problem(
            framework.id,
            1,
            _("the key %(key)s has more than %(most)d characters") % {"key": key, "most": LONGEST_KEY},
        )
        for key in keys
        if len(key) > LONGEST_KEY
    )
