"""A language in which every translated text stands between marks, so that text without them was never translated.

Words that are data stand between the same marks: what people wrote, and the texts of content files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from allauth.mfa.models import Authenticator
from django.utils import translation

from alongside.assessments.models import Reveal
from alongside.comparing.models import Comparison
from alongside.comparing.rules.frozen import Result
from alongside.desk.models import DeskCopy
from alongside.plans.models import ChoicesOpened, Version
from alongside.plans.rules.content import digest
from alongside.ui import words
from tests.access import canaries

# Our fonts have both marks, so documents can be read in the same way.
OPENS, CLOSES = "«", "»"
# What content files hold besides texts for people: keys of things, and words of the formats.
STRUCTURE = {
    "answers", "class", "comparison", "crisis_words", "date", "direction", "document", "favourable", "format",
    "framework", "from", "item", "items", "key", "kind", "language", "method", "organisation", "pages", "relation",
    "reverse", "section", "stage", "status", "to", "unit", "version", "voice", "year",
}  # fmt: skip
# What frozen data (a version of a plan, a copy on a desk, opened choices) holds besides texts for people.
NO_WORDS = {
    "format", "plan", "id", "user_id", "person_id", "item", "stage", "side", "due", "by_when", "review_on", "key",
    "voice", "digest", "in_force_since", "review_due",
}  # fmt: skip
# Where a text will be put into a translated one: it stands outside the marks, so it must bring its own.
HOLE = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!%)\{\w*\}")
TRANSLATING = ("gettext", "ngettext", "pgettext", "npgettext")


def marked(text: str) -> str:
    """A text between marks; nothing stays nothing."""
    return f"{OPENS}{text}{CLOSES}" if text.strip() else text


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every translation come back marked: ours, Django's and the sign-in library's, in Python and on pages."""
    translation.gettext("")
    for name in TRANSLATING:
        monkeypatch.setattr(translation._trans, name, _marking(getattr(translation._trans, name)))
    # The names of the months are kept by language, and this is none that they know.
    monkeypatch.setattr(words, "_months", words._months.__wrapped__)


def _marking(real: Callable[..., str]) -> Callable[..., str]:
    def translate(*words: Any) -> str:
        return HOLE.sub(rf"{CLOSES}\g<0>{OPENS}", marked(real(*words))) if any(words) else real(*words)

    return translate


def marked_content(folder: Path, copy: Path) -> Path:
    """A copy of the content in which every text for people is marked."""
    for path in folder.rglob("*.yaml"):
        there = copy / path.relative_to(folder)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(marked_yaml(path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def marked_yaml(text: str) -> str:
    """One content file in which every text for people is marked."""
    return yaml.safe_dump(_marked_values(yaml.safe_load(text), ""), allow_unicode=True, sort_keys=False)


def _marked_values(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _marked_values(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked_values(inner, name) for inner in value]
    return marked(value.strip()) if isinstance(value, str) and name not in STRUCTURE else value


def mark_rows() -> None:
    """Mark whatever people wrote, in every table."""
    for model in canaries.tables():
        for field in canaries.texts_of(model):
            if field.get_internal_type() == "EmailField" or field.name == "ods_code":
                continue
            for key, text in model._default_manager.values_list("pk", field.name):
                shortened = text[: field.max_length - 2] if field.max_length else text
                model._default_manager.filter(pk=key).update(**{field.name: marked(shortened)})
    for passkey in Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN):
        Authenticator.objects.filter(pk=passkey.pk).update(data={**passkey.data, "name": marked(passkey.data["name"])})
    for reveal in Reveal.objects.all():
        Reveal.objects.filter(pk=reveal.pk).update(cells=_marked_names(reveal.cells))
    for opened in ChoicesOpened.objects.all():
        ChoicesOpened.objects.filter(pk=opened.pk).update(cells=_marked_data(opened.cells, ""))
    for copy in DeskCopy.objects.all():
        DeskCopy.objects.filter(pk=copy.pk).update(content=_marked_data(copy.content, ""))
    for version in Version.objects.all():
        _mark_version(version)
    for made in Comparison.objects.all():
        Comparison.objects.filter(pk=made.pk).update(result=_marked_teams(Result.from_json(made.result)).to_json())


def _marked_teams(result: Result) -> Result:
    """A frozen comparison in which the names of teams are marked."""
    measures = [
        replace(
            measure,
            rows=tuple(row._replace(name=marked(row.name)) for row in measure.rows),
            left_out=tuple((marked(name), why) for name, why in measure.left_out),
        )
        for measure in result.measures
    ]
    return replace(result, measures=tuple(measures), unheard=tuple(map(marked, result.unheard)))


def _mark_version(version: Version) -> None:
    """Mark the words in what was frozen; what was signed is then this text."""
    said = _marked_data(json.loads(version.content), "")
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    Version.objects.filter(pk=version.pk).update(content=text, digest=digest(text))
    version.signatures.filter(digest=version.digest).update(digest=digest(text))


def _marked_data(value: Any, name: str) -> Any:
    """Frozen data in which everything but keys, days and numbers is marked, unless it is marked already."""
    if isinstance(value, dict):
        return {key: _marked_data(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked_data(inner, name) for inner in value]
    words = isinstance(value, str) and name not in NO_WORDS and OPENS not in value
    return marked(value) if words else value


def _marked_names(cells: dict[str, Any]) -> dict[str, Any]:
    shown = [{**cell, "names": [marked(name) for name in cell["names"]]} for cell in cells["cells"]]
    return {**cells, "cells": shown, "withheld": [marked(name) for name in cells["withheld"]]}
