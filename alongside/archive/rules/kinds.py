"""The kinds of thing the classification says: kept, out, without, blurred, sometimes; each "out" with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Condition = Callable[[datetime], Q]


@dataclass(frozen=True)
class Reason:
    """Something that is left out, and why, in plain words."""

    what: StrOrPromise
    why: StrOrPromise


@dataclass(frozen=True)
class Only:
    """Not every row of a table is kept: those for which `condition` holds at the moment of the export.

    `counted` rows that are left out are counted in the manifest; elsewhere even their number would tell something.
    """

    condition: Condition
    reason: Reason
    counted: bool = False


@dataclass(frozen=True)
class Without:
    """A field that is left out. On restoring it gets what `restored` gives, else the field's own default or nothing."""

    reason: Reason
    restored: Callable[[], Any] | None = None


@dataclass(frozen=True)
class Blurred:
    """A moment that is replaced, where there is one, by the moment that `instead` leads to."""

    reason: Reason
    instead: str


@dataclass(frozen=True)
class Sometimes:
    """A value that is kept only in the rows that the query of this name gives (`queries.sometimes`), else empty."""

    reason: Reason
    query: str


@dataclass(frozen=True)
class Kept:
    """A table that is exported.

    `via` is the foreign key that leads towards the partnership; it need not be named where only one can be meant.
    `shapes` has a function for each field of JSON: it gives back what it was given, or fails if that makes no sense.
    """

    via: str = ""
    only: Only | None = None
    fields: Mapping[str, Without | Blurred | Sometimes] = field(default_factory=dict)
    shapes: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Out:
    """A table of which nothing is exported."""

    reason: Reason


Classified = Kept | Out
