"""Counts of an archive become counts of a partnership: once, all or nothing, and as if they had been opened here."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.feedback.actions import publishing, taking_counts
from alongside.feedback.archives.counting import count_archives
from alongside.feedback.models import Count, TakenIn
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import Cell
from alongside.feedback.tests.archives import Row, table, tallied, team_feedback, write
from alongside.people.models import Partnership

pytestmark = pytest.mark.django_db
ROWS = [
    Row("Harbour team", date(2020, 1, 1 + place), Answer(answers={"hope": "very-much"}, about={"age": "18-24"}))
    for place in range(9)
]


def counts_folder(folder: Path, rows: list[Row]) -> Path:
    """Archives of these rows, counted."""
    archive = write(folder / f"archive-{len(rows)}.csv", table(team_feedback(), rows))
    count_archives([archive], team_feedback(), folder / "counts")
    return folder / "counts"


def take_in(folder: Path, partnership: Partnership, **more: Any) -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("take_in_counts", str(folder), partnership=str(partnership.pk), stdout=said, **more)
    return said.getvalue()


def kept(partnership: Partnership) -> dict[tuple[str, date], Counter[Cell]]:
    """The partnership's counts, as `tallied` has them."""
    found: dict[tuple[str, date], Counter[Cell]] = {}
    for row in Count.objects.filter(partnership=partnership, window=0).select_related("team"):
        place = (row.team.name if row.team else "", row.month)
        found.setdefault(place, Counter())[row.about, row.group, row.item, row.answer] = row.people
    return found


def test_what_was_counted_is_kept_once(riverside: Partnership, tmp_path: Path) -> None:
    riverside.teams.create(name="Harbour team")
    folder = counts_folder(tmp_path, ROWS)
    assert "archive-9.csv: 9 people taken in." in take_in(folder, riverside)
    assert kept(riverside) == tallied(team_feedback(), ROWS)
    assert "passed over" in take_in(folder, riverside)
    assert kept(riverside) == tallied(team_feedback(), ROWS)
    [taken] = TakenIn.objects.all()
    assert (taken.what, taken.name, taken.accepted, taken.rejected) == ("counts", "archive-9.csv", 9, 0)
    assert Entry.objects.filter(verb="took in counts", target_id=taken.pk).count() == 1


def test_two_archives_add_up_and_are_published_together(riverside: Partnership, tmp_path: Path) -> None:
    team = riverside.teams.create(name="Harbour team")
    take_in(counts_folder(tmp_path, ROWS), riverside)
    more = [Row(str(team.pk), date(2020, 1, 3), Answer(answers={"hope": "worse"}))] * 11
    take_in(counts_folder(tmp_path, more), riverside)
    named = [Row("Harbour team", row.day, row.answer) for row in more]
    assert kept(riverside) == tallied(team_feedback(), [*ROWS, *named])
    release = publishing.publish(team=team, survey=team_feedback(), by=SYSTEM)
    assert release.result["people"] == 20
    assert kept(riverside) == {}


def test_teams_nobody_knows_are_refused_and_can_be_made(riverside: Partnership, tmp_path: Path) -> None:
    folder = counts_folder(tmp_path, [Row(f"Team {place:02}", date(2020, 1, 1), Answer()) for place in range(23)])
    with pytest.raises(CommandError, match=r"does not have these teams: Team 00; .*; Team 19 and 3 more"):
        take_in(folder, riverside)
    assert not Count.objects.exists() and not TakenIn.objects.exists() and not riverside.teams.exists()
    take_in(folder, riverside, make_teams=True)
    assert riverside.teams.count() == 23


def test_a_team_of_another_partnership_is_not_known(
    riverside: Partnership, hillside: Partnership, tmp_path: Path
) -> None:
    other = hillside.teams.create(name="Harbour team")
    with pytest.raises(CommandError, match="does not have these teams"):
        take_in(counts_folder(tmp_path, [*ROWS, Row(str(other.pk), date(2020, 1, 1), Answer())]), riverside)
    assert not Count.objects.exists()


def test_everything_of_an_archive_or_nothing(
    riverside: Partnership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded fault: it breaks off after the first of two teams."""
    for name in ("Harbour team", "Inland team"):
        riverside.teams.create(name=name)
    folder = counts_folder(tmp_path, [*ROWS, Row("Inland team", date(2020, 1, 1), Answer())])
    add = taking_counts.add_to_counts

    def broken(**what: Any) -> None:
        if Count.objects.exists():
            raise RuntimeError
        add(**what)

    monkeypatch.setattr(taking_counts, "add_to_counts", broken)
    with pytest.raises(RuntimeError):
        take_in(folder, riverside)
    assert not Count.objects.exists() and not TakenIn.objects.exists()
    monkeypatch.undo()
    take_in(folder, riverside)
    assert len(kept(riverside)) == 2


def test_a_partnership_that_is_not_there_is_refused(riverside: Partnership, tmp_path: Path) -> None:
    for text in ("nothing", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(CommandError, match="no partnership"):
            call_command("take_in_counts", str(tmp_path), partnership=text)
    with pytest.raises(CommandError, match="no folder of counts"):
        take_in(tmp_path, riverside)
