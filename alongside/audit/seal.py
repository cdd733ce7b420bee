"""Seal the log, and say whether it is still what was sealed.

Each seal is an HMAC (key outside the database) over its entries and the seal before it, so an edit, a deletion or an
insertion among sealed entries shows. Not shown: what was cut off after the last seal, a few seconds in a running
installation; keep the newest digest elsewhere (the command prints it) to shorten that window.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from alongside.audit.models import Entry, Seal, SealedEntry

BATCH = 500
# Long after this an entry without a seal is a fault: the sealer runs every few seconds.
SEALED_WITHIN = timedelta(hours=1)


def seal_waiting() -> int:
    """Seal up to one batch of entries not sealed yet; returns how many. Safe to run in several processes at once."""
    unsealed = ~Exists(SealedEntry.objects.filter(entry_id=OuterRef("pk")))
    entries = list(Entry.objects.filter(unsealed).order_by("pk")[:BATCH])
    if not entries:
        return 0
    try:
        with transaction.atomic():
            last = Seal.objects.order_by("-pk").first()
            digest = chained(last.digest if last else "", entries)
            # Unique `previous` and unique `entry_id` make the slower of two sealers fail here and try again later.
            seal = Seal.objects.create(previous=last, digest=digest)
            SealedEntry.objects.bulk_create(SealedEntry(seal=seal, entry_id=entry.pk) for entry in entries)
    except IntegrityError:
        return 0
    return len(entries)


def faults() -> list[str]:
    """What no longer matches its seal, in words; empty when the log is whole."""
    found = []
    digest = ""
    entries = Entry.objects.in_bulk()
    for seal in Seal.objects.order_by("pk").prefetch_related("lines"):
        ids = sorted(line.entry_id for line in seal.lines.all())
        missing = [id for id in ids if id not in entries]
        if missing:
            found.append(f"Seal {seal.pk}: {len(missing)} of its entries are gone (first: {missing[0]}).")
        digest = chained(digest, [entries.pop(id) for id in ids if id in entries])
        if digest != seal.digest and not missing:
            found.append(f"Seal {seal.pk}: an entry it covers, or a seal before it, was changed.")
        digest = seal.digest
    overdue = timezone.now() - SEALED_WITHIN
    late = [entry.pk for entry in entries.values() if entry.at < overdue]
    if late:
        found.append(f"{len(late)} entries were never sealed, or were added behind a seal (first: {late[0]}).")
    return found


def chained(previous: str, entries: Iterable[Entry]) -> str:
    """The keyed hash of some entries after the digest before them, in hexadecimal."""
    key = hashlib.sha256(b"alongside audit seal" + settings.SECRET_KEY.encode()).digest()
    lines = [json.dumps(canonical(entry), sort_keys=True) for entry in entries]
    return hmac.new(key, "\n".join([previous, *lines]).encode(), hashlib.sha256).hexdigest()


def canonical(entry: Entry) -> dict[str, object]:
    """Everything an entry says, in a form that is the same on both databases."""
    return {
        "id": entry.pk,
        "at": int(entry.at.timestamp() * 1_000_000),
        "actor": [entry.actor_kind, str(entry.actor_id)],
        "partnership": str(entry.partnership_id),
        "verb": entry.verb,
        "target": [entry.target_type, str(entry.target_id)],
        "fields": entry.fields,
    }
