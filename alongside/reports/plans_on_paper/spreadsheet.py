"""Template B as a spreadsheet: the same words, one table to a sheet."""

from __future__ import annotations

from alongside.reports.cells import Book, Column
from alongside.reports.plans_on_paper.labels import labels
from alongside.reports.plans_on_paper.told import ToldPlan

Rows = list[list[str | int | None]]


def spreadsheet(told: ToldPlan) -> bytes:
    """The plan as an Excel file."""
    book = Book(told.title)
    say = labels()
    head = " · ".join(part for part in (told.title, told.provider, told.version, told.mark) if part)
    for name, (columns, rows) in (
        (say["template_b"], form(told, say)),
        (say["goals"], goals(told, say)),
        (say["actions_alone"], tasks(told, say)),
        (say["signatures"], seats(told, say)),
        (say["said"], statements(told, say)),
    ):
        book.sheet(name, f"{name} · {head}", columns, rows)
    return book.done()


def form(told: ToldPlan, say: dict[str, str]) -> tuple[list[Column], Rows]:
    """The form from top to bottom, as pairs of a label and what stands there."""
    stages = [
        (f"{say['standard']}: {say['stage'] % {'n': place + 1}}, {name}", "✓" if place == told.ticked else "–")
        for place, name in enumerate(told.stages)
    ]
    lines = [
        (say["fault"], told.fault),
        (say["partnership"], told.partnership),
        (say["provider"], told.provider),
        (say["edition"], told.edition),
        (say["version"], told.version),
        (say["state"], told.state),
        (say["challenge"], told.challenge),
        *stages,
        (say["standard"], told.standard),
        (say["described"], told.described),
        (say["goals"], told.goals_by if told.aims else ""),
        (say["goals"], "\n".join(f"{aim.number}. {aim.text} ({aim.by_when})" for aim in told.aims)),
        (say["actions"], "\n".join(f"{place}. {task.text}" for place, task in enumerate(told.tasks, start=1))),
        (say["evidence"], told.evidence_sources),
        *[(f"{seat.side}: {seat.name}", seat.stands) for seat in told.seats],
        (say["signatures"], told.agrees or told.nobody_signs),
        (say["review"], told.review_on),
        (say["fingerprint"], told.digest),
        (say["fingerprint"], told.check),
    ]
    return [Column(say["template_b"], 40), Column("", 100)], [[label, text] for label, text in lines if text]


def goals(told: ToldPlan, say: dict[str, str]) -> tuple[list[Column], Rows]:
    """Each goal in answer to each question."""
    facts = list(dict.fromkeys(label for aim in told.aims for label, _text in aim.facts))
    columns = [Column(say["goal"], 8), Column(say["goals"], 60), *[Column(label, 34) for label in facts]]
    rows: Rows = [
        [aim.number, aim.text, *[dict(aim.facts).get(label) for label in facts], aim.by_when] for aim in told.aims
    ]
    return [*columns, Column(say["by_when"], 20)], rows


def tasks(told: ToldPlan, say: dict[str, str]) -> tuple[list[Column], Rows]:
    """Each action with who sees to it."""
    columns = [
        Column(say["goal"], 8),
        Column(say["action"], 60),
        Column(say["owner"], 40),
        Column(say["due"], 20),
        Column(say["resources"], 34),
    ]
    return columns, [[task.goal, task.text, task.owner, task.due, task.resources] for task in told.tasks]


def seats(told: ToldPlan, say: dict[str, str]) -> tuple[list[Column], Rows]:
    """Each place where somebody signs."""
    columns = [
        Column(say["side"], 16),
        Column(say["name"], 30),
        Column(say["post"], 30),
        Column(say["organisation"], 34),
        Column(say["authority"], 40),
        Column(say["stands"], 20),
        Column(say["done"], 60),
    ]
    return columns, [
        [seat.side, seat.name, seat.post, seat.organisation, seat.authority, seat.stands, "\n".join(seat.done)]
        for seat in told.seats
    ]


def statements(told: ToldPlan, say: dict[str, str]) -> tuple[list[Column], Rows]:
    """What people who use services and carers said of this version."""
    columns = [Column(say["who"], 40), Column(say["stands_by"], 34), Column(say["words"], 90)]
    rows: Rows = [[said.who, said.kind, said.text] for said in told.statements]
    return columns, rows + ([[told.silent]] if told.silent else [])
