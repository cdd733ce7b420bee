"""`alongside resetsecondfactor`: let in somebody who lost their second factor, once you are sure who they are."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.audit.actor import SYSTEM
from alongside.people.actions.accounts import remove_second_factor
from alongside.people.queries import account


class Command(BaseCommand):
    """Forget somebody's code app, passkeys and recovery codes."""

    help = "Remove somebody's second factor. Make sure who asks first: their password alone will open their account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it; an address without an account is said to have none."""
        user = account(options["email"])
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        remove_second_factor(user=user, by=SYSTEM)
        self.stdout.write(f"{user.name} signs in with the password and is then asked to set up a second factor.")
