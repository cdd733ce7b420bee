"""`alongside verify`: whether a file is what was signed, by whom, or which part differs."""

from __future__ import annotations

import hashlib
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from alongside.plans.models import Version
from alongside.plans.queries.standing import standing
from alongside.plans.queries.versions import content_of, plan_view, view
from alongside.plans.rules.changes import changes
from alongside.plans.rules.content import PlanContent, from_text
from alongside.ui import words

# A plan of three goals and three hundred actions is under half a megabyte.
LARGEST = 10 * 1024 * 1024
NOT_KEPT = "The file is NOT what is kept here, so it is not what was signed here."
SHA256 = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    """Check the downloaded text of a version. Writes nothing."""

    help = "Check a file with the exact text of a plan's version. docs/how-to/check-a-signed-plan.md says how."
    # Works on a machine that has no database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and what it should be."""
        parser.add_argument("file", type=Path, help="the file that a version's page lets you download")
        parser.add_argument("--sha256", default="", help="the SHA-256 that you kept, to compare with")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what the file is. Raises CommandError, and so ends with code 1, when it is not what it should be."""
        data = self.read(options["file"])
        found = hashlib.sha256(data).hexdigest()
        self.stdout.write(f"SHA-256 of the file:  {found}")
        wanted = "".join(each for each in options["sha256"].lower() if each.isprintable() and not each.isspace())
        self.compare(found, wanted)
        content = self.understood(data)
        version = self.look_up(content, data.decode("utf-8"))
        self.stdout.write("The text is canonical: this content has one way of being written, and this is it.")
        self.tell(content)
        if version is None:
            return
        if version.content == data.decode("utf-8"):
            self.tell_signatures(version)
        else:
            self.tell_differences(version, content)

    def read(self, path: Path) -> bytes:
        """Every byte of the file."""
        try:
            if path.stat().st_size > LARGEST:
                raise CommandError(f"{path} is too large to be the text of a plan.")
            return path.read_bytes()
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem.strerror}.") from problem

    def compare(self, found: str, wanted: str) -> None:
        """Hold the fingerprint against the one that somebody kept."""
        if not wanted:
            return
        if not SHA256.fullmatch(wanted):
            raise CommandError("What you gave after --sha256 is no SHA-256: it has 64 characters, 0 to 9 and a to f.")
        if found != wanted:
            raise CommandError("It is NOT the one you gave. The file is another version, or it was changed or damaged.")
        self.stdout.write("It is the one you gave.")

    def understood(self, data: bytes) -> PlanContent:
        """What the file says, if it is exactly such a text."""
        try:
            content = from_text(data.decode("utf-8"))
        except ValueError as problem:
            raise CommandError(self.why_not(data)) from problem
        return content

    def why_not(self, data: bytes) -> str:
        """One sentence about a file that is no such text."""
        try:
            from_text(data.decode("utf-8-sig").strip())
        except ValueError:
            return "This is not the exact text of a plan's version. It was changed or damaged, or it is something else."
        return "A plan's text is in this file, with something added around it, such as a line end. Download it again."

    def tell(self, content: PlanContent) -> None:
        """What it says, in short."""
        self.stdout.write(f"\nVersion {content.number} of a plan of {content.provider} ({content.partnership})")
        self.stdout.write(f"Challenge {content.challenge_number}: {content.challenge}")
        for place, goal in enumerate(content.goals, start=1):
            self.stdout.write(f"Goal {place}: {goal.text} Target: {goal.target}, by {words.date(goal.by_when)}.")
        self.stdout.write(f"Actions: {len(content.actions)}. Next review: {words.date(content.review_on)}.")
        for who in content.signatories:
            self.stdout.write(f"To be signed by {who.name}, {who.post}, {who.organisation} ({who.side})")
        if not content.signatories:
            self.stdout.write("Nobody signs it: it is a self-assessment.")

    def look_up(self, content: PlanContent, text: str) -> Version | None:
        """Say first of all whether this installation keeps the same; the version that it keeps, if it has one."""
        try:
            version = self.kept(content)
        except DatabaseError:
            self.stdout.write("There is no database of Alongside at hand, so nothing says who signed it.")
            return None
        if version is None:
            self.stdout.write("This installation does not have that version, so nothing here says who signed it.")
        elif version.content == text:
            self.stdout.write("This installation keeps exactly these words.")
        else:
            self.stdout.write(NOT_KEPT)
        return version

    def kept(self, content: PlanContent) -> Version | None:
        """The version of this plan and number that is kept here. Raises DatabaseError where there is no database."""
        name = connection.settings_dict["NAME"]
        # Connecting would make an empty file.
        if connection.vendor == "sqlite" and not Path(name).is_file():
            raise DatabaseError("no database")
        return Version.objects.filter(plan_id=content.plan, number=content.number).first()

    def tell_signatures(self, version: Version) -> None:
        """Who signed exactly this, and when."""
        shown = view(version)
        self.stdout.write("")
        for place in shown.places:
            signed = [each for each in place.acts if each.act == "signed"]
            if place.signed:
                self.stdout.write(f"Signed by {place.who.name} on {words.date_and_time(signed[-1].at)}")
            else:
                self.stdout.write(f"Not signed by {place.who.name}" + (f" ({place.stands})" if place.stands else ""))
        self.stdout.write(f"This version: {version.states.order_by('-sequence')[0].get_state_display()}.")
        self.stdout.write(f"The plan: {standing(plan_view(version.plan))}")

    def tell_differences(self, version: Version, content: PlanContent) -> None:
        """Which part is not what is kept here; always an error."""
        self.stdout.write(f"\nThe words kept here as version {version.number} are others (SHA-256 {version.digest}).")
        for change in changes(content_of(version), content):
            self.stdout.write(change.sentence)
            for line in change.lines:
                self.stdout.write(f"  {line.name}: kept here “{line.before}”, in the file “{line.after}”")
        raise CommandError(NOT_KEPT)
