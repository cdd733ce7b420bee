"""`alongside export_format`: write the reference page of the export anew, after a table was added or changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from alongside.archive.reference import PAGE, write


class Command(BaseCommand):
    """Write the list of tables; for those who change the program."""

    help = "Write the tables of docs/reference/export-format.md anew. For those who change the program."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        write()
        self.stdout.write(f"{PAGE.name} lists the tables as they are.")
