"""Whoever changes something says who does it: every action takes its arguments by name, and `by` among them."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.reading import ROOT, name_of

# Actions whose author is the very person they make: nobody else acts, and the entry in the log names the new row.
AUTHOR_IS_THE_RESULT = {"alongside/people/actions/invitations.py: join"}
# Nobody is recorded as having answered: an author, even "the system", would be an entry of when somebody came.
NOBODY_IS_THE_AUTHOR = {"alongside/feedback/actions/answering.py: put_in"}


def action_files(root: Path = ROOT / "alongside") -> list[Path]:
    """Every file of actions, of the rooms as they are today and of any to come."""
    return sorted([*root.glob("*/actions.py"), *root.glob("*/actions/**/*.py")])


def actions_in(source: str) -> dict[str, ast.arguments]:
    """The public functions of a file and what each takes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.name: node.args
        for node in ast.parse(source).body
        if isinstance(node, kinds) and not node.name.startswith("_")
    }


def faults_in(source: str) -> dict[str, str]:
    """What is wrong with a file's actions, by their name."""
    found = {}
    for name, takes in actions_in(source).items():
        if takes.posonlyargs or takes.args or takes.vararg:
            found[name] = "takes arguments by their place"
        elif "by" not in {argument.arg for argument in takes.kwonlyargs}:
            found[name] = "does not say who acts"
    return found


def faults(root: Path = ROOT / "alongside") -> dict[str, str]:
    """Everything wrong, by "file: function"; `turns.py` and `mail.py` are looked at like all others."""
    return {
        f"{name_of(path)}: {name}": what
        for path in action_files(root)
        for name, what in faults_in(path.read_text(encoding="utf-8")).items()
    }


# Parts of actions that are shared between files of one room. They change nothing by themselves, or are called with
# the action's own `by`.
PARTS = {
    "alongside/assessments/actions/answers.py: rate_together",
    "alongside/assessments/actions/turns.py: my_turn",
    "alongside/assessments/actions/turns.py: my_turn_until_closed",
    "alongside/assessments/actions/turns.py: my_turn_while_open",
    "alongside/feedback/actions/adding.py: add_to_counts",
    "alongside/comparing/actions/turns.py: my_turn",
    "alongside/feedback/actions/asking.py: end",
    "alongside/feedback/actions/turns.py: my_turn",
    "alongside/library/actions/saving.py: readable",
    "alongside/library/actions/saving.py: written",
    "alongside/library/actions/saving.py: save",
    "alongside/library/actions/saving.py: conflict_sentence",
    "alongside/people/actions/mail.py: headers_of",
    "alongside/people/actions/mail.py: write",
    "alongside/workshops/actions/answering.py: answer_together",
    "alongside/workshops/actions/turns.py: my_turn",
    "alongside/workshops/actions/turns.py: still_at",
    "alongside/workshops/actions/withholding.py: half_of",
    "alongside/plans/actions/turns.py: my_turn",
    "alongside/plans/actions/turns.py: my_turn_to_prioritise",
    "alongside/plans/actions/drafting.py: standard",
    "alongside/plans/actions/versions.py: into_force",
    "alongside/plans/actions/versions.py: move",
    "alongside/plans/actions/versions.py: newest_state",
    "alongside/plans/actions/versions.py: refuse_other_roles",
    "alongside/plans/actions/versions.py: refuse_provider_view",
    "alongside/plans/actions/versions.py: take_back_what_waits",
}


def test_every_action_names_its_author() -> None:
    assert set(faults()) == AUTHOR_IS_THE_RESULT | NOBODY_IS_THE_AUTHOR | PARTS


def test_actions_are_found() -> None:
    names = {f"{path.parents[0].name}/{path.name}" for path in action_files()}
    assert {"evidence/actions.py", "actions/decision.py", "actions/invitations.py", "actions/drafts.py"} <= names


def test_an_action_without_an_author_is_caught() -> None:
    """The seeded faults: no `by`, arguments by place, and a file that is fine."""
    assert faults_in("def close(*, assessment): ...") == {"close": "does not say who acts"}
    assert faults_in("def close(assessment, *, by): ...") == {"close": "takes arguments by their place"}
    assert faults_in("def close(*, assessment, by): ...\ndef _part(x): ...\nclass Refused: ...") == {}
