"""Template B as a document to print, sign by hand where somebody wishes, send and keep."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alongside.reports.plans_on_paper.labels import labels
from alongside.reports.plans_on_paper.told import ToldPlan
from alongside.reports.typesetting import pdf


def template_b(told: ToldPlan) -> bytes:
    """The plan as an accessible PDF."""
    return pdf("template-b.typ", document(told))


def document(told: ToldPlan) -> dict[str, Any]:
    """What the layout is given: the plan in words, and the words around it."""
    # The layout dates nothing by itself: every day it prints is a word already.
    return {"told": replace(told, made_at=None), "tasks": told.tasks, "foot": told.foot, "words": labels()}
