"""What the pages of choosing and ordering show: the same for members and for people who took part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.assessments.models import Assessment
from alongside.assessments.queries.drawing import group_name, in_sentence
from alongside.assessments.views.finding import the_assessment
from alongside.catalogue.framework import Framework
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, MemberRequest
from alongside.plans.forms.ordering import AnswerForm
from alongside.plans.models import Prioritising
from alongside.plans.queries.agreed import agreed, names_of, put_first_by, what_voices_put_first
from alongside.plans.queries.by_group import by_group
from alongside.plans.queries.prioritising import NO_ORDERS, Orders, opened_choices, orders, plans_ended, whys
from alongside.plans.rules.ordering import TIME_TO_ANSWER
from alongside.plans.rules.voices import voice_name

NAMES: dict[str, Any] = {
    "group_name": group_name,
    "in_sentence": in_sentence,
    "voice_name": voice_name,
    "put_first_by": put_first_by,
    "days_to_answer": TIME_TO_ANSWER.days,
    "DECIDES_AS_LEAD": DECIDES_AS_LEAD,
    "DECIDES_AS_CO_LEAD": DECIDES_AS_CO_LEAD,
}


def the_priorities(request: MemberRequest, assessment_id: UUID) -> tuple[Assessment, Prioritising | None]:
    """An assessment of this partnership and its second part, if that has begun, with its opening; or nothing.

    One query for the three.
    """
    found = the_assessment(request, assessment_id, "prioritising__opened")
    return found, getattr(found, "prioritising", None)


def shown(
    assessment: Assessment, framework: Framework, prioritising: Prioritising | None, *, decided: bool = True
) -> dict[str, Any]:
    """What was agreed, what was opened, and the orders: everything that everybody of the partnership may read.

    Without `decided` for a page on which the order that counts is not drawn: how its plans ended is not read then.
    """
    opened = opened_choices(prioritising) if prioritising else None
    found = orders(prioritising, opened) if prioritising and opened else NO_ORDERS
    return {
        **NAMES,
        "assessment": assessment,
        "framework": framework,
        "prioritising": prioritising,
        "agreed": agreed(assessment, framework),
        "opened": opened,
        "chose_by_group": by_group(opened, framework) if opened else [],
        "whys": whys(prioritising) if prioritising and opened else {},
        "voices_first": what_voices_put_first(opened, framework) if opened else [],
        "withheld": names_of(opened.withheld) if opened else (),
        "not_chosen": names_of(opened.absent) if opened else (),
        "items": [item.key for item in framework.items],
        "orders": found,
        "plans_ended": plans_ended(prioritising) if decided and prioritising and found.final else {},
        "at_step": _step(prioritising, opened is not None, found),
    }


def answer_form(found: Orders, voice: str) -> AnswerForm | None:
    """Where somebody of this voice answers the order that waits, if it leaves out what their voice put first."""
    if found.proposed is None or voice not in found.proposed.voices:
        return None
    return AnswerForm(initial={"order": found.proposed.order.pk})


def _step(prioritising: Prioritising | None, opened: bool, found: Orders) -> int:
    """Choose alone, see together, put in order, decided: which of them people are at; 0 before it begins."""
    if prioritising is None:
        return 0
    if not opened:
        return 1
    if found.final and not found.proposed:
        return 5
    return 4 if found.proposed else 3
