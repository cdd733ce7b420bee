"""Words and drawn pieces of the upper rooms that templates ask for by name: read for the first page, not before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.assessments.queries.drawing import answer_name, what_can_be_said
from alongside.people.access import ROLE_NAMES, Role
from alongside.plans.drawing import goal_in_draft, goal_in_force, plan_content
from alongside.plans.rules.changes import side_name
from alongside.workshops.queries.looked_after import looked_after_in


def role_name(role: str) -> str:
    """A role in words."""
    return str(ROLE_NAMES[Role(role)])


VOCABULARY: dict[str, Callable[..., Any]] = {
    "answer_name": answer_name,
    "what_can_be_said": what_can_be_said,
    "role_name": role_name,
    "side_name": side_name,
    "plan_content": plan_content,
    "goal_in_force": goal_in_force,
    "goal_in_draft": goal_in_draft,
    "looked_after_in": looked_after_in,
}
