"""The papers say what the code does: every stored field, every table, every file named, and no claim too many."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "docs" / "assurance"
DICTIONARY = PAPERS / "data-dictionary.csv"
RETENTION = PAPERS / "retention-schedule.csv"
HAZARDS = PAPERS / "hazard-log.csv"
PURPOSE = PAPERS / "intended-purpose.md"

DICTIONARY_COLUMNS = [
    "app",
    "model",
    "field",
    "meaning",
    "type",
    "sensitivity",
    "who writes",
    "who reads",
    "exported",
    "source standard",
]
RETENTION_COLUMNS = ["app", "model", "purpose", "basis", "period", "trigger", "action", "code reference"]
HAZARD_COLUMNS = [
    "id",
    "hazard",
    "cause",
    "effect",
    "existing controls",
    "initial severity",
    "initial likelihood",
    "added controls",
    "evidence test",
    "residual",
    "owner",
    "status",
]
SENSITIVITIES = {"public", "internal", "personal", "special", "secret"}
EXPORTED = {"record", "export", "never"}

Row = dict[str, str]
# What is said where people read it; the paper that lists the phrases may repeat them.
PAGES = ("*.md", "docs/**/*.md", "alongside/**/*.jinja", "alongside/**/*.py")


def read(path: Path, columns: list[str]) -> list[Row]:
    """The rows of a paper, whose columns must be these."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == columns, f"{path.name} has other columns"
        return list(reader)


def our_models() -> list[type[Model]]:
    """Every table of our own apps, many-to-many ones included."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("alongside.")]
    found = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return [model for model in found if not model._meta.proxy]


def stored() -> dict[tuple[str, ...], str]:
    """Every stored field, as app, model, field; and its type."""
    return {
        (model._meta.app_label, model.__name__, field.name): type(field).__name__
        for model in our_models()
        for field in model._meta.concrete_fields
    }


def empty_cells(rows: Iterable[Row]) -> Iterator[str]:
    """Rows in which a cell is empty, missing or too many."""
    for row in rows:
        if None in row or not all((value or "").strip() for value in row.values()):
            yield f"an empty or surplus cell: {list(row.values())[:3]}"


def dictionary_faults(rows: list[Row], fields: dict[tuple[str, ...], str]) -> list[str]:
    """What is wrong with the data dictionary, in words."""
    found = list(empty_cells(rows))
    named = [(row["app"], row["model"], row["field"]) for row in rows]
    found += [f"described twice: {'.'.join(name)}" for name in set(named) if named.count(name) > 1]
    found += [f"stored but not described: {'.'.join(name)}" for name in sorted(set(fields) - set(named))]
    found += [f"described but not stored: {'.'.join(name)}" for name in sorted(set(named) - set(fields))]
    for name, row in zip(named, rows, strict=True):
        if name in fields and row["type"] != fields[name]:
            found.append(f"{'.'.join(name)} is a {fields[name]}, not a {row['type']}")
        if row["sensitivity"] not in SENSITIVITIES or row["exported"] not in EXPORTED:
            found.append(f"{'.'.join(name)}: not a word we use: {row['sensitivity']}, {row['exported']}")
        if row["sensitivity"] == "secret" and row["exported"] != "never":
            found.append(f"{'.'.join(name)} is secret, so it is never exported")
    return found


def retention_faults(rows: list[Row], tables: set[tuple[str, str]]) -> list[str]:
    """What is wrong with the retention schedule, in words."""
    found = list(empty_cells(rows))
    named = [(row["app"], row["model"]) for row in rows]
    found += [f"listed twice: {'.'.join(name)}" for name in set(named) if named.count(name) > 1]
    found += [f"no retention line: {'.'.join(name)}" for name in sorted(tables - set(named))]
    found += [f"a retention line for nothing: {'.'.join(name)}" for name in sorted(set(named) - tables)]
    for name, row in zip(named, rows, strict=True):
        path, _, word = row["code reference"].partition("::")
        file = ROOT / path
        if not word or not file.is_file() or word not in file.read_text(encoding="utf-8"):
            found.append(f"{'.'.join(name)}: {row['code reference']} is not in the code")
    return found


def hazard_faults(rows: list[Row]) -> list[str]:
    """What is wrong with the hazard log, in words."""
    found = list(empty_cells(rows))
    named = [row["id"] for row in rows]
    found += [f"used twice: {name}" for name in set(named) if named.count(name) > 1]
    for row in rows:
        figures = (row["initial severity"], row["initial likelihood"])
        if not all(figure in {"1", "2", "3", "4", "5"} for figure in figures):
            found.append(f"{row['id']}: severity and likelihood run from 1 to 5")
        if not evidence_is_there(row["evidence test"]):
            found.append(f"{row['id']}: no such test: {row['evidence test']}")
    return found


def evidence_is_there(text: str) -> bool:
    """Whether every test that a cell names, as path, or path::function, is in the repository."""
    for named in text.split(";"):
        path, _, function = named.strip().partition("::")
        place = ROOT / path
        if not path or not place.exists():
            return False
        # A folder that holds no test yet shows nothing.
        if place.is_dir() and not any(place.rglob("test_*.py")):
            return False
        if function and f"def {function}(" not in place.read_text(encoding="utf-8"):
            return False
    return True


def forbidden_phrases(purpose: str) -> list[str]:
    """The phrases under "Words that must not appear"."""
    section = purpose.partition("## Words that must not appear")[2].partition("\n## ")[0]
    return re.findall(r"^- `(.+)`$", section, re.MULTILINE)


def claims_in(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that a text uses, whatever their case and line breaks."""
    plain = " ".join(text.lower().split())
    return [phrase for phrase in phrases if phrase.lower() in plain]


