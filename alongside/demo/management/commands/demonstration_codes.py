"""`alongside demonstration_codes`: fresh sign-in codes for the demonstration people."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.demo.codes import keys


class Command(BaseCommand):
    """Print a code for each person."""

    help = "Print fresh sign-in codes for the demonstration people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which demonstration; the runner turns it into the folder of its database."""
        parser.add_argument("--demo", choices=["partnership", "sources"], default="partnership")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a person."""
        for key in keys():
            self.stdout.write(f"{key.person.email:28} {key.code}  (for {key.seconds} more seconds)")
