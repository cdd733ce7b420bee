"""`alongside weekly_mail`: write the weekly messages whose time has come. The server does the same by itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from alongside.audit.actor import SYSTEM
from alongside.people.actions.mail import send_waiting
from alongside.plans.actions.weekly import write_weekly


class Command(BaseCommand):
    """Look at everybody's week once. May run beside the server, and as often as you like."""

    help = "Write the weekly messages whose time has come, from Monday at seven. Nobody gets two in one week."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until nobody is left whose week can be looked at, then send what waits."""
        looked = 0
        while step := write_weekly(by=SYSTEM):
            looked += step
        sent = 0
        while step := send_waiting(by=SYSTEM):
            sent += step
        self.stdout.write(f"Looked at the week of {looked}; sent {sent} messages.")
