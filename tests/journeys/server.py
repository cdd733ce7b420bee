"""The product as it is run: `alongside serve` in a process of its own, which can be killed as a power cut would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from http.client import HTTPException
from pathlib import Path

from django.db import connection
from django.urls import reverse

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class Server:
    """One server on one port, on the database of the test; what it complains about is kept in `said`."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.said = folder / "server.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start it and wait until it answers."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.journeys.served",
            "TESTED_DATABASE": str(connection.settings_dict["NAME"]),
            "ALONGSIDE_ADDRESS": self.address,
        }
        with self.said.open("ab") as file:
            command = [sys.executable, "-m", "alongside", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
        self._wait()
        return self

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process and self.process.poll() is None, self.said.read_text()
            try:
                urllib.request.urlopen(f"{self.address}{reverse('health')}", timeout=5).read()
            except (OSError, HTTPException):
                time.sleep(0.1)
            else:
                return
        self.kill()
        raise AssertionError(f"The server did not start: {self.said.read_text()}")

    def kill(self) -> None:
        """End it at once: nothing is finished, nobody is told."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None
