"""The only door to Alongside: set up, serve, test, check, measure. Standard library only.

./run                       set everything up and serve the demonstration on http://localhost:8000 (PORT changes it)
./run --demo=sources        the same with what a report of 2010 says about two real trusts, and no assessment yet
./run setup                 only set up, in .venv
./run test                  set up and run every check and test, naming any suite that could not run
./run check                 lint, format, types and import contract only
./run journeys              the browser journeys only
./run spark                 the counts of Spark beside ours, in an environment of its own (needs Java)
./run bench NAME            measure (--json: one object a line; --quick: under a minute)
./run codes                 print fresh sign-in codes for the demonstration people
./run alongside COMMAND     any command of the product itself (migrate, createadmin, seal, ...)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": ["requirements.lock"], "dev": ["requirements.lock", "requirements-dev.lock"]}
STORIES = ["partnership", "sources"]
SOURCES = ["alongside", "tests", "tools", "bench", "run.py", "conftest.py"]


def main(arguments: list[str]) -> int:
    """Do what the first word asks; with none, serve the demonstration."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if word in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if word.startswith("--demo"):
        word, rest = "serve", arguments
    doors = {
        "serve": serve, "setup": only_set_up, "test": test, "check": check_only,
        "journeys": journeys, "spark": spark, "bench": bench, "codes": codes, "alongside": product,
    }  # fmt: skip
    if word not in doors:
        print(f"There is no ./run {word}.\n\n{__doc__}", file=sys.stderr)
        return 2
    try:
        return doors[word](rest)
    except SetUpFailed as problem:
        print(f"\nSet-up stopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ── Set-up ──────────────────────────────────────────────────────────────────────────────────────


class SetUpFailed(Exception):
    """Something this machine lacks; the message says what to do."""


def set_up(kind: str) -> None:
    """Make .venv hold exactly what the lock files say; instant when it already does."""
    stamp = VENV / f"alongside-{kind}.stamp"
    wanted = fingerprint(LOCKS[kind])
    dev_stamp = VENV / "alongside-dev.stamp"
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if kind == "run" and dev_stamp.exists() and dev_stamp.read_text() == fingerprint(LOCKS["dev"]):
        return
    started = time.monotonic()
    say(f"Setting up in {VENV.name} (the first time takes about half a minute) ...")
    if not PYTHON.exists():
        make_environment()
    install(LOCKS[kind])
    stamp.write_text(wanted)
    say(f"Set up in {time.monotonic() - started:.0f} s.")


def fingerprint(locks: list[str]) -> str:
    """One hash over the lock files and the Python that reads them."""
    digest = hashlib.sha256(sys.version.encode())
    for lock in locks:
        digest.update((ROOT / lock).read_bytes())
    return digest.hexdigest()


def make_environment(folder: Path = VENV) -> None:
    """Create .venv; Debian's own Python needs one more package for that."""
    try:
        venv.create(folder, with_pip=True, clear=folder.exists())
    except (subprocess.CalledProcessError, OSError) as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise SetUpFailed(
            "this Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
        ) from problem


def install(locks: list[str], python: Path = PYTHON, more: tuple[str, ...] = ()) -> None:
    """Install the locked, hashed wheels with uv, and with pip where uv cannot (nothing is compiled here)."""
    flags = ["--require-hashes", "--only-binary", ":all:", *more]
    wanted = [word for lock in locks for word in ("-r", str(ROOT / lock))]
    quiet = ["--quiet", "--disable-pip-version-check"]
    pip = [str(python), "-m", "pip", "install", *quiet, *flags]
    environment = dict(os.environ)
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    if not os.environ.get("NO_UV"):
        uv = [str(python), "-m", "pip", "install", *quiet, *flags[:3], "-r", str(ROOT / "requirements-uv.lock")]
        sync = [str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python), *flags, *wanted]
        if subprocess.run(uv, env=environment, capture_output=True).returncode == 0:
            say("Installing the locked packages ...")
            if subprocess.run(sync, env=environment, capture_output=True).returncode == 0:
                return
        say("Trying again with pip alone (slower) ...")
    if subprocess.run([*pip, *wanted], env=environment).returncode:
        raise SetUpFailed(f"the packages in {locks[-1]} could not be installed; the lines above say why.")


def say(line: str) -> None:
    """Tell the person what is happening, at once."""
    print(line, flush=True)


# ── Serve ───────────────────────────────────────────────────────────────────────────────────────


def only_set_up(rest: list[str]) -> int:
    """./run setup"""
    set_up("dev" if "--dev" in rest else "run")
    return 0


def serve(rest: list[str]) -> int:
    """./run and ./run --demo=NAME: the demonstration, served until Ctrl-C."""
    set_up("run")
    return demonstration("demonstrate", rest)


def codes(rest: list[str]) -> int:
    """./run codes (and ./run codes --demo=sources)"""
    set_up("run")
    return demonstration("demonstration_codes", rest)


def product(rest: list[str]) -> int:
    """./run alongside COMMAND, with the settings of the environment; where it has none, of the demonstration."""
    set_up("run")
    given = {"ALONGSIDE_SECRET_KEY", "ALONGSIDE_SECRET_KEY_FILE", "ALONGSIDE_DATA"} & os.environ.keys()
    # These two only read, so a newcomer may try them on what the demonstration holds.
    if not given and rest[:1] in (["verify"], ["export"]) and (ROOT / "var" / STORIES[0]).exists():
        say("This looks at the demonstration. With ALONGSIDE_SECRET_KEY set it looks at your own installation.")
        return demonstration(rest[0], rest[1:])
    return run([PYTHON, "-m", "alongside", *rest])


