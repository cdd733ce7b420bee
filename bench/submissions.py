"""Submissions in a rush: 10,000 answers in one minute through the public form, a tenth of them sent twice.

On PostgreSQL with two processes of the product and on SQLite with one; each case runs in a process of its own, with
servers and a database of its own. Everything shares this machine, and the rows say how much of it the senders took.
What is measured is the sending of a whole form: its pages were opened in the minutes before.

`python -m bench.submissions HOW_MANY SECONDS` is one case, on the database that the environment names.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING, Any

import django

from bench.apart import apart
from bench.rows import Row
from bench.spent import Spent, used_by
from bench.wire import Browser

if TYPE_CHECKING:
    from alongside.feedback.models import Asking

FULL, QUICK = (10_000, 60.0), (600, 10.0)
TEAMS, TWICE = 50, 10
P99_LIMIT = 3.0
CAME_IN, WAS_IN = "Your answer has come in", "had come in already"


def measure(*, quick: bool) -> list[Row]:
    """Both cases, for the bench of feedback."""
    many, seconds = QUICK if quick else FULL
    return [row for postgres in (False, True) for row in one(postgres, many, seconds)]


def one(postgres: bool, many: int, seconds: float) -> list[Row]:
    """One case, on one of the databases."""
    name = f"{many} submissions in {seconds:g} s, {'PostgreSQL' if postgres else 'SQLite'}"
    return apart(name, "bench.submissions", many, seconds, postgres=postgres)


@dataclass
class Rush:
    """The crowd that sends, and what it met."""

    ports: Sequence[int]
    address: str
    forms: list[dict[str, str]]
    seconds: float
    took: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    first: int = 0
    again: int = 0
    lasted: float = 0.0

    async def all(self) -> None:
        """Everybody at a moment of their own, whether or not the servers keep up."""
        chance, began = Random(11), time.perf_counter()
        moments = sorted(chance.uniform(0, self.seconds) for _form in self.forms)
        await asyncio.gather(*(self.person(number, began + at) for number, at in enumerate(moments)))
        self.lasted = time.perf_counter() - began

    async def person(self, number: int, at: float) -> None:
        """One answer; one in twenty presses twice at once, and one in twenty sends again because they are not sure."""
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        browser, form = Browser(self.ports[number % len(self.ports)]), self.forms[number]
        if number % (2 * TWICE) == 0:
            await asyncio.gather(self.send(browser, form), self.send(browser, form))
            return
        await self.send(browser, form)
        if number % (2 * TWICE) == TWICE:
            await self.send(browser, form)

    async def send(self, browser: Browser, form: dict[str, str]) -> None:
        """Press Send, and read what the page says."""
        began = time.perf_counter()
        try:
            said = await browser.post(self.address, form)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as problem:
            self.refused.append(repr(problem))
            return
        self.took.append(time.perf_counter() - began)
        if said.status != 200 or (CAME_IN not in said.text and WAS_IN not in said.text):
            self.refused.append(f"status {said.status}")
        self.first += CAME_IN in said.text
        self.again += WAS_IN in said.text


def main(words: Sequence[str]) -> int:
    """Set up one database, let the crowd send, and print rows as lines of JSON."""
    many, seconds = int(words[0]), float(words[1])
    os.environ.update(ALONGSIDE_DEMONSTRATION="yes", DJANGO_SETTINGS_MODULE="bench.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.urls import reverse

    from bench.serving import free_ports, serve, used_by_database, wait_for

    call_command("migrate", verbosity=0)
    askings = _askings()
    rush = Rush(
        tuple(free_ports(1 if connection.vendor == "sqlite" else 2)),
        reverse("feedback-answer"),
        [_form(askings[number % TEAMS], number) for number in range(many)],
        seconds,
    )
    servers = [serve(port) for port in rush.ports]
    try:
        for port in rush.ports:
            wait_for(port, reverse("health"))
        before, own = Spent(sum(used_by(each.pid) for each in servers), used_by_database()), _cpu()
        asyncio.run(rush.all())
        own = _cpu() - own
        spent = Spent(sum(used_by(each.pid) for each in servers), used_by_database()).since(before)
    finally:
        for server in servers:
            server.kill()
            server.wait()
    for problem in sorted(set(rush.refused))[:10]:
        print(f"  {problem}", file=sys.stderr)
    for row in [*_stored(rush), *_times(rush, spent, own)]:
        print(json.dumps(row.as_json()))
    return 0


def _askings() -> list[Asking]:
    """A survey that is asked for many teams."""
    from alongside.audit.actor import SYSTEM
    from alongside.catalogue import shelf
    from alongside.feedback.actions.asking import ask
    from alongside.feedback.queries.askings import today_of
    from alongside.people.models import Partnership

    here = Partnership.objects.create(name="Bench")
    today = today_of(here)
    what: dict[str, Any] = {
        "survey": shelf.survey("team-feedback", "2026"),
        "opens_on": today, "closes_on": today + timedelta(days=9),
        "served": None, "readers": "Somebody", "crisis": "Ring 111", "link": True, "by": SYSTEM,
    }  # fmt: skip
    teams = [here.teams.create(name=f"Team {number}") for number in range(TEAMS)]
    return [ask(partnership=here, team=team, **what) for team in teams]


def _form(asking: Asking, number: int) -> dict[str, str]:
    """What the last page of the questions sends, with a ticket of its own."""
    from alongside.feedback.tickets import draw

    words = f"These are the words of person {number}." if number % 3 == 0 else ""
    return {
        "ticket": draw(asking.pk), "at": "6", "go": "send", "plain": "",
        "answer-hope": "quite-a-lot", "answer-control": "a-little", "answer-opportunity": "very-much",
        "words-anything-else": words, "about-age": "25-44", "about-answering-as": "person",
    }  # fmt: skip


def _stored(rush: Rush) -> list[Row]:
    """Whether every answer is there exactly once: its ticket is spent, and it is sealed or was opened and counted."""
    from django.db.models import Sum

    from alongside.feedback.models import Opening, Sealed
    from alongside.feedback.models import Spent as Tickets
    from alongside.feedback.tickets import read

    wanted = {ticket.hash for form in rush.forms if (ticket := read(form["ticket"]))}
    spent = list(Tickets.objects.values_list("ticket_hash", flat=True))
    opened = Opening.objects.aggregate(people=Sum("how_many"))["people"] or 0
    answers = Sealed.objects.count() + opened
    return [
        Row(
            "answers that are not stored exactly once",
            len(wanted ^ set(spent)) + abs(answers - len(wanted)),
            "answers",
            0,
        ),
        Row("tickets spent twice", len(spent) - len(set(spent)), "tickets", 0),
        Row("refused, or no page came back", len(rush.refused), "sendings", 0),
        Row("told that the answer came in", rush.first, "people"),
        Row("told that it had come in already", rush.again, "people"),
    ]


def _times(rush: Rush, spent: Spent, own: float) -> list[Row]:
    took, sent = quantiles(rush.took, n=100), len(rush.took)
    return [
        Row("a sending: middle", took[49], "s"),
        Row("a sending: slowest of a hundred", took[98], "s", P99_LIMIT),
        Row("all had an answer after", rush.lasted, "s"),
        Row("a sending: processor time of the servers", 1000 * spent.servers / sent, "ms"),
        Row("a sending: processor time of the database", 1000 * spent.database / sent, "ms"),
        Row("a sending: processor time of who sends", 1000 * own / sent, "ms"),
        Row("the senders took of one core", 100 * own / rush.lasted, "%"),
    ]


def _cpu() -> float:
    return time.process_time()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
