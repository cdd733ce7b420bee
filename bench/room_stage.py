"""What a case of the room bench stands on: an open room, its servers, and what the database kept."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.models import Participant, Rating
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.participants import PURPOSE
from alongside.assessments.rules.answers import answers
from alongside.audit.actor import SYSTEM
from alongside.demo.load import load
from alongside.demo.telling import people
from alongside.people.models import Partnership, User
from alongside.people.tokens import hash_of
from alongside.workshops.actions.leading import declare_present, move
from alongside.workshops.actions.planning import arrange, plan_session
from alongside.workshops.models import Session
from alongside.workshops.queries.sessions import room_secret, screen_secret
from bench.crowd import assessment_with
from bench.measuring import signed_in
from bench.phones import Key
from bench.serving import free_ports, serve, used_by_database, wait_for
from bench.spent import Spent, used_by
from bench.wire import Browser

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_LOADS = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"')


@dataclass
class Stage:
    """An open room and where it is served; `servers` are the processes, one for SQLite, two for PostgreSQL."""

    session: Session
    door: str
    screen: str
    console: str
    item: str
    answers: tuple[str, ...]
    ports: tuple[int, ...]
    bare_port: int
    facilitator: Browser
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    used: float = 0.0
    join_kilobytes: float = 0.0

    async def look(self) -> str:
        """What the facilitators have before them; the token of its forms."""
        page = await self.facilitator.get(self.console)
        token = _TOKEN.search(page.text)
        return token[1] if token else ""

    async def press(self, token: str, phase: str, after: int) -> None:
        """Press a button of the console. Raises OSError where the room did not move."""
        form = {
            "csrfmiddlewaretoken": token,
            "phase": phase, "item": self.item, "after": str(after),
        }  # fmt: skip
        said = await self.facilitator.post(f"{self.console}move/", form)
        if said.status != 302:
            raise OSError(f"the room did not move to {phase}: {said.status}")

    def start(self) -> None:
        """Start every server and wait until it answers."""
        self.servers = [serve(port) for port in self.ports]
        for port in self.ports:
            wait_for(port, reverse("health"))

    def kill_and_start(self) -> None:
        """Kill all servers at once, as a power cut would, and start them again."""
        self.used += self.cpu_seconds()
        for server in self.servers:
            server.send_signal(signal.SIGKILL)
            server.wait()
        self.start()

    def cpu_seconds(self) -> float:
        """Processor time that the servers have used since the session began; what came before a kill alone."""
        if self.used:
            return self.used
        return sum(used_by(server.pid) for server in self.servers)

    def spent(self) -> Spent:
        """What servers and database have used so far."""
        return Spent(self.cpu_seconds(), used_by_database())

    def names(self, told: Mapping[tuple[str, Key], Any]) -> dict[tuple[str, Key], Any]:
        """The same by the key that the database knows a device by."""
        return {(hash_of(PURPOSE, secret), key): saved for (secret, key), saved in told.items()}


def set_stage(phones: int) -> Stage:
    """The demonstration with one open room for so many people, already answering its first challenge."""
    call_command("migrate", verbosity=0)
    load("partnership")
    crowd = assessment_with(1)
    Participant.objects.filter(assessment=crowd.assessment).delete()
    two = User.objects.filter(email__in=[person.email for person in people() if person.key in ("amina", "joel")])
    lead, other = two.order_by("name")
    workshop = arrange(assessment=crowd.assessment, support_person="Somebody", by=SYSTEM)
    session = plan_session(
        workshop=workshop,
        starts_at=timezone.now() + timedelta(minutes=5),
        place="Hall",
        open_room=True,
        facilitator=lead,
        lived_facilitator=other,
        items=crowd.items[:2],
        by=SYSTEM,
    )
    declare_present(session=session, present=phones, by=SYSTEM)
    for after, phase in enumerate(("understand", "alone"), start=1):
        move(session=session, phase=phase, item=crowd.items[0], after=after, by=SYSTEM)
    ports = tuple(free_ports(2 if connection.vendor == "sqlite" else 3))
    client = signed_in("amina")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    place = (Partnership.objects.all()[0].pk, crowd.assessment.pk, session.pk)
    return Stage(
        session=session,
        door=reverse("enter-room", args=[session.pk, room_secret(session.pk)]),
        screen=reverse("big-screen", args=[session.pk, screen_secret(session.pk)]),
        console=reverse("console", args=place),
        item=crowd.items[0],
        answers=tuple(answers(framework_of(crowd.assessment))),
        ports=ports[1:],
        bare_port=ports[0],
        facilitator=Browser(ports[1], cookies),
    )


@contextmanager
def servers_for(stage: Stage) -> Iterator[Stage]:
    """Run the product's servers and the bare one, and stop them afterwards."""
    connection.close()
    bare = subprocess.Popen([sys.executable, "-m", "bench.bare", str(stage.bare_port)], env=dict(os.environ))
    try:
        wait_for(stage.bare_port, "/bare/")
        stage.start()
        stage.join_kilobytes = _join_kilobytes(stage)
        yield stage
    finally:
        for server in [bare, *stage.servers]:
            server.kill()
            server.wait()


def kept_in_database(stage: Stage) -> dict[tuple[str, Key], tuple[str, str, int]]:
    """Every stored answer of the room's assessment; twice the same place would be an error of the table."""
    rows = Rating.objects.filter(assessment=stage.session.workshop.assessment_id).values_list(
        "participant__secret_hash", "item", "round", "answer", "reason", "revision"
    )
    return {(device, (item, round)): (*rest,) for device, item, round, *rest in rows}  # type: ignore[misc]


def _join_kilobytes(stage: Stage) -> float:
    """What a phone loads to come in, as it goes over the line."""
    port = stage.ports[0]
    page, size = _get(port, stage.door)
    for address in sorted(set(_LOADS.findall(page))):
        size += _get(port, address)[1]
    return size / 1024


def _get(port: int, path: str) -> tuple[str, int]:
    """A page, followed through redirects, and the bytes that its answer took."""
    asked = urllib.request.Request(f"http://localhost:{port}{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as said:  # noqa: S310 - our own server
        body = said.read()
        return body.decode("utf-8", "replace"), len(body) + len(bytes(said.headers))


assert settings.DEMONSTRATION, "The bench plays in the demonstration only."
