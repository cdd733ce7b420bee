"""Words that stand nowhere else: put into every text of somebody's things, they show where those things leak.

The texts are found by walking the models, so a new field gets one without anybody remembering it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import count

from django.apps import apps
from django.db import models
from pypdf import PdfReader

CANARY = re.compile(rb"zq7k[a-z]+\d{4}", re.IGNORECASE)
# Texts that are keys, hashes or settings, or in which a canary was written when they were made (the YAML of editions).
KEPT = {
    "audit.Entry": {"verb", "target_type"},
    "audit.Seal": {"digest"},
    "people.User": {"password"},
    "people.Partnership": {"time_zone"},
    "people.Membership": {"group"},
    "people.Invitation": {"code_hash"},
    "evidence.Card": {"framework", "framework_version", "item", "held_for"},
    "library.LocalDocument": {"kind", "key", "version", "text", "sha256", "based_on"},
    "library.Draft": {"kind", "key", "based_on_version", "text"},
    "assessments.Assessment": {"framework", "framework_version", "language"},
    "assessments.ExpectedGroup": {"key", "voice"},
    "assessments.Approval": {"role", "digest"},
    "assessments.Decision": {"item", "outcome"},
    "assessments.Confirmation": {"role"},
    "assessments.ParkedQuestion": {"item"},
    "assessments.Invite": {"code_hash"},
    "assessments.Participant": {"secret_hash", "return_code_hash"},
    "assessments.Rating": {"item", "answer"},
    "assessments.ParticipantCard": {"item"},
    "assessments.Reveal": {"item"},
    "assessments.SharedReason": {"item"},
    "assessments.Withholding": {"role"},
    "workshops.AgendaItem": {"item"},
    "workshops.Step": {"item"},
    "feedback.Asking": {"survey", "survey_version"},
    "feedback.Card": {"code_hash"},
    "feedback.Spent": {"ticket_hash"},
    "feedback.Count": {"survey", "survey_version", "about", "group", "item", "answer"},
    "feedback.Comment": {"item"},
    "feedback.Release": {"survey", "survey_version"},
    "feedback.TakenIn": {"survey", "survey_version", "sha256"},
    "comparing.Turn": {"survey", "survey_version"},
    "comparing.Comparison": {"survey", "survey_version"},
    "plans.Choice": {"item"},
    "plans.SharedWhy": {"item"},
    "plans.PriorityLine": {"item"},
    "plans.PriorityConfirmation": {"role"},
    "plans.PriorityAnswer": {"voice"},
    "plans.Plan": {"item", "stage"},
    "plans.Version": {"content", "digest", "role"},
    "plans.Statement": {"voice"},
    "plans.Signature": {"digest", "factor"},
    "plans.ReviewPresence": {"key", "voice"},
}
# Organisations are reference rows of the whole site: every partnership may bring any of them in.
SHARED_BY_ALL = {"people.Organisation"}
_numbers = count(1)


def canary(kind: str = "other") -> str:
    """A word that stands nowhere else."""
    return f"Zq7k{kind}{next(_numbers):04d}"


def tables() -> list[type[models.Model]]:
    """Every model of ours."""
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """The fields in which somebody writes."""
    kept = KEPT.get(model._meta.label, set())
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in kept
    ]


def rows() -> dict[str, set[object]]:
    """The key of every row, by model."""
    return {model._meta.label: set(model._default_manager.values_list("pk", flat=True)) for model in tables()}


def fill_since(before: dict[str, set[object]]) -> dict[str, str]:
    """Put a canary into every text of the rows that were added since; returns where each one sits."""
    placed: dict[str, str] = {}
    for model in tables():
        fields = texts_of(model)
        if not fields or model._meta.label in SHARED_BY_ALL:
            continue
        for key in set(model._default_manager.values_list("pk", flat=True)) - before[model._meta.label]:
            words = {field.name: canary() for field in fields}
            placed |= {word: f"{model._meta.label}.{name}" for name, word in words.items()}
            emails = {field.name for field in fields if isinstance(field, models.EmailField)}
            values = {name: f"{word}@example.org" if name in emails else word for name, word in words.items()}
            model._default_manager.filter(pk=key).update(**values)
    return placed


def seen_in(body: bytes, headers: Iterable[tuple[str, str]] = ()) -> set[str]:
    """Every canary in an answer: its text, its headers, and the text inside a spreadsheet or a PDF."""
    parts = [body, *(f"{name}: {value}".encode() for name, value in headers)]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts += [name.encode() + b"\n" + packed.read(name) for name in packed.namelist()]
    if body.startswith(b"%PDF"):
        document = PdfReader(io.BytesIO(body))
        parts += [str(document.metadata).encode(), *(page.extract_text().encode() for page in document.pages)]
    return {found.decode().lower() for part in parts for found in CANARY.findall(part)}
