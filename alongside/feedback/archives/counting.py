"""Count archives into a folder, one after the other, and add them up."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alongside.catalogue.survey import Survey
from alongside.feedback.archives import duck, spark
from alongside.feedback.archives.folder import Folder
from alongside.feedback.archives.layout import layout_of
from alongside.feedback.archives.sources import Source, sources
from alongside.ui.refusals import Refused

# Bytes that are done, bytes that there are, and what comes next.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Done:
    """What became of one archive: `counted` people and `rejected` rows, or None where it was counted before."""

    source: Source
    counted: int | None
    rejected: int
    without: tuple[str, ...] = ()


def quietly(done: int, of: int, said: str) -> None:
    """No bar."""


def count_archives(
    paths: Sequence[Path], survey: Survey, to: Path, *, on_spark: bool = False, progress: Progress = quietly
) -> list[Done]:
    """Count every archive that was not counted yet, and write the sum of all. Changes nothing the second time.

    Raises Refused with a sentence for what cannot be counted; what was counted before it stays.
    """
    layout = layout_of(survey)
    archives = sources(paths, without=to)
    if not archives:
        raise Refused("There are no archives there: files whose names end in .parquet, .csv or .csv.gz.")
    folder = Folder(to, layout)
    folder.open()
    total, done = sum(each.size for each in archives), 0
    found = []
    for source in archives:
        progress(done, total, source.path.name)
        found.append(_one(folder, source, on_spark))
        done += source.size
    progress(done, total, "adding up")
    if not folder.sum.exists():
        _add_up(folder)
    shutil.rmtree(folder.spill, ignore_errors=True)
    progress(total, total, "")
    return found


def _one(folder: Folder, source: Source, on_spark: bool) -> Done:
    target = folder.counts(source.digest)
    if target.exists():
        return Done(source, None, 0)
    # While there is a sum, it is the sum of all: whoever is stopped from here on adds up again.
    folder.sum.unlink(missing_ok=True)
    with duck.engine(folder.spill) as connection:
        columns = duck.open_archive(connection, folder.layout, source)
        layout = folder.layout.asking_only(columns)
        if on_spark:
            spark.count(connection, layout, source, folder.spill)
        else:
            duck.count(connection, layout, source)
        counted, refused = duck.people(connection)
        if refused:
            folder.write_rejected(source.digest, duck.rejected(connection, layout, source))
        folder.write(target, lambda part: duck.write_counts(connection, layout, source.path.name, part))
    missing = [each.key for each in folder.layout.columns if each.key not in columns]
    return Done(source, counted, refused, tuple(missing))


def _add_up(folder: Folder) -> None:
    files = folder.counted()
    with duck.engine(folder.spill) as connection:
        folder.write(folder.sum, lambda part: duck.write_sum(connection, folder.layout, files, part))
