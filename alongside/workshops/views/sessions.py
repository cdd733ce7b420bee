"""One session: plan it, read everything about it, change it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import edition_of, the_assessment
from alongside.catalogue.framework import Framework
from alongside.people.access import Can, MemberRequest, page
from alongside.people.tokens import typed_code
from alongside.ui.refusing import fresh_form, met_conflict, refusals_on, status_of
from alongside.ui.show import show
from alongside.workshops.actions import planning as actions
from alongside.workshops.forms.planning import ChangeForm, PlanForm, session_as_it_is
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.looked_after import other_places
from alongside.workshops.queries.room import as_now
from alongside.workshops.queries.seen import mark_of_session
from alongside.workshops.queries.sessions import (
    INVITES,
    may_facilitate,
    newest_step,
    screen_secret,
    suggested_order,
    who_came,
    workshop_of,
)
from alongside.workshops.rules.agenda import FEWEST, USUAL_MINUTES
from alongside.workshops.rules.timetable import timetable, whole_time
from alongside.workshops.views.finding import the_session
from alongside.workshops.wording import duration, number_of_challenges, part_name, session_state, why_words


@page(Can.RUN_ASSESSMENT)
def plan_session(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """A new session. How people are looked after is said before the first one."""
    found = the_assessment(request, assessment_id)
    here = workshop_of(found)
    if here is None:
        messages.info(request, _("First say how people are looked after. Then plan the session."))
        return redirect("arrange-workshop", request.partnership.pk, found.pk)
    here.assessment = found
    framework = edition_of(found)
    members = list(may_facilitate(request.partnership))
    form = fresh_form(
        PlanForm,
        request,
        members=members,
        challenges=challenges_to_choose(found, framework),
        initial={"items": request.GET.getlist("item"), "facilitator": str(request.user.pk)},
    )
    if form.is_valid():
        with refusals_on(form):
            answers = form.answers()
            made = actions.plan_session(workshop=here, by=request.actor, **answers)
            said = [_("Session %(n)d is planned.") % {"n": made.number}, number_of_challenges(len(answers["items"]))]
            messages.success(request, " ".join(filter(None, said)))
            return redirect("session", request.partnership.pk, found.pk, made.pk)
    return show(
        request,
        "workshops/plan_session.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        workshop=here,
        held_at=list(dict.fromkeys(here.sessions.order_by("number").values_list("place", flat=True))),
        enough_people=len(members) >= 2,
        usual=duration(USUAL_MINUTES),
        fewest=duration(whole_time(timetable(found.created_at, [("", USUAL_MINUTES)] * FEWEST))),
    )


def challenges_to_choose(assessment: Assessment, framework: Framework) -> list[tuple[str, str, str]]:
    """Every challenge in the suggested order: key, name, and why it stands there."""
    return [
        (
            each.item,
            f"{framework.item_number(each.item)}. {framework.item(each.item).short_title}",
            why_words(each),
        )
        for each in suggested_order(assessment)
    ]


@page(Can.RUN_ASSESSMENT)
def session(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Everything about one session, before, while and after it is held."""
    found, here = the_session(request, assessment_id, session_id)
    framework = edition_of(found)
    now = as_now(newest_step(here))
    rows = list(here.agenda.all())
    came = next((each for each in who_came(found) if each.number == here.number), None)
    groups = came.groups if came else ()
    state, kind = session_state(now.phase, here.starts_at, sum(people for _name, people in groups))
    slots = timetable(here.starts_at, [(row.item, row.minutes) for row in rows if not row.skipped])
    return show(
        request,
        "workshops/session.jinja",
        assessment=found,
        framework=framework,
        session=here,
        slots=slots,
        skipped=[row for row in rows if row.skipped],
        whole=duration(whole_time(slots)),
        too_many=number_of_challenges(len(rows) - sum(row.skipped for row in rows)),
        state=state,
        kind=kind,
        ended=now.phase == Step.Phase.ENDED,
        running=now.phase not in (Step.Phase.ENDED, Step.Phase.LOBBY),
        is_closed=current_state(found) == AssessmentState.State.CLOSED,
        groups=groups,
        how=came.how if came else "",
        code=code_of(here),
        short_address=plain_address(request),
        screen_secret=screen_secret(here.pk),
        elsewhere=other_places(here),
        duration=duration,
        part_name=part_name,
    )


def code_of(session: Session) -> str:
    """The eight letters of an open room; nothing for a room with personal codes."""
    return typed_code(INVITES, session.invite_id) if session.invite_id else ""


def plain_address(request: MemberRequest) -> str:
    """The short address as somebody types it: without what browsers add by themselves."""
    return f"{request.get_host()}{reverse('room')}".rstrip("/")


@page(Can.RUN_ASSESSMENT)
def change_session(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Another day, place or facilitator."""
    found, here = the_session(request, assessment_id, session_id)
    members = may_facilitate(request.partnership)
    form = fresh_form(ChangeForm, request, members=members, initial=session_as_it_is(here))
    if form.is_valid():
        with refusals_on(form):
            actions.change_session(session=here, by=request.actor, **form.answers())
            messages.success(request, _("Saved. Tell everybody who knew the old day or place."))
            return redirect("session", request.partnership.pk, found.pk, here.pk)
        if met_conflict(form):
            _same, here = the_session(request, assessment_id, session_id)
            form.show_newest(mark_of_session(here))
    return show(
        request,
        "workshops/change_session.jinja",
        saved_now=form.saved(here) if met_conflict(form) else [],
        status=status_of(form),
        form=form,
        assessment=found,
        session=here,
    )
