"""Measure pages against a floor in the same run: ratios of medians taken in turns, and queries counted apart.

A page of a partnership is held against a floor inside that partnership (its door, its menu, no content), any other
page against a floor outside; both floors are printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.demo.telling import people
from alongside.people.models import Partnership, User
from bench.crawl import Found
from bench.rows import Row

PAGE_LIMIT, QUERY_LIMIT = 4.0, 15
FIRST = "first visit after a change, no limit asked"
Call = Callable[[], object]


def nothing() -> None:
    """What happens between two visits where nothing does."""


def signed_in(key: str) -> Client:
    """A client signed in as one of the demonstration people."""
    client = Client()
    client.force_login(User.objects.get(email=next(person.email for person in people() if person.key == key)))
    return client


def in_turns(first: Call, second: Call, times: int, change: Call = nothing) -> tuple[float, float]:
    """The median seconds of two calls made in turns; before each turn there is a `change`, which is not measured."""
    took: tuple[list[float], list[float]] = ([], [])
    for call in (first, second):
        call()
    for _round in range(times):
        change()
        for call, list_ in zip((first, second), took, strict=True):
            began = time.perf_counter()
            call()
            list_.append(time.perf_counter() - began)
    return median(took[0]), median(took[1])


def measured(found: Iterable[Found], quick: bool, change: Call = nothing) -> list[Row]:
    """The time and the queries of each page, against the floor.

    With a `change`, each visit is the first after one: rows of their own, for which no limit of time was asked.
    """
    wanted = sorted(found, key=lambda page: page.label)
    outside, inside = reverse("floor"), reverse("partnership-floor", args=[Partnership.objects.all()[0].pk])
    floors: dict[str, list[float]] = {outside: [], inside: []}
    clients = {key: signed_in(key) for key in {page.by for page in wanted} | {"amina"}}
    rows = []
    for number, page in enumerate(wanted, start=1):
        progress(f"page {number} of {len(wanted)}")
        visit = partial(clients[page.by].get, page.address)
        beside = inside if page.address.startswith("/p/") else outside
        floor, took = in_turns(partial(clients["amina"].get, beside), visit, 5 if quick else 15, change)
        floors[beside].append(floor)
        change()
        with CaptureQueriesContext(connection) as queries:
            visit()
        what, limit = ("time", PAGE_LIMIT) if change is nothing else (FIRST, None)
        rows.append(Row(f"{page.label}: {what}", took / floor, "x floor", None if page.document else limit))
        asked = "queries" if change is nothing else "queries of that visit"
        rows.append(Row(f"{page.label}: {asked}", len(queries), "queries", QUERY_LIMIT))
    if change is not nothing:
        return rows
    rows += [Row(f"floor {beside}: time", median(took) * 1000, "ms") for beside, took in named(floors)]
    return rows


def named(floors: dict[str, list[float]]) -> list[tuple[str, list[float]]]:
    """The floors that were used, in words."""
    words = ("outside a partnership", "inside a partnership")
    return [(word, took) for word, took in zip(words, floors.values(), strict=True) if took]


def timed(call: Call) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def progress(said: str) -> None:
    """Where a long measurement is, on one line that a pipe does not see."""
    if sys.stderr.isatty():
        print(f"\r{said:60}", end="", file=sys.stderr, flush=True)
