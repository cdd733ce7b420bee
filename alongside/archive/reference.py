"""The part of docs/reference/export-format.md that lists the tables, written from the code.

`./run alongside export_format` writes it anew; a test fails where the page and the code differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alongside.archive.rules import reach
from alongside.archive.rules.classification import NAMED
from alongside.archive.rules.lines import kind
from alongside.archive.rules.manifest import fields_left_out, where_left_out
from alongside.archive.rules.reasons import EVERYTHING

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "export-format.md"
HEADING = "## The tables"


def page() -> str:
    """The tables and what is left out, as Markdown."""
    return "\n".join([HEADING, "", *_tables(), "", "## What is left out", "", *_left_out()]) + "\n"


def _tables() -> Iterator[str]:
    yield "*Reached by* names the foreign keys that lead from a row to the partnership. The kinds are explained above."
    for label in reach.exported():
        yield f"\n### {label}\n"
        yield f"Reached by: {_reached(label)}.\n"
        yield "| field | kind |"
        yield "|---|---|"
        for field in reach.fields(label):
            where = reach.target(field)
            empty = ", or null" if field.null or field.name in reach.sometimes(label) else ""
            yield f"| `{field.name}` | {kind(field)}{f' of {where}' if where else ''}{empty} |"


def _reached(label: str) -> str:
    if label in NAMED:
        return "being named by a row that is exported"
    return f"`{way}`" if (way := reach.path(label)) else "being the partnership"


def _left_out() -> Iterator[str]:
    for reason in EVERYTHING:
        yield f"* **{reason.what}.** {reason.why}"
        named = [*where_left_out(reason), *fields_left_out(reason)]
        if named:
            yield "  " + ", ".join(f"`{name}`" for name in named)


def write() -> None:
    """Write the page anew, below its heading."""
    before = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    PAGE.write_text(before + page(), encoding="utf-8")
