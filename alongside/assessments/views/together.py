"""Together: the order to talk in, and one challenge at a time with its answers, reasons, evidence and decision."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.assessments.actions.reveal import NobodyShown, reveal
from alongside.assessments.forms.deciding import ParkForm
from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.decisions import NOTHING, standings
from alongside.assessments.queries.drawing import charts
from alongside.assessments.queries.groups import progress
from alongside.assessments.queries.record import ItemRecord, item_record
from alongside.assessments.queries.reveals import agreed_to_withhold, leading, opened, order_to_talk
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.closed import until_closed
from alongside.assessments.views.finding import (
    assessment_url,
    edition_of,
    room_mark,
    room_url,
    the_assessment,
    the_item,
)
from alongside.catalogue.framework import Framework, Item
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import refusal_page
from alongside.ui.show import show


@page(Can.SEE_RECORD)
def challenges(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The revealed challenges, those people differ over most first, then those not revealed yet."""
    found = the_assessment(request, assessment_id)
    framework = edition_of(found)
    seen = opened(found, framework)
    order = order_to_talk(seen, framework)
    state = current_state(found)
    return show(
        request,
        "assessments/challenges.jinja",
        assessment=found,
        framework=framework,
        to_talk=[(framework.item(key), framework.item_number(key), leading(seen[key])) for key in order],
        waiting=[item for item in framework.items if item.key not in seen],
        standings=standings(found),
        nothing=NOTHING,
        is_open=state == AssessmentState.State.OPEN,
        closed=state == AssessmentState.State.CLOSED,
        may_reveal=may(request.membership.role, Can.REVEAL),
    )


@page(Can.SEE_RECORD)
def challenge(request: MemberRequest, assessment_id: UUID, item: str) -> HttpResponseBase:
    """One challenge as the room talks about it."""
    found = the_assessment(request, assessment_id)
    framework = edition_of(found)
    the_item(framework, item)
    here = item_record(found, framework, item)
    role, state = request.membership.role, current_state(found)
    return show(
        request,
        "assessments/challenge.jinja",
        assessment=found,
        framework=framework,
        here=here,
        charts=charts(here, framework),
        neighbours=neighbours(framework, here.number),
        park_form=ParkForm(),
        parked=found.parked_questions.filter(item=item),
        is_open=state == AssessmentState.State.OPEN,
        closed=state == AssessmentState.State.CLOSED,
        role=role,
        room=room_url(request, "console", found.partnership_id, found.pk) if may(role, Can.RUN_ASSESSMENT) else "",
        room_mark=room_mark(request),
        confirmed_roles=confirmed_roles(here),
        agreed_to_withhold=agreed_to_withhold(found, item) if may(role, Can.DECIDE) else {},
        may_reveal=may(role, Can.REVEAL),
        may_decide=may(role, Can.DECIDE),
        may_run=may(role, Can.RUN_ASSESSMENT),
    )


@page(Can.REVEAL)
@until_closed
def reveal_one(request: MemberRequest, assessment_id: UUID, item: str) -> HttpResponseBase:
    """Look once more at who has answered, then open one challenge."""
    found = the_assessment(request, assessment_id)
    return revealing(request, found, [the_item(edition_of(found), item).key])


@page(Can.REVEAL)
@until_closed
def reveal_all(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The same for every challenge at once."""
    found = the_assessment(request, assessment_id)
    return revealing(request, found, [item.key for item in edition_of(found).items])


def revealing(request: MemberRequest, assessment: Assessment, items: Sequence[str]) -> HttpResponseBase:
    """Ask, because it cannot be undone; then reveal."""
    framework = edition_of(assessment)

    def asking(*, nobody: bool = False) -> HttpResponse:
        return show(
            request,
            "assessments/reveal.jinja",
            status=409 if nobody else 200,
            assessment=assessment,
            items=[framework.item(item) for item in items],
            seen=open_rounds(assessment, items),
            nobody=nobody,
            one=len(items) == 1,
            progress=progress(assessment),
            is_open=current_state(assessment) == AssessmentState.State.OPEN,
        )

    if request.method != "POST":
        return asking()
    sure, seen = request.POST.get("sure") == "yes", rounds_seen(request, items)
    try:
        made = reveal(assessment=assessment, items=items, by=request.actor, seen=seen, sure=sure)
    except NobodyShown:
        return asking(nobody=True)
    except Refused as problem:
        return refusal_page(request, problem, (assessment_url(assessment), _("Back to the assessment")))
    said = ngettext(
        "%(count)d challenge is now open to everybody.", "%(count)d challenges are now open to everybody.", len(made)
    )
    messages.success(request, said % {"count": len(made)})
    if len(items) == 1:
        return redirect("challenge", request.partnership.pk, assessment.pk, items[0])
    return redirect("challenges", request.partnership.pk, assessment.pk)


def rounds_seen(request: MemberRequest, items: Sequence[str]) -> dict[str, int]:
    """The rounds that the page showed which was sent back; an item without one is left alone."""
    sent = {item: request.POST.get(f"round-{item}", "") for item in items}
    return {item: int(round) for item, round in sent.items() if round.isdecimal() and len(round) < 6}


def neighbours(framework: Framework, number: int) -> tuple[Item | None, Item | None]:
    """The challenge before and the one after, for walking through all of them."""
    items = framework.items
    return (items[number - 2] if number > 1 else None, items[number] if number < len(items) else None)


def confirmed_roles(here: ItemRecord) -> set[str]:
    """Who has already stood by what is put forward."""
    proposed = here.standing.proposed
    return {each.role for each in proposed.confirmed} if proposed else set()
