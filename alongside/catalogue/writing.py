"""Writes a framework as YAML that a person can edit and that reads back to an equal framework."""

from typing import Any

import yaml

from alongside.catalogue.differences import Change, differences
from alongside.catalogue.framework import FRAMEWORK, Framework
from alongside.catalogue.scalars import LongText

__all__ = ["Change", "differences", "to_text"]

# Sections that are set apart by an empty line, as a person would.
SECTIONS = ("summary", "sources", "stages", "items")


class _Writer(yaml.SafeDumper):
    """Indents lists below their field, and never writes anchors and aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _block(writer: yaml.SafeDumper, text: LongText) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


_Writer.add_representer(LongText, _block)


def to_text(framework: Framework) -> str:
    """The canonical YAML of a framework: fields in the order of the schema, long texts in blocks."""
    written = FRAMEWORK.write(framework)
    for item in written["items"]:
        item["stages"] = {stage.key: item["stages"][stage.key] for stage in framework.stages}
    return "".join(_field(name, value) for name, value in written.items())


def _field(name: str, value: Any) -> str:
    text: str = yaml.dump(
        {name: value},
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        width=1_000_000,
        default_flow_style=False,
    )
    return f"\n{text}" if name in SECTIONS else text
