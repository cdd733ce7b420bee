"""What was taken out and put back is the same, byte for byte, on each database and from each to the other."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.core.management import call_command
from django.core.management.base import CommandError

from alongside.archive.actions.restoring import restore
from alongside.archive.queries.rows import kept
from alongside.archive.rules import reach
from alongside.archive.tests.growing import emptied, grow
from alongside.archive.tests.packed import manifest, members, packed, rows, tables
from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.record import record
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.audit.seal import faults, seal_waiting
from alongside.demo.load import load
from alongside.people.models import Membership, Partnership, User
from alongside.reports.telling import tell

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def demonstration() -> Partnership:
    """The demonstration partnership."""
    load("partnership")
    return Partnership.objects.get()


def back(archive: bytes) -> Partnership:
    """Restore into what was emptied."""
    return restore(file=io.BytesIO(archive), by=SYSTEM)


def test_the_demonstration_comes_back_byte_for_byte() -> None:
    before = packed(demonstration().pk)
    emptied()
    after = packed(back(before).pk)
    assert tables(after) == tables(before)
    assert manifest(before)["tables"]["assessments.Decision"]["rows"] == 20


def test_every_table_and_every_field_comes_back() -> None:
    """Rows in all tables, made from the models: with texts that need care, days, moments to the microsecond."""
    before = packed(grow().partnership.pk)
    empty = [label for label, table in manifest(before)["tables"].items() if not table["rows"]]
    assert empty == []
    emptied()
    assert tables(packed(back(before).pk)) == tables(before)


def test_the_record_reads_the_same() -> None:
    partnership = demonstration()
    closed = Assessment.objects.filter(states__state=AssessmentState.State.CLOSED).order_by("created_at")
    before = [tell(record(each)) for each in closed]
    archive = packed(partnership.pk)
    emptied()
    back(archive)
    assert [tell(record(each)) for each in closed.all()] == before
    assert len(before) == 2


def test_the_same_content_gives_the_same_file() -> None:
    """Nothing of the moment or the machine is in it but the moment of the first page."""
    partnership = demonstration()
    first, second = members(packed(partnership.pk)), members(packed(partnership.pk))
    assert list(first) == list(second) == ["manifest.json", *sorted(tables(packed(partnership.pk)))]
    assert {name for name in first if first[name] != second[name]} <= {"manifest.json"}


def test_people_come_back_without_a_way_in_and_without_more_rights() -> None:
    grown = grow()
    admin = User.objects.filter(is_site_administrator=True)
    assert admin.exists()
    archive = packed(grown.partnership.pk)
    emptied()
    back(archive)
    assert User.objects.count() == 3
    assert not admin.all().exists()
    assert not any(is_password_usable(user.password) for user in User.objects.all())


def test_the_log_comes_back_as_it_was_and_is_sealed_anew() -> None:
    archive = packed(demonstration().pk)
    emptied()
    partnership = back(archive)
    own = Entry.objects.filter(partnership_id=partnership.pk)
    assert own.count() == len(rows(archive, "audit.Entry"))
    assert [entry.verb for entry in Entry.objects.exclude(pk__in=own)] == ["restored"]
    while seal_waiting():
        pass
    assert faults() == []


def test_an_installation_that_is_not_empty_is_left_alone() -> None:
    archive = packed(demonstration().pk)
    before = {label: reach.model_of(label)._base_manager.count() for label in reach.exported()}
    with pytest.raises(Exception, match="empty installation only"):
        back(archive)
    assert {label: reach.model_of(label)._base_manager.count() for label in reach.exported()} == before


def test_a_membership_keeps_its_moment() -> None:
    """`auto_now_add` would set it to now."""
    partnership = demonstration()
    Membership.objects.update(joined_at="2020-01-02T03:04:05.678901Z")
    archive = packed(partnership.pk)
    emptied()
    back(archive)
    assert {row["joined_at"] for row in rows(archive, "people.Membership")} == {"2020-01-02T03:04:05.678901Z"}
    assert {each.joined_at.isoformat() for each in Membership.objects.all()} == {"2020-01-02T03:04:05.678901+00:00"}


# ── The commands, and the other database ────────────────────────────────────────────────────────


def there(folder: Path, *words: str) -> str:
    """A command of the product in an installation of its own, on SQLite, as somebody would type it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ALONGSIDE_DATABASE_URL": "", "ALONGSIDE_DATA": str(folder)}
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "ALONGSIDE_DEMONSTRATION": "yes"}
    command = [sys.executable, "-m", "alongside", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def through(folder: Path, archive: bytes, partnership_id: object) -> bytes:
    """Restored there, and exported from there."""
    given, made = folder / "given.zip", folder / "made.zip"
    given.write_bytes(archive)
    there(folder, "migrate", "--verbosity=0")
    assert "is restored" in there(folder, "restore", str(given))
    there(folder, "export", str(partnership_id), str(made))
    return made.read_bytes()


def test_from_this_database_to_sqlite_and_back(tmp_path: Path) -> None:
    """On PostgreSQL: PostgreSQL → SQLite → PostgreSQL. On SQLite: two installations."""
    grown = grow()
    before = packed(grown.partnership.pk)
    elsewhere = through(tmp_path, before, grown.partnership.pk)
    assert tables(elsewhere) == tables(before)
    emptied()
    assert tables(packed(back(elsewhere).pk)) == tables(before)


def test_from_sqlite_to_this_database_and_back(tmp_path: Path) -> None:
    """On PostgreSQL: SQLite → PostgreSQL → SQLite. What is told begins there, with the product's own commands."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir(), second.mkdir()
    there(first, "demonstrate", "--no-serve")
    listing = "from alongside.people.models import Partnership; print('id', Partnership.objects.get().pk)"
    partnership_id = there(first, "shell", "--no-imports", "--command", listing).split()[-1]
    there(first, "export", partnership_id, str(first / "made.zip"))
    before = (first / "made.zip").read_bytes()
    here = packed(back(before).pk)
    assert tables(here) == tables(before)
    assert tables(through(second, here, partnership_id)) == tables(before)


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    partnership = demonstration()
    path = tmp_path / "kept.zip"
    path.write_text("something else")
    with pytest.raises(CommandError, match="already"):
        call_command("export", str(partnership.pk), str(path))
    assert path.read_text() == "something else"
    with pytest.raises(CommandError, match="no partnership"):
        call_command("export", "nothing", str(tmp_path / "new.zip"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", str(tmp_path / "nowhere.zip"))
    with pytest.raises(CommandError, match="Nothing was restored"):
        call_command("restore", str(path))


def test_only_whoever_exports_can_read_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    partnership = demonstration()
    path = tmp_path / "made.zip"
    call_command("export", str(partnership.pk), str(path))
    assert path.stat().st_mode & 0o077 == 0
    assert partnership.name in capsys.readouterr().out
    assert Entry.objects.filter(verb="exported", partnership_id=partnership.pk, actor_kind="system").count() == 1


def test_five_years_take_few_questions(django_assert_max_num_queries: object) -> None:
    """As many questions for much as for little: one a table, and a few for what is counted or looked up."""
    grown = grow(rows=30)
    with django_assert_max_num_queries(len(reach.exported()) + 12):  # type: ignore[operator]
        packed(grown.partnership.pk)


def test_every_row_is_reached_by_its_path() -> None:
    """The way that the reference page names is the way that the query takes."""
    from alongside.archive.queries.scope import Scope
    from alongside.archive.tests.growing import LATER

    grown = grow()
    scope = Scope(grown.partnership.pk, LATER)
    for label in reach.exported():
        if reach.path(label).endswith("partnership") and reach.kept(label).only is None:
            direct = reach.model_of(label)._base_manager.filter(**{reach.path(label): grown.partnership.pk})
            assert set(kept(label, scope)) <= set(direct), label
