"""One case of `./run bench room`: stage a room, start servers, play a session, bring everybody back, and count.

Called by bench/room.py as `python -m bench.room_case PHONES JOINING ANSWERING P99`, seconds each.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING

import django

from bench.phones import Key, Phone, Seen, Tally
from bench.rows import Row
from bench.spent import Spent
from bench.wire import Browser

if TYPE_CHECKING:
    from bench.room_stage import Stage

SEEN_LIMIT, STORM_LIMIT, JOIN_LIMIT = 1.0, 60.0, 100.0
# How long a phase in which nobody answers lasts; the time for answers is shared by the rounds of the session.
BETWEEN = 4.0
ROUNDS = (("alone", "reveal", "talk"), ("again", "moved", "agree"))


def main(words: Sequence[str]) -> int:
    """Set up Django for one database, play, print rows as lines of JSON."""
    phones, joining, answering, p99 = int(words[0]), float(words[1]), float(words[2]), float(words[3])
    os.environ.update(ALONGSIDE_DEMONSTRATION="yes", DJANGO_SETTINGS_MODULE="bench.settings")
    django.setup()
    from bench.room_stage import servers_for, set_stage

    stage = set_stage(phones)
    with servers_for(stage) as running:
        case = Play(stage, phones, joining, answering)
        try:
            asyncio.run(case.all())
        finally:
            for problem in sorted(set(case.tally.errors))[:10]:
                print(f"  {problem}", file=sys.stderr)
        rows = case.rows(p99, running.cpu_seconds())
    for row in [*rows, *stored(case)]:
        print(json.dumps(row.as_json()))
    return 0


class Play:
    """The session as it is played, and what was measured."""

    def __init__(self, stage: Stage, phones: int, joining: float, answering: float) -> None:
        self.stage, self.joining, self.answering = stage, joining, answering
        self.seen, self.tally, self.chance = Seen(), Tally(), Random(4)
        self.phones = [
            Phone(number, Browser(stage.ports[number % len(stage.ports)]), self.seen, self.tally, stage.answers)
            for number in range(phones)
        ]
        self.changes: list[float] = []
        self.missed = 0
        self.floor: list[float] = []
        self.storm = 0.0
        self.began = time.perf_counter()
        self.ended = self.began
        self.over = asyncio.Event()
        # What came in took, then what taps took while nothing else went on, and how many those were.
        self.joins, self.at_taps, self.counted = Spent(), Spent(), 0
        self.joined_taps, self.joining_took, self.own_cpu = 0, 0.0, 0.0

    async def all(self) -> None:
        """Floor, session, storm."""
        self.floor = await bare(self.stage, len(self.phones), min(30.0, self.answering))
        self.began, cpu = time.perf_counter(), _cpu()
        living = [asyncio.create_task(self.live(phone)) for phone in self.phones]
        living.append(asyncio.create_task(self.watch()))
        await self.lead()
        self.over.set()
        self.own_cpu, self.ended = _cpu() - cpu, time.perf_counter()
        await asyncio.gather(*living)
        await self.come_back()

    async def live(self, phone: Phone) -> None:
        """One phone from the door to the end."""
        await asyncio.sleep(self.joining * phone.number / len(self.phones))
        try:
            await phone.come_in(self.stage.door)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, KeyError, ZeroDivisionError) as problem:
            self.tally.errors.append(f"coming in: {problem!r}")
            return
        following = asyncio.create_task(phone.follow(self.over, self.chance))
        await phone.answer_on(self.over, self.chance)
        following.cancel()

    async def watch(self) -> None:
        """The big screen: it follows counts, and asks for its inside whenever it hears of something."""
        screen = Browser(self.stage.ports[0])
        while not self.over.is_set():
            said = await screen.get(f"{self.stage.screen}?fragment=1")
            if said.status != 200:
                self.tally.errors.append(f"screen: {said.status}")
            await asyncio.sleep(1)

    async def lead(self) -> None:
        """Move the room on from its console; each change is timed until every phone has it."""
        before = await self.spent()
        await asyncio.sleep(self.joining)
        while sum(phone.key != "" for phone in self.phones) < len(self.phones) and not self.late_to_join():
            await asyncio.sleep(0.1)
        self.joins, self.joined_taps = (await self.spent()).since(before), len(self.tally.taps)
        self.joining_took = time.perf_counter() - self.began
        lasts = self.answering / len(ROUNDS)
        for number, (answering, *others) in enumerate(ROUNDS):
            if number:
                await self.change(answering)
            before, taps = await self.spent(), len(self.tally.taps)
            await asyncio.sleep(lasts - (BETWEEN * len(others)))
            self.at_taps = self.at_taps.and_also((await self.spent()).since(before))
            self.counted += len(self.tally.taps) - taps
            for phase in others:
                await self.change(phase)
                await asyncio.sleep(BETWEEN)

    async def spent(self) -> Spent:
        """What servers and database have used so far; asked beside the event loop."""
        return await asyncio.to_thread(self.stage.spent)

    def late_to_join(self) -> bool:
        """Whether it is no use to wait for more people: a minute after the last should have come."""
        return time.perf_counter() - self.began > self.joining + 60

    async def change(self, phase: str) -> None:
        """Press one button; a phone that has not seen it ten seconds later has missed it."""
        version = self.seen.version + 1
        listening = [phone.number for phone in self.phones if phone.connected]
        token = await self.stage.look()
        began = time.perf_counter()
        await self.stage.press(token, phase, version - 1)
        while time.perf_counter() - began < 10 and len(self.seen.at.get(version, {})) < len(listening):
            await asyncio.sleep(0.02)
        saw = self.seen.at.get(version, {})
        self.changes += [at - began for at in saw.values()]
        self.missed += len(listening) - len(saw)

    async def come_back(self) -> None:
        """The servers are killed and started again; everybody comes back, and then sees one more change."""
        self.over = asyncio.Event()
        following = [asyncio.create_task(phone.follow(self.over, self.chance)) for phone in self.phones if phone.stream]
        await self.until_all_back()
        began = time.perf_counter()
        self.stage.kill_and_start()
        await asyncio.sleep(0.5)  # until every phone has noticed
        await self.until_all_back()
        self.storm = time.perf_counter() - began
        await self.change("break")
        self.over.set()
        for each in following:
            each.cancel()

    async def until_all_back(self) -> None:
        """Wait until every phone has its stream, two minutes at most."""
        for _wait in range(1200):
            if all(phone.connected for phone in self.phones if phone.stream):
                return
            await asyncio.sleep(0.1)

    def rows(self, p99: float, server_cpu: float) -> list[Row]:
        """What was measured, but for what the database holds."""
        tap, floor = quantiles(self.tally.taps, n=100), quantiles(self.floor, n=100)
        lasted = self.ended - self.began
        return [
            Row("errors", len(self.tally.errors), "errors", 0),
            Row("taps acknowledged", len(self.tally.taps) - self.tally.late, "taps"),
            Row("taps after the round was shown, refused kindly", self.tally.late, "taps"),
            Row("a tap: middle", tap[49], "s"),
            Row("a tap: slowest of a hundred", tap[98], "s", p99),
            Row("a tap: middle, against a bare server", tap[49] / floor[49], "times"),
            Row("a tap: slowest of a hundred, against a bare server", tap[98] / floor[98], "times"),
            Row("a change of phase: 95 of 100 phones have it", quantiles(self.changes, n=100)[94], "s", SEEN_LIMIT),
            Row("changes missed", self.missed, "changes", 0),
            Row("everybody had come in after", self.joining_took, "s"),
            *self.costs(),
            Row("after a restart everybody is back", self.storm, "s", STORM_LIMIT),
            Row("the page to come in, with all that it loads", self.stage.join_kilobytes, "KB", JOIN_LIMIT),
            Row("the phones took of one core", 100 * self.own_cpu / lasted, "%"),
            Row("the servers took of one core", 100 * server_cpu / lasted, "%"),
        ]

    def costs(self) -> list[Row]:
        """Processor time for one tap, and for one person who comes in with its five pages, less the taps meanwhile."""
        tap = Spent(self.at_taps.servers / max(1, self.counted), self.at_taps.database / max(1, self.counted))
        taps = Spent(tap.servers * self.joined_taps, tap.database * self.joined_taps)
        join = self.joins.since(taps)
        return [
            Row("a tap: processor time of the servers", 1000 * tap.servers, "ms"),
            Row("a tap: processor time of the database", 1000 * tap.database, "ms"),
            Row("coming in: processor time of the servers", 1000 * join.servers / len(self.phones), "ms"),
            Row("coming in: processor time of the database", 1000 * join.database / len(self.phones), "ms"),
        ]


async def bare(stage: Stage, phones: int, seconds: float) -> list[float]:
    """The same number of taps against a server of the same kind that stores nothing."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def one(number: int) -> None:
        browser = Browser(stage.bare_port)
        await asyncio.sleep(10.0 * number / phones)
        while time.perf_counter() < end:
            began = time.perf_counter()
            said = await browser.post("/bare/", {"reason": "x" * 40})
            took.append(time.perf_counter() - began)
            if said.status != 204:
                raise OSError(f"the bare server said {said.status}")
            await asyncio.sleep(max(0.0, 10.0 - (time.perf_counter() - began)))

    await asyncio.gather(*(one(number) for number in range(phones)))
    return took


def stored(case: Play) -> list[Row]:
    """Every acknowledged answer is stored exactly once: the newest of each phone, challenge and round."""
    from bench.room_stage import kept_in_database

    kept = kept_in_database(case.stage)
    told: dict[tuple[str, Key], tuple[str, str, int]] = {
        (phone.browser.cookies.get("participant", ""), key): saved
        for phone in case.phones
        for key, saved in phone.kept.items()
    }
    known = case.stage.names(told)
    wrong = sum(1 for key, saved in known.items() if kept.get(key) != saved)
    return [
        Row("acknowledged answers not stored, or stored otherwise", wrong, "answers", 0),
        Row("answers stored that nobody was told of", len(set(kept) - set(known)), "answers", 0),
    ]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
