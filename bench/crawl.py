"""Find the pages of the demonstration by following links, as somebody who looks at everything would."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'href="(/[^"#]*)')

NOT_PAGES = ("/static/",)


@dataclass(frozen=True)
class Found:
    """A page: its name, with a number where there are several of its kind; `document` for one that is downloaded."""

    label: str
    address: str
    by: str
    document: bool


def pages_of(client: Client, start: str, each: int) -> Iterator[Found]:
    """Every page reachable from the start, at most `each` of a kind."""
    seen: Counter[str] = Counter()
    known, waiting = {start}, deque([start])
    while waiting:
        address = waiting.popleft()
        name = name_of(address)
        if name is None or seen[name] >= each:
            continue
        response = client.get(address)
        if response.status_code != 200:
            continue
        seen[name] += 1
        kind = response["Content-Type"].split(";")[0]
        yield Found(f"{name} {seen[name]}" if each > 1 else name, address, "", kind != "text/html")
        if kind == "text/html":
            for link in LINK.findall(response.content.decode()):
                link = link.replace("&amp;", "&")
                if link not in known and not link.startswith(NOT_PAGES):
                    known.add(link)
                    waiting.append(link)


def name_of(address: str) -> str | None:
    """The name of the page at an address."""
    try:
        return resolve(address.partition("?")[0]).url_name
    except Resolver404:
        return None
