"""No file outgrows a reader. Split by page or by aggregate; do not raise the limit."""

from __future__ import annotations

from tests.architecture.reading import sources, templates, texts

LINES = 300
TEMPLATE_LINES = 200


def too_long(files: dict[str, str], limit: int) -> dict[str, int]:
    """The files with more lines than the limit, and how many they have."""
    return {name: count for name, text in files.items() if (count := len(text.splitlines())) > limit}


def test_no_source_file_outgrows_a_reader() -> None:
    assert too_long(texts(sources()), LINES) == {}


def test_no_template_outgrows_a_reader() -> None:
    assert too_long(texts(templates()), TEMPLATE_LINES) == {}


def test_every_kind_of_source_is_looked_at() -> None:
    read = set(texts(sources()))
    assert {"run.py", "alongside/people/access.py", "tests/settings.py", "tools/vendor.py"} <= read
    assert len(texts(templates())) > 50


def test_a_line_too_many_is_caught() -> None:
    """The seeded fault."""
    files = {"alongside/long.py": "x = 1\n" * 301, "alongside/short.py": "x = 1\n" * 300}
    assert too_long(files, LINES) == {"alongside/long.py": 301}
