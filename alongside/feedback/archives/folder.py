"""A folder of counts: one file for each archive, written whole or not at all, and the sum of them.

    counts.json              which survey, and the fingerprint of how it was counted
    SHA256.parquet           the counts of one archive, named by the SHA-256 of its bytes
    SHA256.rejected.csv      which of its rows were not counted, where there are any
    counts.parquet           all of them together, cell by cell

A file that is there is complete: it was written under another name, forced to the disk and renamed. So whoever is
stopped in the middle, by whatever, can begin again and loses one file's work at most.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alongside.catalogue import shelf
from alongside.feedback.archives.duck import Rejected
from alongside.feedback.archives.layout import Layout, layout_of
from alongside.feedback.archives.query import counting
from alongside.feedback.archives.sources import plain
from alongside.ui.refusals import Refused

MARK, SUM, SPILL = "counts.json", "counts.parquet", "spill"
COUNTED = re.compile(r"[0-9a-f]{64}\.parquet")
UNFINISHED = re.compile(r"(counts\.(json|parquet)|[0-9a-f]{64}\.(parquet|rejected\.csv))\.[0-9]+\.part")


@dataclass(frozen=True)
class Folder:
    """The folder and the survey that its counts are of."""

    path: Path
    layout: Layout

    @classmethod
    def of(cls, path: Path) -> Folder:
        """A folder that holds counts already. Raises Refused for any other, and where its survey is not installed."""
        try:
            key, _slash, version = str(json.loads((path / MARK).read_text(encoding="utf-8"))["survey"]).partition("/")
            survey = shelf.survey(key, version)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise Refused(f"{path} is no folder of counts. Make one with count-archive.") from problem
        except shelf.NotOnTheShelfError as problem:
            raise Refused(f"{path} holds counts of {key}/{version}, and that survey is not installed.") from problem
        found = cls(path, layout_of(survey))
        found.open()
        return found

    def open(self) -> None:
        """Make it, or see that it holds counts of this survey, and clear away what was not finished.

        Raises Refused for another survey's, and for a folder that holds other things.
        """
        plain(self.path)
        # For whoever runs this only: counts of a few people are somebody's answers.
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in [each for each in self.path.iterdir() if UNFINISHED.fullmatch(each.name)]:
            left.unlink()
        mark = self.path / MARK
        if mark.exists():
            if mark.read_text(encoding="utf-8") != self._mark():
                raise Refused(
                    f"{self.path} holds counts of another survey, or of another way to count. Choose another."
                )
        elif any(self.path.iterdir()):
            raise Refused(f"{self.path} holds other things. Choose an empty folder, or one that is not there yet.")
        else:
            self.write(mark, lambda part: part.write_text(self._mark(), encoding="utf-8"))
        shutil.rmtree(self.spill, ignore_errors=True)

    @property
    def spill(self) -> Path:
        """Where what does not fit into memory goes meanwhile."""
        return self.path / SPILL

    @property
    def sum(self) -> Path:
        """All counts together."""
        return self.path / SUM

    def counts(self, digest: str) -> Path:
        """The counts of the archive with this fingerprint."""
        return self.path / f"{digest}.parquet"

    def counted(self) -> list[Path]:
        """Every archive's counts."""
        return sorted(path for path in self.path.iterdir() if COUNTED.fullmatch(path.name))

    def write_rejected(self, digest: str, found: Rejected) -> None:
        """Write down which rows were not counted: first how many by column, then the first hundred."""

        def table(part: Path) -> None:
            with part.open("w", encoding="utf-8", newline="") as file:
                lines = csv.writer(file, lineterminator="\n")
                lines.writerow(["row", "column", "how_many"])
                lines.writerows(["", key, number] for key, number in sorted(found.by_column.items()))
                lines.writerows([each.row, each.column, 1] for each in found.first)

        self.write(self.path / f"{digest}.rejected.csv", table)

    def write(self, target: Path, writing: Callable[[Path], object]) -> None:
        """Write a file whole or not at all: under another name, to the disk, and then under its own."""
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        writing(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        if os.name == "posix":
            folder = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _mark(self) -> str:
        way = hashlib.sha256(counting(self.layout).encode()).hexdigest()
        return json.dumps({"format": "counts/1", "survey": self.layout.survey, "way": way}, indent=1) + "\n"
