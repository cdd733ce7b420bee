"""`alongside restore`: an exported partnership into an empty installation."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from alongside.archive.actions.restoring import restore
from alongside.archive.rules.refusals import Refused
from alongside.audit.actor import SYSTEM


class Command(BaseCommand):
    """Restore a partnership. Everything or nothing."""

    help = "Restore an exported partnership into an empty installation. Stop the product first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore; whatever is wrong is said in one sentence, and nothing is stored."""
        path: Path = options["file"]
        # Named, not imported: composition knows this room, and not the other way round.
        only_writer = import_string("alongside.config.server.only_writer")
        try:
            with only_writer(), path.open("rb") as file:
                restored = restore(file=file, by=SYSTEM)
        except OSError as problem:
            raise CommandError(f"The file {path} cannot be read: {problem.strerror}.") from problem
        except (Refused, import_string("alongside.config.server.AlreadyServing")) as problem:
            raise CommandError(f"Nothing was restored. {problem}") from problem
        self.stdout.write(f"“{restored.name}” is restored, and every table is as the file says.")
        self.stdout.write("People come in with “Forgotten your password”, so mail has to work.")
        self.stdout.write("Now make an administrator: ./run alongside createadmin ADDRESS NAME")
