"""Set a document as tagged, accessible PDF/UA-1.

Our layouts are files; what people wrote reaches them as data and nothing else, so that no text can become a command.
"""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from alongside.reports.glyphs import FONTS, lost, printable

LAYOUTS = Path(__file__).resolve().parent / "typst"


def pdf(layout: str, data: dict[str, Any]) -> bytes:
    """The document of one of our layouts. Raises typst.TypstError for a fault in the layout itself."""
    made: bytes = typst.compile(LAYOUTS / layout, pdf_standards=["ua-1"], **_given(data))
    return made


def page_count(layout: str, data: dict[str, Any]) -> int:
    """How many pages a document would have; its layout says so in an element labelled <pages>."""
    return int(json.loads(typst.query(LAYOUTS / layout, "<pages>", field="value", one=True, **_given(data))))


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """What the typesetter is given beside the layout: our fonts and nothing of this machine, and the words as data."""
    ready = _ready(data)
    ready["unprintable"] = (
        _("Some characters could not be printed here and stand as a box (□). The web page has them.")
        if _loses(data)
        else ""
    )
    return {
        "root": LAYOUTS,
        "font_paths": [FONTS],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(ready)},
    }


def _ready(value: Any) -> Any:
    """The same with every text printable, as plain lists and dictionaries."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {key: _ready(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(each) for each in value]
    return printable(value) if isinstance(value, str) else value


def _loses(value: Any) -> bool:
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return any(_loses(each) for each in value)
    return isinstance(value, str) and lost(value)
