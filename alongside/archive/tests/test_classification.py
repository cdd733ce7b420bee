"""Nothing is exported or left out by forgetting: every table and field is classified, and a page says how."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, TextField

from alongside.archive.queries.rows import SOMETIMES
from alongside.archive.reference import page
from alongside.archive.rules import reach
from alongside.archive.rules.classification import CLASSIFICATION, NAMED
from alongside.archive.rules.kinds import Blurred, Classified, Kept, Out, Sometimes
from alongside.archive.rules.lines import kind
from alongside.archive.rules.manifest import fields_left_out, where_left_out
from alongside.archive.rules.reasons import EVERYTHING, OTHERS

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "docs" / "reference" / "export-format.md"
DICTIONARY = ROOT / "docs" / "assurance" / "data-dictionary.csv"


def faults(said: dict[str, Classified]) -> list[str]:
    """What the classification forgets, and what it names that is not there."""
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    found = [f"{label} is not classified" for label in sorted(there - set(said))]
    found += [f"{label} does not exist" for label in sorted(set(said) - there)]
    for label in sorted(set(said) & there):
        table = said[label]
        if isinstance(table, Kept):
            found += [f"{label}: {what}" for what in table_faults(label, table, said)]
    return found


def table_faults(label: str, table: Kept, said: dict[str, Classified]) -> Iterable[str]:
    """The same for one exported table."""
    model = reach.model_of(label)
    columns = {column.name: column for column in model._meta.concrete_fields}
    for name in sorted({*table.fields, *table.shapes, *([table.via] if table.via else [])} - set(columns)):
        yield f"{name} does not exist"
    for name, column in columns.items():
        how = table.fields.get(name)
        if how is None or isinstance(how, Blurred | Sometimes):
            yield from column_faults(name, column, table, said)
        if isinstance(how, Sometimes) and (how.query not in SOMETIMES or not column.null):
            yield f"{name} cannot be left empty in some rows"
    if model._meta.pk.name in table.fields and not model._meta.pk.get_internal_type().endswith("AutoField"):
        yield "its key is left out"


def column_faults(name: str, column: Field, table: Kept, said: dict[str, Classified]) -> Iterable[str]:
    """A foreign key leads to something that is in the file; any other field is of a kind that can be written."""
    if column.is_relation:
        there = said.get(column.related_model._meta.label)
        step = table.via or name
        if not isinstance(there, Kept):
            yield f"{name} points at something that is not in the file: leave it out too"
        elif there.only and (column.null or step != name):
            yield f"{name} points at rows of which some are left out: leave it out too"
    else:
        try:
            written_as = kind(column)
        except TypeError as problem:
            yield str(problem)
        else:
            if written_as == "JSON" and name not in table.shapes:
                yield f"{name} is JSON: say in shapes what it must look like"


def test_everything_is_classified() -> None:
    assert faults(CLASSIFICATION) == []


def test_every_table_is_reached() -> None:
    for label in reach.exported():
        assert label in NAMED or label == "people.Partnership" or reach.path(label), label
    assert set(reach.in_order()) == set(reach.exported())


@pytest.mark.parametrize(
    ("label", "said", "fault"),
    [
        ("people.Team", None, "people.Team is not classified"),
        ("people.Club", Out(OTHERS), "people.Club does not exist"),
        ("people.Team", Kept(via="club"), "people.Team: club does not exist"),
        ("people.Team", Kept(fields={"colour": Blurred(OTHERS, "x")}), "people.Team: colour does not exist"),
        ("people.Team", Kept(fields={"name": Sometimes(OTHERS, "x")}), "people.Team: name cannot be left empty"),
        ("library.Draft", Out(OTHERS), None),
        ("assessments.Invite", Out(OTHERS), "assessments.InviteEnd: invite points at something"),
        ("assessments.Participant", Kept(), "assessments.Participant: invite points at rows"),
        ("assessments.SharedReason", Kept(), "assessments.SharedReason: rating points at something"),
        ("assessments.Reveal", Kept(), "assessments.Reveal: cells is JSON"),
    ],
)
def test_what_is_forgotten_is_caught(label: str, said: Classified | None, fault: str | None) -> None:
    """The seeded faults: what a new table, a new field or a misspelling would do."""
    changed = {name: table for name, table in CLASSIFICATION.items() if name != label}
    found = faults({**changed, label: said} if said else changed)
    assert (found == []) if fault is None else any(each.startswith(fault) for each in found), found


def secret_and_exported(rows: Iterable[dict[str, str]]) -> set[str]:
    """Fields that the data dictionary calls secret, and that the file would hold."""
    found = set()
    for row in rows:
        label = f"{row['app']}.{row['model']}"
        if row["sensitivity"] == "secret" and isinstance(CLASSIFICATION[label], Kept):
            found |= {f"{label}.{row['field']}"} & {f"{label}.{field.name}" for field in reach.fields(label)}
    return found


def test_what_the_data_dictionary_calls_secret_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another hand wrote that paper. The seeded fault: the passwords of users."""
    with DICTIONARY.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert secret_and_exported(rows) == set()
    monkeypatch.setitem(CLASSIFICATION, "people.User", Kept())
    reach.fields.cache_clear()
    assert secret_and_exported(rows) == {"people.User.password", "people.User.session_epoch"}
    reach.fields.cache_clear()


def contradictions(rows: Iterable[dict[str, str]]) -> list[str]:
    """Fields of which the data dictionary says something else than the export does with them."""
    found = []
    for row in rows:
        label, name = f"{row['app']}.{row['model']}", row["field"]
        leaves = isinstance(CLASSIFICATION[label], Kept) and name in {field.name for field in reach.fields(label)}
        if leaves and name in reach.blurred(label):
            leaves = row["exported"] != "never"
        if row["exported"] != "not yet" and leaves == (row["exported"] == "never"):
            found.append(f"{label}.{name}: {row['exported']}")
    return found


def test_the_data_dictionary_says_the_same() -> None:
    """The seeded faults: an answer that is said to leave, a decision that is said to stay."""
    with DICTIONARY.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert contradictions(rows) == []
    answer = next(row for row in rows if (row["model"], row["field"]) == ("Rating", "answer"))
    decision = next(row for row in rows if (row["model"], row["field"]) == ("Decision", "reason"))
    assert contradictions([{**answer, "exported": "export"}]) == ["assessments.Rating.answer: export"]
    assert contradictions([{**decision, "exported": "never"}]) == ["assessments.Decision.reason: never"]


def test_a_new_field_without_a_known_kind_is_caught() -> None:
    class Picture(Field):
        """A kind of field that nobody has thought about."""

    with pytest.raises(TypeError, match=r"rules/lines\.py"):
        kind(Picture())
    assert kind(TextField()) == "text"


def test_a_way_that_is_not_clear_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan belongs to a partnership and to an order of priorities: either could be meant."""
    monkeypatch.setitem(CLASSIFICATION, "plans.Plan", replace(CLASSIFICATION["plans.Plan"], via=""))
    reach.via.cache_clear()
    with pytest.raises(reach.Unclear, match=r"order, partnership|partnership, order"):
        reach.via("plans.Plan")
    reach.via.cache_clear()


def test_every_reason_is_told_and_stands_somewhere() -> None:
    told = set(map(id, EVERYTHING))
    used = {id(said.reason) for said in CLASSIFICATION.values() if isinstance(said, Out)}
    for said in CLASSIFICATION.values():
        if isinstance(said, Kept):
            used |= {id(how.reason) for how in said.fields.values()} | ({id(said.only.reason)} if said.only else set())
    assert used == told - {id(OTHERS)}
    for reason in EVERYTHING:
        assert reason is OTHERS or where_left_out(reason) or fields_left_out(reason)


def test_the_reference_page_is_what_the_code_does() -> None:
    """Written by `./run alongside export_format`; run it again after a change."""
    text = REFERENCE.read_text(encoding="utf-8")
    tables = text.partition("## The tables")[2]
    assert ("## The tables" + tables).strip() == page().strip()


def test_the_reference_page_names_what_the_first_page_holds() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z_.0-9]+)` \|", text.partition("## The tables")[0], re.MULTILINE))
    assert {"format", "made_by", "made_at", "migrations", "partnership", "tables", "left_out"} <= named
