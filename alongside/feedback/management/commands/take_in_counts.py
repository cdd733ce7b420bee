"""`alongside take-in-counts`: a folder of counts into a partnership."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions.taking_counts import take_in_counts
from alongside.feedback.archives.bar import bar
from alongside.feedback.archives.counts import files
from alongside.feedback.archives.folder import Folder
from alongside.people.models import Partnership
from alongside.ui.refusals import Refused


class Command(BaseCommand):
    """Take counts in: everything of one archive or nothing, and each archive once."""

    help = (
        "Add what count-archive has counted to a partnership. The people of an archive are then in its next release, "
        "and in no other: so an archive must hold no answer that was also given in Alongside, and no two archives may "
        "hold the same answer. It cannot be taken back. With SQLite stop the product first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which folder, and whose counts they become."""
        parser.add_argument("folder", type=Path, help="the folder of counts")
        parser.add_argument("--partnership", required=True, help="its identifier: the part after /p/ in its address")
        parser.add_argument(
            "--make-teams", action="store_true", help="make the teams that the partnership does not have"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in one archive after the other; what was taken in before a refusal stays."""
        partnership = self.find(options["partnership"])
        # Named, not imported: composition knows this room, and not the other way round.
        only_writer = import_string("alongside.config.server.only_writer")
        try:
            with only_writer():
                self.take_in(partnership, Folder.of(options["folder"]), options["make_teams"])
        except (Refused, import_string("alongside.config.server.AlreadyServing")) as problem:
            raise CommandError(str(problem)) from problem

    def take_in(self, partnership: Partnership, folder: Folder, make_teams: bool) -> None:
        """Everything in a folder."""
        found = files(folder)
        show = bar(sys.stderr)
        for place, counts in enumerate(found):
            show(place, len(found), counts.name)
            new = take_in_counts(partnership=partnership, counts=counts, make_teams=make_teams, by=SYSTEM)
            said = f"{counts.people:,} people taken in." if new else "taken in before, passed over."
            self.stdout.write(f"{counts.name}: {said}")
        show(1, 1, "")
        if not found:
            self.stdout.write("There are no counts in this folder yet.")

    def find(self, text: str) -> Partnership:
        """The partnership with this identifier."""
        try:
            return Partnership.objects.get(pk=UUID(text))
        except (ValueError, Partnership.DoesNotExist) as problem:
            raise CommandError(f"There is no partnership with the identifier {text}.") from problem
