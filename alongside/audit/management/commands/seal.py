"""`alongside seal`: seal what waits, then say whether the whole log is intact."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.audit.models import Seal
from alongside.audit.seal import faults, seal_waiting


class Command(BaseCommand):
    """Seal and check the audit log."""

    help = "Seal waiting audit entries and check the chain."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, then check; a fault ends with an error that names it."""
        while seal_waiting():
            pass
        found = faults()
        if found:
            raise CommandError("The audit log does not match its seals:\n" + "\n".join(found))
        last = Seal.objects.order_by("-pk").first()
        self.stdout.write("The audit log is intact." + (f" Newest seal: {last.digest}" if last else ""))
