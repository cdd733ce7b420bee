"""`alongside createadmin`: make a site administrator, with a password or with a link to choose one."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError

from alongside.audit.actor import SYSTEM
from alongside.people.actions.accounts import create_site_administrator
from alongside.people.models import User
from alongside.people.sign_in import reset_link


class Command(BaseCommand):
    """Make somebody who may add organisations and partnerships."""

    help = "Make a site administrator. Asks for a password, or with --link prints a one-time link to choose one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address and name; --link for a password that is chosen in the browser."""
        parser.add_argument("email")
        parser.add_argument("name", help='the name others see, in quotation marks: "Sam Ashby"')
        parser.add_argument(
            "--link", action="store_true", help="print a one-time link instead of asking for a password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account; what is wrong is said in a sentence and nothing is stored."""
        email, name = options["email"].strip().lower(), options["name"].strip()
        by_link = options["link"] or not sys.stdin.isatty()
        try:
            validate_email(email)
            password = None if by_link else self.ask(User(email=email, name=name))
            user = create_site_administrator(email=email, name=name, password=password, by=SYSTEM)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        except IntegrityError as problem:
            raise CommandError(f"There is an account with the address {email} already.") from problem
        self.stdout.write(f"{user.name} is a site administrator. The first sign-in asks to set up a second factor.")
        if by_link:
            self.stdout.write(
                f"Open this link within three days to choose a password. It works once:\n{reset_link(user)}"
            )

    def ask(self, user: User) -> str:
        """Ask for a password twice. Raises ValidationError for one that is easy to guess."""
        password = getpass.getpass("Password (at least 12 characters): ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two were not the same. Nothing was stored.")
        validate_password(password, user)
        return password
