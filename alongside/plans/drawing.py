"""Pieces of pages that are long to draw and rarely new: what a version says, a goal as it goes, a goal of a draft.

A piece is drawn without the request, so it cannot hold anything of a visitor, and is found again only by everything
that it says: content by its value, and rows that are written once by their keys. What is in it is read afresh each
time, after the door of the page has let somebody in; whatever changes a word leads to a new drawing. Language and time
zone are part of what it is found by.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from alongside.plans.models import Plan
from alongside.plans.queries.doing import GoalDoing
from alongside.plans.rules.content import GoalContent, PlanContent

# Up to thirty kilobytes each.
MOST_KEPT = 256


def plan_content(content: PlanContent, level: int = 2) -> Markup:
    """What a plan says, with headings from this level."""
    return _piece("_content", "plan_content", content, level)


def goal_in_force(each: GoalDoing, number: int, plan: Plan, may_say: bool) -> Markup:
    """A goal that is carried out; with `may_say` the ways to say how it goes.

    Updates are found by their keys because they never change, tries by all that they say.
    """
    return _piece("_goal_in_force", "goal_in_force", each, number, plan, may_say)


def goal_in_draft(goal: GoalContent, number: int, plan: Plan, may_write: bool) -> Markup:
    """A goal that is being written; with `may_write` the ways to change it. Of the plan only its keys are in it."""
    return _piece("_goal_in_draft", "goal_in_draft", goal, number, plan, may_write)


def _piece(template: str, macro: str, *given: Hashable) -> Markup:
    return _kept(template, macro, given, get_language(), timezone.get_current_timezone_name())


@lru_cache(maxsize=MOST_KEPT)
def _kept(template: str, macro: str, given: tuple[Any, ...], _language: str | None, _zone: str) -> Markup:
    found: Any = engines["jinja2"].get_template(f"plans/{template}.jinja")
    piece: Markup = getattr(found.template.module, macro)(*given)
    return piece
