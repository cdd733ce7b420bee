"""Which tests are run on each database, and which once.

`./run test` runs three parts side by side: what needs a database on SQLite, the same on PostgreSQL (both
ALONGSIDE_PART=both), and once what no database can change (ALONGSIDE_PART=once, beside SQLite). Without it all are run.

Nobody writes down which is which. A test needs a database when it asks for one: by the mark `django_db` or through any
of its fixtures; whoever does not ask is refused one by pytest-django. What asks for none, and still reads which
database there is or starts a program that could reach one, fails here until it says where it belongs: the mark `both`,
or the mark `once` with a reason, which is why the other database would say the same.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PARTS = ("", "both", "once")
ASKING = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server"}
# Programs that know nothing of any database.
HARMLESS = {"git"}


def needs_database(item: Any) -> bool:
    """Whether a test asks for a database, or says something about one."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql", "both"))
    return marked or bool(ASKING & set(item.fixturenames))


def on_both(item: Any) -> bool:
    """Whether a test is run on each database. Raises UsageError for a mark without its reason."""
    once = item.get_closest_marker("once")
    if once and (not once.kwargs.get("because") or item.get_closest_marker("postgresql")):
        raise pytest.UsageError(f"{item.nodeid}: `once` says why, and what only PostgreSQL says is never `once`.")
    return needs_database(item) and not once


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the part that was asked for; the others are counted as left out."""
    part = os.environ.get("ALONGSIDE_PART", "")
    if part not in PARTS:
        raise pytest.UsageError(f"ALONGSIDE_PART is one of {PARTS}.")
    both = {item: on_both(item) for item in items}
    if part:
        left_out = [item for item in items if both[item] != (part == "both")]
        items[:] = [item for item in items if both[item] == (part == "both")]
        config.hook.pytest_deselected(items=left_out)


def pytest_report_header() -> str:
    """Say which part this is."""
    said = {"": "all tests", "both": "what needs a database", "once": "what no database can change, once"}
    return f"part: {said.get(os.environ.get('ALONGSIDE_PART', ''), 'unknown')}"


@pytest.fixture(autouse=True)
def no_database_by_another_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that is run once, and could still see which database there is."""
    if needs_database(request.node) or request.node.get_closest_marker("once"):
        yield
        return
    with watched(browser=request.node.get_closest_marker("journey") is not None) as seen:
        yield
    if seen:
        pytest.fail(
            f"asks for no database, so it is run once, but {'; '.join(sorted(seen))}: mark it `both`, or `once` and why"
        )


@contextmanager
def watched(browser: bool) -> Iterator[set[str]]:
    """Notice every look at which database there is, and every program that is started; a browser may be."""
    from django.conf import LazySettings
    from django.db import connections
    from django.utils.connection import ConnectionProxy

    seen: set[str] = set()

    def noticed(name: str) -> property:
        def read(settings: Any) -> Any:
            seen.add(f"reads settings.{name}")
            return getattr(settings._wrapped, name)

        return property(read)

    def asked(proxy: Any, name: str) -> Any:
        if proxy._connections is connections:
            seen.add(f"reads connection.{name}")
        return getattr(proxy._connections[proxy._alias], name)

    started = subprocess.Popen.__init__

    def start(process: Any, args: Any, *rest: Any, **more: Any) -> None:
        first = args if isinstance(args, str | os.PathLike) else next(iter(args))
        if not browser and Path(os.fsdecode(first)).name not in HARMLESS:
            seen.add(f"starts {first}")
        started(process, args, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("SQLITE", "DATABASES"):
            patch.setattr(LazySettings, name, noticed(name), raising=False)
        patch.setattr(ConnectionProxy, "__getattr__", asked)
        patch.setattr(subprocess.Popen, "__init__", start)
        yield seen
