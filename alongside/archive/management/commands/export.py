"""`alongside export`: a whole partnership as one file."""

from __future__ import annotations

import os
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from alongside.archive.actions.exporting import export
from alongside.audit.actor import SYSTEM
from alongside.people.models import Partnership


class Command(BaseCommand):
    """Export a partnership. May run while people use the product."""

    help = "Write a whole partnership into one file. What the file holds is in docs/reference/export-format.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which partnership, and where to."""
        parser.add_argument("partnership", help="its identifier: the part after /p/ in its address")
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export; a file that is there is never written over."""
        path: Path = options["file"]
        found = self.find(options["partnership"])
        # Only the person who runs this may read it: it holds names and addresses.
        try:
            target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as problem:
            raise CommandError(f"There is a file {path} already. Choose another name.") from problem
        except OSError as problem:
            raise CommandError(f"The file {path} cannot be written: {problem.strerror}.") from problem
        try:
            with os.fdopen(target, "wb") as kept, export(partnership=found, by=SYSTEM) as made:
                shutil.copyfileobj(made, kept)
        except BaseException:
            path.unlink()
            raise
        self.stdout.write(f"“{found.name}” is in {path}. It holds names, addresses and everything that was decided.")

    def find(self, text: str) -> Partnership:
        """The partnership with this identifier."""
        try:
            return Partnership.objects.get(pk=UUID(text))
        except (ValueError, Partnership.DoesNotExist) as problem:
            raise CommandError(f"There is no partnership with the identifier {text}.") from problem
