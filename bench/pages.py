"""Every page of the demonstration against a floor, one rating against a bare insert, and a reveal of 300 people.

How pages are measured: bench/measuring.py.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from statistics import median

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from alongside.demo.load import load
from bench.crawl import Found, pages_of
from bench.crowd import assessment_with, stored_ratings
from bench.measuring import Call, in_turns, measured, progress, signed_in, timed
from bench.rows import Row

SAVE_LIMIT, GROWTH_LIMIT, REVEAL_LIMIT = 4.0, 1.1, 6.0


def measure(*, quick: bool) -> list[Row]:
    """All rows; with `quick` fewer repetitions and one page of each kind."""
    call_command("migrate", verbosity=0)
    load("partnership")
    return [*pages(quick), *saving(quick), *revealing(quick)]


def pages(quick: bool) -> list[Row]:
    """Each page that somebody can reach by links, against the floor."""
    found: dict[str, Found] = {}
    for key in ("amina", "dee", "sam"):
        for page in pages_of(signed_in(key), reverse("home"), each=1 if quick else 2):
            found.setdefault(page.label, replace(page, by=key))
    return measured(found.values(), quick)


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
