"""Knock at a page, and leave no trace: every request is undone before the next one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from alongside.people.models import OutboxMail
from tests.access.visitors import Visitor

# Who was here and what was tried may be written down whoever knocks.
NOT_DIGESTED = {"sessions.Session", "audit.Entry", "audit.Seal", "audit.SealedEntry"}
# Parts of a page that differ from one request to the next whatever it is about.
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
KEY = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Answer:
    """What came back, which tables were different afterwards, and what was mailed or waits to be."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    wrote: frozenset[str] = frozenset()
    mailed: bytes = b""

    @property
    def masked(self) -> bytes:
        """The page without what differs each time: tokens, and the keys that the visitor sent."""
        return KEY.sub(b"KEY", CHANGING.sub(b"", self.body))


def ask(
    visitor: Visitor,
    method: str,
    address: str,
    data: dict[str, object] | None = None,
    *,
    before: dict[str, str] | None = None,
    check_csrf: bool = False,
    follow: bool = False,
) -> Answer:
    """One request, undone afterwards. With `before`, a digest, the answer says which tables it changed.

    With `follow` it is the page that a form leads to, and what that page says has happened.
    """
    cache.clear()
    mail.outbox = []
    client = visitor.client(enforce_csrf_checks=check_csrf)
    watcher, started = Watcher(), timezone.now()
    # Only a demonstration has these pages, and they ask whether it is one.
    demonstration = override_settings(DEMONSTRATION=address.startswith("/demonstration/"))
    with demonstration, connection.execute_wrapper(watcher), transaction.atomic():
        posts = method == "POST"
        response = client.post(address, data or {}, follow=follow) if posts else client.generic(method, address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        letters = [*mail.outbox, *OutboxMail.objects.filter(created_at__gte=started)] if watcher.wrote else mail.outbox
        # Without a statement that writes, the tables are what they were, and need not be read.
        after = digest() if before is not None and watcher.wrote else {}
        transaction.set_rollback(True)
    changed = frozenset(name for name in after if before and after[name] != before.get(name))
    mailed = "\n".join(f"{letter.subject}\n{letter.body}" for letter in letters).encode()
    return Answer(response.status_code, body, dict(response.headers), changed, mailed)


class Watcher:
    """Notices every statement to the database that does more than read."""

    HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SHOW", "EXPLAIN")

    def __init__(self) -> None:
        self.wrote = False

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        """Let the statement through, and remember whether it may have written."""
        self.wrote |= not sql.lstrip("( ").upper().startswith(self.HARMLESS)
        return execute(sql, *rest)


def digest() -> dict[str, str]:
    """A fingerprint of every row, by table."""
    found = {}
    for model in apps.get_models():
        if model._meta.label not in NOT_DIGESTED:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')  # noqa: S608 - our own names
                found[model._meta.label] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found