def warns(readme: str) -> bool:
    """Whether a page says that it is not for real people until something was done."""
    return "not for real people until" in " ".join(readme.lower().replace("*", "").split())


def _tables() -> set[tuple[str, str]]:
    return {(model._meta.app_label, model.__name__) for model in our_models()}


def test_every_stored_field_is_in_the_data_dictionary() -> None:
    assert dictionary_faults(read(DICTIONARY, DICTIONARY_COLUMNS), stored()) == []


def test_every_table_is_in_the_retention_schedule() -> None:
    assert retention_faults(read(RETENTION, RETENTION_COLUMNS), _tables()) == []


def test_the_rows_that_matter_most_are_looked_at() -> None:
    """The walk over the models finds what it is for."""
    assert {("people", "User", "email"), ("assessments", "Rating", "answer"), ("audit", "Entry", "at")} <= set(stored())


def test_hazards_are_complete_and_their_tests_exist() -> None:
    assert hazard_faults(read(HAZARDS, HAZARD_COLUMNS)) == []


def test_no_page_makes_a_claim_that_the_purpose_rules_out() -> None:
    phrases = forbidden_phrases(PURPOSE.read_text(encoding="utf-8"))
    assert len(phrases) > 15
    pages = {path for pattern in PAGES for path in ROOT.glob(pattern) if path.is_file()} - {PURPOSE}
    assert PAPERS / "README.md" in pages
    found = {
        str(path.relative_to(ROOT)): claims
        for path in sorted(pages)
        if (claims := claims_in(path.read_text(encoding="utf-8"), phrases))
    }
    assert found == {}


@pytest.mark.parametrize("name", ["README.md", "docs/assurance/intended-purpose.md", "CHANGELOG.md"])
def test_it_says_that_it_is_not_for_real_people_yet(name: str) -> None:
    assert warns((ROOT / name).read_text(encoding="utf-8"))


def test_every_decision_record_is_complete_and_numbered_in_order() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(len(records))]
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}. "), path.name
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name
        assert re.search(r"^\* Date: (\d{4}-\d\d-\d\d|YYYY-MM-DD)$", text, re.MULTILINE), path.name
        assert " must " in text.partition("## Consequences")[2].replace("Must", "must"), path.name


# ── Seeded faults ───────────────────────────────────────────────────────────────────────────────


def test_a_missing_row_is_caught() -> None:
    rows = read(DICTIONARY, DICTIONARY_COLUMNS)
    cut = [row for row in rows if (row["model"], row["field"]) != ("Rating", "answer")]
    assert dictionary_faults(cut, stored()) == ["stored but not described: assessments.Rating.answer"]
    lines = [row for row in read(RETENTION, RETENTION_COLUMNS) if row["model"] != "Rating"]
    assert retention_faults(lines, _tables()) == ["no retention line: assessments.Rating"]


def test_a_row_for_a_field_that_is_gone_is_caught() -> None:
    rows = read(DICTIONARY, DICTIONARY_COLUMNS)
    fields = {name: kind for name, kind in stored().items() if name != ("people", "User", "email")}
    assert dictionary_faults(rows, fields) == ["described but not stored: people.User.email"]
    lines = read(RETENTION, RETENTION_COLUMNS)
    assert retention_faults(lines, _tables() - {("people", "Team")}) == ["a retention line for nothing: people.Team"]


@pytest.mark.parametrize("column", DICTIONARY_COLUMNS[3:])
def test_an_empty_cell_is_caught(column: str) -> None:
    rows = read(DICTIONARY, DICTIONARY_COLUMNS)
    assert dictionary_faults([{**rows[0], column: " "}, *rows[1:]], stored())


@pytest.mark.parametrize(
    ("column", "value"),
    [("type", "TextBox"), ("sensitivity", "harmless"), ("exported", "perhaps"), ("sensitivity", "secret")],
)
def test_a_wrong_word_is_caught(column: str, value: str) -> None:
    rows = sorted(read(DICTIONARY, DICTIONARY_COLUMNS), key=lambda row: row["exported"] == "never")
    assert rows[0]["exported"] != "never"
    assert len(dictionary_faults([{**rows[0], column: value}, *rows[1:]], stored())) == 1


@pytest.mark.parametrize("reference", ["alongside/nowhere.py::close", "run.py::no_such_word", "run.py"])
def test_a_reference_to_code_that_is_gone_is_caught(reference: str) -> None:
    rows = read(RETENTION, RETENTION_COLUMNS)
    assert len(retention_faults([{**rows[0], "code reference": reference}, *rows[1:]], _tables())) == 1


@pytest.mark.parametrize(
    "reference",
    ["tests/nowhere", "alongside/audit/tests/test_audit.py::test_of_nothing", "", "tests/contract; ", "docs"],
)
def test_a_hazard_without_its_test_is_caught(reference: str) -> None:
    rows = read(HAZARDS, HAZARD_COLUMNS)
    assert hazard_faults([{**rows[0], "evidence test": reference}, *rows[1:]])


def test_a_claim_is_caught() -> None:
    phrases = forbidden_phrases(PURPOSE.read_text(encoding="utf-8"))
    assert claims_in("It is NHS\n  Approved, we think.", phrases) == ["NHS approved"]
    assert claims_in("Answers are confidential.", phrases) == []


def test_a_page_without_the_warning_is_caught() -> None:
    assert warns("It is **not for real\npeople until** somebody decides.")
    assert not warns("It is for real people, until somebody decides otherwise.")
