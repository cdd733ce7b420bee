"""Run a command beside a throw-away PostgreSQL: a private socket, no network, gone afterwards.

python tools/postgres.py COMMAND ...      the command finds the server in ALONGSIDE_DATABASE_URL
python tools/postgres.py --can-run        exit 0 where the server programs are installed
PostgreSQL refuses to run as root, so root starts it as another user; only the server changes user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote


def programs() -> Path | None:
    """The folder that holds initdb and postgres, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*found, *([Path(on_path).parent] if on_path else []), Path("/opt/homebrew/bin")]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def server_user() -> str | None:
    """The user the server runs as: another one where we are root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def main(command: list[str]) -> int:
    """Start a server, run the command, stop the server; returns the command's exit code."""
    folder = programs()
    if command == ["--can-run"]:
        return 0 if folder else 1
    if folder is None:
        print("No PostgreSQL server programs were found: apt-get install postgresql", file=sys.stderr)
        return 1
    user = server_user()
    with tempfile.TemporaryDirectory(prefix="alongside-pg-") as name:
        data, socket = Path(name, "data"), Path(name)
        if user:
            shutil.chown(name, user)
        # "alongside" owns the databases; trust is safe because only this folder's owner reaches the socket.
        initdb: list[str | Path] = [
            folder / "initdb",
            "-D",
            data,
            "-U",
            "alongside",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(initdb, user=user, cwd=name, check=True, stdout=subprocess.DEVNULL)
        options = "-c fsync=off -c synchronous_commit=off -c listen_addresses='' -c max_connections=100"
        control: list[str | Path] = [folder / "pg_ctl", "-D", data, "-l", str(socket / "log"), "-w"]
        subprocess.run([*control, "-o", f"{options} -k {socket}", "start"], user=user, cwd=name,
                       check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        socket.chmod(0o755)  # the caller, another user, must reach the socket
        try:
            create: list[str | Path] = [folder / "createdb", "-h", socket, "-U", "alongside", "alongside"]
            subprocess.run(create, check=True)
            url = f"postgres://alongside@{quote(str(socket), safe='')}/alongside"
            return subprocess.run(command, env={**os.environ, "ALONGSIDE_DATABASE_URL": url}).returncode
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, user=user, cwd=name, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
