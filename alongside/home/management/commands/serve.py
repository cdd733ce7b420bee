"""`alongside serve`: serve this installation, with mail and sealing, until it is stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string


class Command(BaseCommand):
    """Serve the product."""

    help = "Serve the product; on SQLite one process only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped."""
        # Named, not imported: composition knows this room, and not the other way round.
        try:
            import_string("alongside.config.server.serve")(options["port"], options["host"])
        except import_string("alongside.config.server.AlreadyServing") as problem:
            raise CommandError(str(problem)) from problem
