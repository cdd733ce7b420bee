"""Every field of every format is in the reference, and nothing else is."""

import re
from pathlib import Path

import pytest

from alongside.catalogue.crosswalk import CROSSWALK
from alongside.catalogue.evidence import EVIDENCE
from alongside.catalogue.framework import FRAMEWORK
from alongside.catalogue.glossary import GLOSSARY
from alongside.catalogue.grammar import ListOf, Maybe, Record
from alongside.catalogue.shelf import DEFAULT
from alongside.catalogue.stakeholders import STAKEHOLDERS
from alongside.catalogue.survey import SURVEY, WORDS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "content.md"
SCHEMAS = (FRAMEWORK, CROSSWALK, EVIDENCE, STAKEHOLDERS, GLOSSARY, DEFAULT, SURVEY, WORDS)


def in_code(record, where=""):
    """Each field with what the column "Required" must say."""
    for name, kind in record.fields.items():
        required = "yes"
        if isinstance(kind, Maybe):
            required = "or null" if kind.must_appear else "no"
            kind = kind.kind
        yield where + name, required
        if isinstance(kind, ListOf) and isinstance(kind.kind, Record):
            yield from in_code(kind.kind, f"{where}{name}[].")
        elif isinstance(kind, Record):
            yield from in_code(kind, f"{where}{name}.")


def on_the_page(format):
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {format}\n")[1].split("\n## ")[0]
    rows = re.findall(
        r"^\| `([^`]+)` \| (yes|no|or null) \| \S.* \|$|^\| `([^`]+)` \| (yes|no) \| \S* \|$", section, re.M
    )
    return {first or second: required or other for first, required, second, other in rows}


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.format)
def test_every_field_is_in_the_reference(schema):
    assert on_the_page(schema.format) == {"format": "yes", **dict(in_code(schema))}
