"""`alongside demonstration_codes`: fresh sign-in codes for the demonstration people."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from alongside.demo.codes import keys

WAIT = """
Each code works once. If you have just signed in with one and are asked for another, to sign something or to confirm
who you are, wait until its seconds have run out, then run this again for the next."""


class Command(BaseCommand):
    """Print a code for each person."""

    help = "Print fresh sign-in codes for the demonstration people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which demonstration; the runner turns it into the folder of its database."""
        parser.add_argument("--demo", choices=["partnership", "sources"], default="partnership")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a person. Raises CommandError outside a demonstration, before any secret is read.

        So it does where the database was never made, or has nobody in it.
        """
        try:
            found = keys()
        except ImproperlyConfigured as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError:
            found = []
        if not found:
            start = "./run --demo=sources" if settings.STORY == "sources" else "./run"
            raise CommandError(f"Nobody is here to sign in yet. Start the demonstration first with {start}")
        for key in found:
            self.stdout.write(f"{key.person.email:28} {key.code}  (good for {key.seconds} more seconds)")
        self.stdout.write(WAIT)
