"""Servers of the product as the benches run them: real processes on free ports, and what they and the database used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from http.client import HTTPException

from django.db import connection

from bench.spent import used_by


def serve(port: int) -> subprocess.Popen[bytes]:
    """A server of the product."""
    return subprocess.Popen(
        [sys.executable, "-m", "alongside", "serve", "--port", str(port)],
        env=dict(os.environ), stdout=subprocess.DEVNULL,
    )  # fmt: skip


def wait_for(port: int, path: str) -> None:
    """Wait until a server answers, a minute at most. Raises OSError."""
    for _attempt in range(600):
        try:
            urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=5).read()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise OSError(f"the server on port {port} did not start")


def used_by_database() -> float:
    """Processor time of every process of PostgreSQL that serves our database; 0 for SQLite, which is in the server."""
    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return sum(used_by(pid) for (pid,) in cursor.fetchall())


def free_ports(count: int) -> Iterable[int]:
    """Ports that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _each in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports
