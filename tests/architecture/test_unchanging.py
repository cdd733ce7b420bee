"""What was signed stays: no code of ours changes or deletes rows of versions, their states and signatures."""

from __future__ import annotations

import ast
from pathlib import Path

from alongside.plans.models import Signature, Version, VersionState
from alongside.plans.models.unchanging import Unchanging
from tests.architecture.reading import ROOT, name_of

# How code reaches these rows, and what would change them there; the models themselves refuse save() and delete().
ROWS = {"Version", "VersionState", "Signature", "versions", "states", "signatures"}
CHANGES = {"update", "delete", "bulk_update", "update_or_create", "_raw_delete", "aupdate", "adelete"}


def faults_in(source: str) -> list[int]:
    """The lines on which rows that are written once would be changed or deleted."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES
        # An assessment has states too, whose dates the demonstration moves.
        if (names := names_in(node.func.value)) & ROWS and "assessment" not in names
    ]


def names_in(expression: ast.expr) -> set[str]:
    """Every name and attribute that an expression is made of."""
    found = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    return found | {node.attr for node in ast.walk(expression) if isinstance(node, ast.Attribute)}


def files() -> list[Path]:
    """The code of the room, and of those above it."""
    rooms = ("plans", "reports", "home", "archive", "desk", "demo", "config")
    found = [path for room in rooms for path in (ROOT / "alongside" / room).rglob("*.py")]
    return sorted(path for path in found if "tests" not in path.parts)


def test_no_code_changes_what_was_signed() -> None:
    found = {name_of(path): faults_in(path.read_text(encoding="utf-8")) for path in files()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_rows_refuse_it_themselves() -> None:
    assert all(issubclass(model, Unchanging) for model in (Version, VersionState, Signature))


def test_a_way_around_is_caught() -> None:
    """The seeded faults."""
    for line in (
        "Version.objects.filter(pk=1).update(content='x')",
        "plan.versions.all().delete()",
        "version.signatures.filter(act='signed').update(digest=d)",
        "VersionState.objects.bulk_update(rows, ['state'])",
    ):
        assert faults_in(line) == [1], line
    assert faults_in("version.statements.update(at=now)\nform.data.update(x)") == []
