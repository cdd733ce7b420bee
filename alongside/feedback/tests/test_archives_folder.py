"""Counting can be stopped and begun again, tells of every row that it did not take, and refuses what is no archive."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alongside.feedback.archives.bar import bar
from alongside.feedback.archives.counting import count_archives
from alongside.feedback.archives.folder import Folder
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tests.archives import Row, counts_in, table, tallied, team_feedback, with_scales, write
from alongside.ui.refusals import Refused
from tests.architecture.reading import ROOT

HEADING = "team,answered_on,hope,control,opportunity,age\n"
# Kills itself, as a power cut would, when it forces a file to the disk for the nth time.
KILLED = """
import os, signal, sys
from pathlib import Path
from alongside.catalogue import shelf
from alongside.feedback.archives.counting import count_archives
to_the_disk, left = os.fsync, [int(sys.argv[1])]
def fsync(file):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    to_the_disk(file)
os.fsync = fsync
count_archives([Path(sys.argv[2])], shelf.survey("team-feedback", "2026"), Path(sys.argv[3]))
"""


def one(team: str, day: date = date(2020, 2, 29), **answers: str) -> Row:
    return Row(team, day, Answer(answers=answers, about={"age": "18-24"}))


def archives(folder: Path) -> list[Row]:
    """Three archives in a folder; all their rows."""
    folder.mkdir()
    found = []
    for place, ending in enumerate([".parquet", ".csv", ".csv.gz"]):
        rows = [one(f"Team {place}", hope="worse"), one("Harbour team", control="a-little")]
        write(folder / f"{place}{ending}", table(team_feedback(), rows))
        found += rows
    return found


def kill(nth: int, path: Path, to: Path) -> None:
    """Count in another process, which is killed."""
    words = [sys.executable, "-c", KILLED, str(nth), str(path), str(to)]
    killed = subprocess.run(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -9


def count(path: Path, to: Path) -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("count_archive", str(path), survey="team-feedback/2026", to=to, stdout=said)
    return said.getvalue()


@pytest.mark.once(because="the program that it starts asks no database")
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL to send")
@pytest.mark.parametrize("nth", [1, 3, 6, 9])
def test_whoever_is_killed_begins_again_and_misses_nothing(tmp_path: Path, nth: int) -> None:
    rows, to = archives(tmp_path / "archives"), tmp_path / "counts"
    kill(nth, tmp_path / "archives", to)
    assert not (to / "counts.parquet").exists()
    before = {path: path.stat().st_mtime_ns for path in to.glob("*.parquet")}
    assert len(before) == {1: 0, 3: 0, 6: 2, 9: 3}[nth]
    said = count(tmp_path / "archives", to)
    assert said.count("passed over") == len(before)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert counts_in(team_feedback(), to / "counts.parquet") == tallied(team_feedback(), rows)
    assert not [*to.glob("*.part"), *to.glob("spill")]


@pytest.mark.once(because="the program that it starts asks no database")
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL to send")
def test_a_sum_of_fewer_archives_does_not_stay(tmp_path: Path) -> None:
    """Killed after the second archive was counted, and before it was added to the sum of the first."""
    rows, to = archives(tmp_path / "archives"), tmp_path / "counts"
    count(tmp_path / "archives" / "0.parquet", to)
    kill(5, tmp_path / "archives", to)
    assert len([*to.glob("*.parquet")]) == 3
    count(tmp_path / "archives", to)
    assert counts_in(team_feedback(), to / "counts.parquet") == tallied(team_feedback(), rows)


def test_the_same_archive_under_another_name_changes_nothing(tmp_path: Path) -> None:
    rows, to = archives(tmp_path / "archives"), tmp_path / "counts"
    count(tmp_path / "archives", to)
    before = {path: path.stat().st_mtime_ns for path in to.iterdir()}
    (tmp_path / "archives" / "0.parquet").rename(tmp_path / "archives" / "renamed.parquet")
    assert count(tmp_path / "archives", to).count("counted before, passed over") == 3
    assert {path: path.stat().st_mtime_ns for path in to.iterdir()} == before
    assert counts_in(team_feedback(), to / "counts.parquet") == tallied(team_feedback(), rows)


def test_counts_may_lie_beside_the_archives(tmp_path: Path) -> None:
    """The folder of counts is full of Parquet files, and none of them is an archive."""
    archives(tmp_path / "archives")
    count(tmp_path / "archives", tmp_path / "archives" / "counts")
    assert count(tmp_path / "archives", tmp_path / "archives" / "counts").count("passed over") == 3


FAULTY = (
    "North,2020-01-05,worse,,,\n"
    ",2020-01-05,worse,,,\n"
    "North,05/01/2020,worse,,,\n"
    "North,2020-01-05,rubbish,,,\n"
    "North,2020-01-05,worse\n"
    'North,2020-01-05,worse,,,"40"s\n'
    "North,2020-01-05,worse,,,40\n"
    "North,2020-02-30,worse,,,\n"
    "North,2020-01-05,very-much,,,18-24\n"
)


def test_every_row_that_is_not_taken_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "faulty.csv").write_text(HEADING + FAULTY, encoding="utf-8")
    said = count(tmp_path / "faulty.csv", tmp_path / "counts")
    assert "2 people counted, 7 rows not. It has no column for: answering-as, ethnic-group, gender." in said
    [path] = (tmp_path / "counts").glob("*.rejected.csv")
    assert path.read_text(encoding="utf-8").splitlines() == [
        "row,column,how_many",
        ",(the whole row),2",
        ",age,1",
        ",answered_on,2",
        ",hope,1",
        ",team,1",
        "2,team,1",
        "3,answered_on,1",
        "4,hope,1",
        "5,(the whole row),1",
        "6,(the whole row),1",
        "7,age,1",
        "8,answered_on,1",
    ]
    counted = counts_in(team_feedback(), tmp_path / "counts" / "counts.parquet")
    assert counted["North", date(2020, 1, 1)]["", "", "", ""] == 2
    assert list(counted) == [("North", date(2020, 1, 1))]


def test_the_first_hundred_are_right_where_most_rows_are_malformed(tmp_path: Path) -> None:
    faulty = "North,2020-01-05\n" * 3 + "North,2020-01-05,rubbish,,,\n" + "North,2020-01-05\n" * 150
    (tmp_path / "faulty.csv").write_text(HEADING + faulty + "North,2020-01-05,rubbish,,,\n", encoding="utf-8")
    said = count(tmp_path / "faulty.csv", tmp_path / "counts")
    assert "0 people counted, 155 rows not." in said
    [path] = (tmp_path / "counts").glob("*.rejected.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1:3] == [",(the whole row),153", ",hope,2"]
    assert lines[3:8] == [
        "1,(the whole row),1",
        "2,(the whole row),1",
        "3,(the whole row),1",
        "4,hope,1",
        "5,(the whole row),1",
    ]
    assert [line.partition(",")[0] for line in lines[3:]] == [str(row) for row in range(1, 101)]


def test_a_folder_that_looks_like_a_column_adds_none(tmp_path: Path) -> None:
    (tmp_path / "team=Elsewhere").mkdir()
    rows = [one("Harbour team", hope="worse")]
    write(tmp_path / "team=Elsewhere" / "a.parquet", table(team_feedback(), rows))
    count(tmp_path / "team=Elsewhere", tmp_path / "counts")
    assert counts_in(team_feedback(), tmp_path / "counts" / "counts.parquet") == tallied(team_feedback(), rows)


def test_only_the_first_hundred_are_written_down_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "faulty.csv").write_text(HEADING + "North,2020-01-05,rubbish,,,\n" * 300, encoding="utf-8")
    count(tmp_path / "faulty.csv", tmp_path / "counts")
    [path] = (tmp_path / "counts").glob("*.rejected.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1:3] == [",hope,300", "1,hope,1"]
    assert lines[-1] == "100,hope,1"
    assert len(lines) == 102


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no file": (lambda folder: folder / "nothing.csv", "no file or folder"),
    "another kind of file": (lambda folder: _text(folder / "answers.txt", HEADING), "must end in"),
    "no team": (lambda folder: _text(folder / "a.csv", "answered_on,hope\n"), "no column “team”"),
    "no day": (lambda folder: _text(folder / "a.csv", "team,hope\n"), "no column “answered_on”"),
    "no question": (lambda folder: _text(folder / "a.csv", "team,answered_on,age\n"), "no column for any question"),
    "a column twice": (lambda folder: _text(folder / "a.csv", "team,answered_on,hope,hope\n"), "“hope” twice"),
    "no Parquet": (lambda folder: _text(folder / "a.parquet", "PAR1 nonsense"), "cannot be read"),
    "no text": (lambda folder: _bytes(folder / "a.csv", b"\xff\xfe\x00"), "table of text"),
    "no archive": (lambda folder: folder, "no archives there"),
    "a pattern": (lambda folder: _text(folder / "answers [1].csv", HEADING), "would stand for other files"),
}


def _text(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    return path


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_archive_is_refused_with_a_sentence(tmp_path: Path, why: str) -> None:
    make, sentence = REFUSED[why]
    with pytest.raises(CommandError, match=sentence):
        count(make(tmp_path), tmp_path / "counts")


def test_a_folder_holds_counts_of_one_survey(tmp_path: Path) -> None:
    archives(tmp_path / "archives")
    count(tmp_path / "archives", tmp_path / "counts")
    with pytest.raises(Refused, match="another survey"):
        count_archives([tmp_path / "archives"], with_scales(), tmp_path / "counts")
    with pytest.raises(Refused, match="other things"):
        count_archives([tmp_path / "archives" / "0.parquet"], team_feedback(), tmp_path / "archives")
    with pytest.raises(Refused, match="no folder of counts"):
        Folder.of(tmp_path / "archives")


def test_a_survey_that_is_not_installed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There are: .*team-feedback/2026"):
        call_command("count_archive", str(tmp_path), survey="team-feedback/1999", to=tmp_path / "counts")


def test_a_parquet_file_may_hold_times_and_other_columns(tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(":memory:") as connection:
        rows = "SELECT 7 AS id, 'North' AS team, TIMESTAMP '2020-01-31 23:59:59' AS answered_on, 'worse' AS hope"
        connection.execute(f"COPY ({rows}) TO '{tmp_path / 'a.parquet'}' (FORMAT parquet)")
    count(tmp_path / "a.parquet", tmp_path / "counts")
    assert list(counts_in(team_feedback(), tmp_path / "counts" / "counts.parquet")) == [("North", date(2020, 1, 1))]


def test_the_bar_is_drawn_on_a_screen_and_nowhere_else() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen, pipe = Screen(), io.StringIO()
    for place in (screen, pipe):
        show = bar(place)
        show(1, 4, "2019.parquet")
        show(4, 4, "")
    assert "[#######.......................]  25%  2019.parquet" in screen.getvalue()
    assert screen.getvalue().endswith("\n")
    assert pipe.getvalue() == ""


@pytest.mark.once(because="the program that it starts asks no database")
def test_the_product_starts_without_any_of_it() -> None:
    program = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().reverse_dict;"
        "import alongside.config.urls, alongside.config.urls_public, alongside.config.server;"
        "print([name for name in ('duckdb', 'ibis', 'pyspark', 'pandas', 'pyarrow') if name in sys.modules])"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "ALONGSIDE_SECRET_KEY": "a key for one start, long enough to be one, 0123456789",
    }
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
