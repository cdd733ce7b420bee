"""The two databases and how each is kept safe.

SQLite: write-ahead log, every commit forced to disk, writers take their turn at BEGIN. On an SQLite without the
fix for the write-ahead-log reset fault (3.51.3, 3.53.0 and later) it falls back to a rollback journal.
PostgreSQL: a pool, because pages run in threads.
"""

from __future__ import annotations

import sys
from importlib import import_module, util
from typing import Any
from urllib.parse import unquote

from alongside.config.environment import env

# Releases that carry the fix; 3.52.0 was withdrawn.
FIXED_FROM = (3, 51, 3)
WITHDRAWN = (3, 52, 0)
# How long a thread keeps its connection to an SQLite file.
KEPT_SECONDS = 600


def use_fixed_sqlite() -> None:
    """Let Django find the newer SQLite that ships with the product, where there is one for this machine."""
    if util.find_spec("pysqlite3"):
        sys.modules["sqlite3"] = import_module("pysqlite3")


def journal_pragmas(version: tuple[int, ...]) -> str:
    """The statements each SQLite connection starts with; safe under power loss in both branches."""
    fixed = version >= FIXED_FROM and version != WITHDRAWN
    journal = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        if fixed
        else "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
    )
    return journal + " PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"


def database(default_url: str) -> dict[str, Any]:
    """Django's settings for the one database, from ALONGSIDE_DATABASE_URL or the default."""
    settings: dict[str, Any] = env.db_url_config(env.str("ALONGSIDE_DATABASE_URL", default="") or default_url)
    if settings["ENGINE"].endswith("sqlite3"):
        import sqlite3

        # Each thread keeps its connection: opening one reads the whole schema, and closing the last one writes the
        # journal back, which together cost more than storing an answer.
        settings["CONN_MAX_AGE"] = KEPT_SECONDS
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": journal_pragmas(sqlite3.sqlite_version_info),
        }
    else:
        # A socket's folder comes percent-encoded in an address.
        settings["HOST"] = unquote(settings["HOST"])
        settings["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 20}}
    return settings
