"""Put a partnership into an empty installation."""

from __future__ import annotations

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.archive.inserting import Inserted
from alongside.archive.packing import migrations, read_tables
from alongside.archive.queries.scope import Scope
from alongside.archive.rules.refusals import Refused
from alongside.archive.unpacking import Archive
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.models import Organisation, Partnership, User


@transaction.atomic
def restore(*, file: IO[bytes], by: Actor) -> Partnership:
    """Restore an archive. Everything or nothing: raises Refused with one sentence, and the database is as before.

    At the end the installation is exported once more, and every table must have the fingerprint that the file gives.
    The entry in the log belongs to the installation and not to the partnership, whose log stays as it was.
    """
    _check_empty()
    archive = Archive(file, migrations())
    Inserted(archive)
    _check_same(archive)
    partnership = Partnership.objects.get(pk=archive.manifest.partnership_id)
    record("restored", partnership, by=by)
    return partnership


def _check_empty() -> None:
    for model in (Partnership, User, Organisation):
        if model._default_manager.exists():
            raise Refused(
                _(
                    "This installation already has people, organisations or a partnership. A partnership can be "
                    "restored into an empty installation only, before an administrator is made."
                )
            )


def _check_same(archive: Archive) -> None:
    manifest = archive.manifest
    files, tables = read_tables(Scope(manifest.partnership_id, manifest.made_at))
    for file in files.values():
        file.close()
    for label, table in tables.items():
        if table != manifest.tables[label]:
            raise Refused(
                _("The table %(table)s holds rows that do not belong to the partnership of this file.")
                % {"table": label}
            )
