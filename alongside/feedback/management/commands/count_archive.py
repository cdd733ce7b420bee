"""`alongside count-archive`: archives of answers into counts, on this machine or on Spark."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.catalogue import shelf
from alongside.feedback.archives.bar import bar
from alongside.feedback.archives.counting import Done, count_archives
from alongside.ui.refusals import Refused


class Command(BaseCommand):
    """Count archives. Asks no database, and may be stopped and begun again at any time."""

    help = (
        "Turn archives of answers (.parquet, .csv, .csv.gz; one row for each person) into counts by team, month, "
        "group, question and answer. Each archive is counted once, whatever it is called. An archive must hold no "
        "answer that was also given in Alongside. docs/how-to/count-an-archive.md says how it must look."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which archives, of which survey, and where to."""
        parser.add_argument("archives", nargs="+", type=Path, help="files, or folders with files")
        parser.add_argument("--survey", required=True, help="the edition that was asked, such as team-feedback/2026")
        parser.add_argument(
            "--to", required=True, type=Path, help="the folder of counts; it is made where it is not there"
        )
        parser.add_argument("--spark", action="store_true", help="count with Apache Spark (Parquet only; an extra)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say what became of each archive."""
        key, _slash, version = options["survey"].partition("/")
        try:
            survey = shelf.survey(key, version)
            done = count_archives(
                options["archives"], survey, options["to"], on_spark=options["spark"], progress=bar(sys.stderr)
            )
        except shelf.NotOnTheShelfError as problem:
            known = ", ".join(each.id for each in shelf.surveys())
            raise CommandError(f"There is no survey {options['survey']}. There are: {known}.") from problem
        except OSError as problem:
            raise CommandError(f"{problem.filename or options['to']}: {problem.strerror}.") from problem
        except Refused as problem:
            raise CommandError(str(problem)) from problem
        for each in done:
            self.stdout.write(self.line(each))
        rejected = sum(each.rejected for each in done)
        if rejected:
            self.stdout.write(f"{rejected:,} rows were not counted. The files that end in .rejected.csv say which.")
        self.stdout.write(f"All counts together are in {options['to'] / 'counts.parquet'}.")

    def line(self, done: Done) -> str:
        """One archive in one line."""
        if done.counted is None:
            return f"{done.source.path}: counted before, passed over."
        without = f" It has no column for: {', '.join(done.without)}." if done.without else ""
        return f"{done.source.path}: {done.counted:,} people counted, {done.rejected:,} rows not.{without}"
