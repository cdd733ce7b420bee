"""Writes organisations one by one with the product's own settings, and says each once it is acknowledged."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")

import django

django.setup()

from django.db import connection, transaction

from alongside.audit.actor import SYSTEM
from alongside.people.actions.organisations import add_organisation


def main(count: int, pragma: str) -> None:
    """Write `count`; `pragma` weakens the connection for the negative control."""
    with connection.cursor() as cursor:
        if pragma:
            cursor.execute(f"PRAGMA {pragma}")
    for number in range(count):
        with transaction.atomic():
            add_organisation(name=f"Organisation {number}", kind="other", by=SYSTEM)
        print(number, flush=True)
    # Wait to be killed: closing in order would write everything down after all.
    sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
