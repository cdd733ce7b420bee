"""Every page of the demonstration against a floor, one rating against a bare insert, and a reveal of 300 people.

All times are ratios of medians, measured in turns with the floor in the same process; queries are counted apart.
A page of a partnership is held against a floor inside that partnership (its door, its menu, no content), any other
page against a floor outside; both floors are printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.demo.load import load
from alongside.demo.telling import people
from alongside.people.models import Partnership, User
from bench.crawl import Found, pages_of
from bench.crowd import assessment_with, stored_ratings
from bench.rows import Row

PAGE_LIMIT, QUERY_LIMIT, SAVE_LIMIT, GROWTH_LIMIT, REVEAL_LIMIT = 4.0, 15, 4.0, 1.1, 6.0
Call = Callable[[], object]


def measure(*, quick: bool) -> list[Row]:
    """All rows; with `quick` fewer repetitions and one page of each kind."""
    call_command("migrate", verbosity=0)
    load("partnership")
    return [*pages(quick), *saving(quick), *revealing(quick)]


def signed_in(key: str) -> Client:
    """A client signed in as one of the demonstration people."""
    client = Client()
    client.force_login(User.objects.get(email=next(person.email for person in people() if person.key == key)))
    return client


def in_turns(first: Call, second: Call, times: int) -> tuple[float, float]:
    """The median seconds of two calls made in turns."""
    took: tuple[list[float], list[float]] = ([], [])
    for call in (first, second):
        call()
    for _round in range(times):
        for call, list_ in zip((first, second), took, strict=True):
            began = time.perf_counter()
            call()
            list_.append(time.perf_counter() - began)
    return median(took[0]), median(took[1])


def pages(quick: bool) -> list[Row]:
    """Each page that somebody can reach by links, against the floor."""
    rows = []
    floor_client = signed_in("amina")
    outside, inside = reverse("floor"), reverse("partnership-floor", args=[Partnership.objects.all()[0].pk])
    floors: dict[str, list[float]] = {outside: [], inside: []}
    found: dict[str, Found] = {}
    for key in ("amina", "dee", "sam"):
        for page in pages_of(signed_in(key), reverse("home"), each=1 if quick else 2):
            found.setdefault(page.label, Found(page.label, page.address, key, page.document))
    clients = {key: signed_in(key) for key in ("amina", "dee", "sam")}
    for number, page in enumerate(sorted(found.values(), key=lambda page: page.label), start=1):
        progress(f"page {number} of {len(found)}")
        client = clients[page.by]

        def visit(client: Client = client, address: str = page.address) -> object:
            return client.get(address)

        beside = inside if page.address.startswith("/p/") else outside
        floor, took = in_turns(partial(floor_client.get, beside), visit, 5 if quick else 15)
        floors[beside].append(floor)
        with CaptureQueriesContext(connection) as queries:
            visit()
        limit = None if page.document else PAGE_LIMIT
        rows.append(Row(f"{page.label}: time", took / floor, "x floor", limit))
        rows.append(Row(f"{page.label}: queries", len(queries), "queries", QUERY_LIMIT))
    rows.append(Row("floor outside a partnership: time", median(floors[outside]) * 1000, "ms"))
    rows.append(Row("floor inside a partnership: time", median(floors[inside]) * 1000, "ms"))
    return rows


def saving(quick: bool) -> list[Row]:
    """One rating through its page, against one row through a bare view; then with many ratings stored."""
    times = 30 if quick else 120
    rows = []
    ratios = {}
    for stored in (30, 20_000):
        progress(f"saving with {stored} ratings stored")
        stored_ratings(stored)
        save = saver()
        bare, took = in_turns(lambda: Client().post(reverse("bare-insert")), save, times)
        ratios[stored] = took
        rows.append(Row(f"one rating saved, {stored} stored: time", took / bare, "x bare insert", SAVE_LIMIT))
    rows.append(Row("one rating saved: 20000 stored against 30", ratios[20_000] / ratios[30], "x", GROWTH_LIMIT))
    return rows


def saver() -> Call:
    """A call that saves another answer to the same question each time, as a phone does."""
    made = assessment_with(1)
    client = Client()
    client.cookies["participant"] = made.secrets[0]
    item = made.items[0]
    address = reverse("answer", args=[made.assessment.pk, item])
    state = {"revision": 0}

    def save() -> object:
        number = state["revision"]
        answer = made.answers[number % 2]
        data = {"answer": answer, "reason": "", "round": 1, "revision": number, "then": "next"}
        response = client.post(address, data)
        assert response.status_code == 302, response.content
        state["revision"] += 1
        return response

    return save


def revealing(quick: bool) -> list[Row]:
    """Three hundred people's answers to every challenge opened at once, against the floor."""
    times = 3 if quick else 7
    client = signed_in("amina")
    floors, took = [], []
    for number in range(times):
        progress(f"reveal {number + 1} of {times}")
        made = assessment_with(300)
        address = reverse("reveal-all", args=[made.assessment.partnership_id, made.assessment.pk])
        floors.append(timed(lambda: client.get(reverse("floor"))))
        took.append(timed(partial(client.post, address)))
        floors.append(timed(lambda: client.get(reverse("floor"))))
    return [Row("reveal of 300 people, every challenge: time", median(took) / median(floors), "x floor", REVEAL_LIMIT)]


def timed(call: Call) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def progress(said: str) -> None:
    """Where a long measurement is, on one line that a pipe does not see."""
    if sys.stderr.isatty():
        print(f"\r{said:60}", end="", file=sys.stderr, flush=True)
