"""Archives on the disk: which files there are, what a file's fingerprint is, and which columns it has."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from alongside.feedback.archives.layout import DAY, TEAM, Layout
from alongside.ui.refusals import Refused

PARQUET = (".parquet",)
TEXT = (".csv", ".csv.gz")


@dataclass(frozen=True)
class Source:
    """One archive."""

    path: Path

    @property
    def is_text(self) -> bool:
        """Whether it is a CSV file; every column is then text."""
        return self.path.name.lower().endswith(TEXT)

    @property
    def is_packed(self) -> bool:
        """Whether it is packed with gzip."""
        return self.path.name.lower().endswith(".gz")

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes: what a file is known by, whatever it is called."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def size(self) -> int:
        """Bytes, for the bar."""
        return self.path.stat().st_size

    def heading(self) -> list[str]:
        """The columns of a CSV file, from its first row. Raises Refused where that cannot be read."""
        opened = gzip.open if self.is_packed else open
        try:
            with opened(self.path, "rt", encoding="utf-8-sig", newline="") as file:
                return next(csv.reader(file), [])
        except (OSError, EOFError, UnicodeDecodeError, csv.Error) as problem:
            raise Refused(f"{self.path} cannot be read as a table of text in UTF-8.") from problem


def sources(paths: Iterable[Path], without: Path) -> list[Source]:
    """Every archive among files and in folders, by name; what lies in the folder of counts is none.

    Raises Refused for a path that is not there or that no archive can be called.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and is_archive(each))
            found += [each for each in inside if not each.resolve().is_relative_to(without.resolve())]
        elif not path.is_file():
            raise Refused(f"There is no file or folder {path}.")
        elif not is_archive(path):
            raise Refused(f"{path} is no archive: its name must end in .parquet, .csv or .csv.gz.")
        else:
            found.append(path)
    return [Source(plain(path)) for path in dict.fromkeys(found)]


def plain(path: Path) -> Path:
    """The path itself. Raises Refused for a name that the engines would read as a pattern for several files."""
    if set("*?[") & set(str(path)):
        raise Refused(
            f"{path}: rename it, or its folder. The signs *, ? and [ in a name would stand for other files too."
        )
    return path


def is_archive(path: Path) -> bool:
    """Whether a file is called like an archive."""
    return path.name.lower().endswith((*PARQUET, *TEXT))


def fits(layout: Layout, source: Source, columns: list[str]) -> None:
    """Raises Refused where a file's columns are not those of an archive of this survey."""
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise Refused(f"{source.path} has the column “{twice[0]}” twice.")
    missing = [name for name in (TEAM, DAY) if name not in columns]
    if missing:
        raise Refused(f"{source.path} has no column “{missing[0]}”. Its columns are: {', '.join(columns) or 'none'}.")
    if not {column.key for column in layout.questions} & set(columns):
        raise Refused(f"{source.path} has no column for any question of {layout.survey}.")
