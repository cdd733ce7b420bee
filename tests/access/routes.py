"""Every address of the product, found by walking the URL configuration, so that a new page cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RegexPattern

EVERY_ADDRESS = "tests.access.every_address"
HOLE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


class UnknownHole(LookupError):
    """An address has a part that nobody here can fill; add it to `tests/access/world.py`."""


@dataclass(frozen=True)
class Route:
    """One address with holes, as "p/<uuid:partnership_id>/people/", and the page behind it."""

    text: str
    name: str
    view: Callable[..., Any]

    @property
    def scope(self) -> str:
        """Through what the page says it is reached; "" where it says nothing."""
        return str(getattr(self.view, "scope", ""))

    @property
    def requires(self) -> Any:
        """The grant that the page asks for."""
        return getattr(self.view, "requires", None)

    @property
    def holes(self) -> tuple[str, ...]:
        """The holes in their order, each with the fixed words before it: "members/<uuid:id>"."""
        found, since = [], ""
        for part in self.text.split("/"):
            since = f"{since}/{part}" if HOLE.search(part) else part
            if HOLE.search(part):
                found.append(since)
        return tuple(found)

    def address(self, fill: Callable[[str], str]) -> str:
        """The address with every hole filled by what `fill` says for it. Raises UnknownHole."""
        parts: list[str] = []
        since = ""
        for part in self.text.split("/"):
            if HOLE.search(part):
                since = f"{since}/{part}"
                parts.append(fill(since))
            else:
                since = part
                parts.append(part)
        return "/" + "/".join(parts)

    def __str__(self) -> str:
        return f"{self.name or '(no name)'} at /{self.text}"


def routes(module: str = EVERY_ADDRESS) -> tuple[Route, ...]:
    """Every route of a URL configuration, the sign-in library's too."""
    return tuple(_walk("", import_module(module).urlpatterns))


def _walk(before: str, patterns: Sequence[URLPattern | URLResolver]) -> Iterator[Route]:
    for pattern in patterns:
        text = before + _text(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(text, pattern.url_patterns)
        else:
            yield Route(text, pattern.name or "", pattern.callback)


def _text(pattern: URLPattern | URLResolver) -> str:
    """A pattern as text; the groups of a regular expression become holes of kind "re"."""
    if isinstance(pattern.pattern, RegexPattern):
        plain = str(pattern.pattern).removeprefix("^").removesuffix("$")
        return GROUP.sub(lambda group: f"<re:{group[1]}>", plain)
    return str(pattern.pattern)
