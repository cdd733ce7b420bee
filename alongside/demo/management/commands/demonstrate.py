"""`alongside demonstrate`: prepare the demonstration, say how to sign in, and serve it."""

import os
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from alongside.demo.codes import keys
from alongside.demo.load import load


class Command(BaseCommand):
    """Everything `./run` does after set-up."""

    help = "Load the demonstration and serve it (PORT changes the port)."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which demonstration, and whether to serve it."""
        parser.add_argument("--demo", choices=["partnership", "sources"], default="partnership")
        parser.add_argument("--no-serve", action="store_true", help="only prepare it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, print, serve."""
        if not settings.DEMONSTRATION:
            raise CommandError("Set ALONGSIDE_DEMONSTRATION=yes: this command loads invented people.")
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0)
        if not settings.SQLITE:
            call_command("createcachetable", verbosity=0)
        if load(options["demo"]):
            self.stdout.write("Loaded the demonstration.")
        port = self.port()
        if options["no_serve"]:
            self.tell(port)
        else:
            # Named, not imported: composition knows this room, and not the other way round.
            serve = import_string("alongside.config.server.serve")
            try:
                serve(port, ready=partial(self.tell, port))
            except import_string("alongside.config.server.AlreadyServing") as problem:
                raise CommandError(str(problem)) from problem

    def port(self) -> int:
        """The port from PORT, 8000 without one."""
        given = os.environ.get("PORT", "8000")
        if not given.isdecimal() or not 0 < int(given) < 65536:
            raise CommandError(f"PORT is “{given}”. It must be a number from 1 to 65535.")
        return int(given)

    def tell(self, port: int) -> None:
        """Say where it is and how to sign in."""
        sources = settings.STORY == "sources"
        if sources:
            self.stdout.write(
                "\nThe people who sign in are invented. The two trusts are real, and told of as a report of 2010 does: "
                "not as they are today.\n\n"
            )
        else:
            self.stdout.write("\nAll people and places of this demonstration are invented.\n\n")
        self.stdout.write(f"{'who':16} {'role':12} {'e-mail':28} {'password':24} code now\n")
        for key in keys():
            person = key.person
            role = person.role.replace("_", "-") or "site admin"
            line = f"{person.name:16} {role:12} {person.email:28} {key.password:24} {key.code}"
            self.stdout.write(line)
        self.stdout.write(
            "\nCodes change every half minute and each works once, for signing in and again for signing something:"
            f"\n./run codes{' --demo=sources' if sources else ''} prints fresh ones. Or sign in with one press at"
        )
        self.stdout.write(f"\n    http://localhost:{port}/demonstration/\n\nStop with Ctrl-C.")