def bench(rest: list[str]) -> int:
    """./run bench NAME"""
    set_up("dev")
    return run([PYTHON, "-m", "bench", *rest])


def demonstration(command: str, rest: list[str]) -> int:
    """A command of the demonstration; each of the two keeps its own database under var/."""
    named = next((word.partition("=")[2] for word in rest if word.startswith("--demo=")), "partnership")
    if named not in STORIES:
        say(f"There is no demonstration called “{named}”. There are: {', '.join(STORIES)}.")
        return 2
    data = os.environ.get("ALONGSIDE_DATA", str(ROOT / "var" / named))
    words = [PYTHON, "-m", "alongside", command, *rest]
    return run(words, ALONGSIDE_DEMONSTRATION="yes", ALONGSIDE_STORY=named, ALONGSIDE_DATA=data)


def run(command: list[object], **extra: str) -> int:
    """Run one command at the root, with its output going straight to the screen."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    return subprocess.run([str(word) for word in command], cwd=ROOT, env=environment).returncode


# ── Test ────────────────────────────────────────────────────────────────────────────────────────


def checks() -> list[tuple[str, list[object]]]:
    """The checks that need no database: name and command."""
    return [
        ("lint", [PYTHON, "-m", "ruff", "check", *SOURCES]),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", *SOURCES]),
        ("types", [PYTHON, "-m", "mypy"]),
        ("import contract", [BIN / "lint-imports", "--no-cache"]),
        ("content", [PYTHON, "-m", "alongside.catalogue", "check"]),
    ]


def check_only(rest: list[str]) -> int:
    """./run check"""
    set_up("dev")
    return 1 if run_checks() else 0


def run_checks() -> list[str]:
    """Run every check; return the names of those that failed."""
    failed = []
    for name, command in checks():
        say(f"── {name}")
        if run(command):
            failed.append(name)
    return failed


def journeys(rest: list[str]) -> int:
    """./run journeys"""
    set_up("dev")
    return run([PYTHON, "-m", "pytest", "tests/journeys", *rest])


def spark(rest: list[str]) -> int:
    """./run spark; 75 where it cannot run here, which tools/extras.py says in a sentence."""
    set_up("dev")
    extra = {"ALONGSIDE_STRICT": "yes"} if "--strict" in rest else {}
    words = [word for word in rest if word != "--strict"]
    return run([PYTHON, "tools/extras.py", "spark", "-m", "pytest", "tests/spark", *words], **extra)


def test(rest: list[str]) -> int:
    """./run test: checks, then the suite on both databases; --strict fails where anything cannot run or is skipped.

    Three runs share the processors: what a database could change on SQLite, the same on PostgreSQL, and the rest once.
    """
    set_up("dev")
    strict = "--strict" in rest
    words = [word for word in rest if word != "--strict"]
    suite: list[object] = [PYTHON, "-m", "pytest", *words]
    extra = {"ALONGSIDE_STRICT": "yes"} if strict else {}
    both, once = {**extra, "ALONGSIDE_PART": "both"}, {**extra, "ALONGSIDE_PART": "once", "ALONGSIDE_DATABASE_URL": ""}
    missing = []
    if not browser():
        missing.append("the browser journeys (no Chromium: apt-get install chromium, or set CHROMIUM)")
    server = [PYTHON, "tools/postgres.py"]
    beside = {"tests that no database can change": Beside(suite, ROOT / "var" / "test-once", once)}
    if run([*server, "--can-run"]):
        missing.append("the suite on PostgreSQL (no server programs: apt-get install postgresql)")
    else:
        beside["tests on PostgreSQL"] = Beside([*server, *suite], ROOT / "var" / "test-postgresql", both)
    failed = run_checks()
    say("── tests on SQLite (two more runs go on beside it, and are shown when they end)")
    on_sqlite = {**both, "ALONGSIDE_DATABASE_URL": "", "ALONGSIDE_DATA": str(ROOT / "var" / "test-sqlite")}
    # Tests that were chosen by name may all belong to one part: then the other parts have none of them.
    passed = {0, 5} if words else {0}
    if run(suite, **on_sqlite) not in passed:
        failed.append("tests on SQLite")
    for name, other in beside.items():
        say(f"── {name}")
        if other.result() not in passed:
            failed.append(name)
    for name in missing:
        say(f"NOT RUN: {name}")
    if failed:
        say("FAILED: " + ", ".join(failed))
    return 1 if failed or (strict and missing) else 0


class Beside:
    """A command that runs beside another one; its output is kept in a file of its folder until it is asked for."""

    def __init__(self, command: list[object], data: Path, extra: dict[str, str]) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.output = data / "output.txt"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra, "ALONGSIDE_DATA": str(data)}
        words = [str(word) for word in command]
        with self.output.open("w") as file:
            self.process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT)

    def result(self) -> int:
        """Wait for it, show what it said, and return its exit code."""
        code = self.process.wait()
        say(self.output.read_text().rstrip())
        return code


def browser() -> str | None:
    """The browser that the journeys drive, if there is one."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
