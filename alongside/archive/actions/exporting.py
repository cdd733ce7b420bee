"""Take a whole partnership out."""

from __future__ import annotations

from typing import IO

from alongside.archive.packing import pack
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.models import Partnership


def export(*, partnership: Partnership, by: Actor) -> IO[bytes]:
    """The archive, open at its beginning. It is made first, then written down, and only then handed over.

    Nobody is held up while it is made, so this is no single transaction; the entry is not in the file that it tells of.
    """
    file = pack(partnership.pk)
    try:
        record("exported", partnership, by=by, partnership_id=partnership.pk)
    except BaseException:
        file.close()
        raise
    return file
