"""The workshop of an assessment: its sessions, what to do next, and how people are looked after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import assessment_url, edition_of, the_assessment
from alongside.catalogue.framework import Framework
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.refusing import fresh_form, met_conflict, refusals_on, status_of
from alongside.ui.show import show
from alongside.workshops.actions import planning as actions
from alongside.workshops.forms.planning import ArrangeForm, arranged
from alongside.workshops.models import Session, Step, Workshop
from alongside.workshops.queries.seen import mark_of_care
from alongside.workshops.queries.sessions import sessions, workshop_of
from alongside.workshops.wording import session_state

Task = dict[str, str]


@dataclass(frozen=True)
class Listed:
    """One session of the list: its challenges in words, and where it stands."""

    session: Session
    challenges: tuple[str, ...]
    skipped: int
    state: str
    kind: str


@page(Can.SEE_RECORD)
def workshop(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Every session in order; for those who prepare them, what to do next."""
    found = the_assessment(request, assessment_id)
    here = workshop_of(found)
    held = list(sessions(here)) if here else []
    may_run = may(request.membership.role, Can.RUN_ASSESSMENT)
    is_closed = current_state(found) == AssessmentState.State.CLOSED
    return show(
        request,
        "workshops/workshop.jinja",
        assessment=found,
        workshop=here,
        sessions=listed(held, edition_of(found)),
        tasks=next_steps(found, here, held) if may_run and not is_closed else [],
        may_run=may_run,
        is_closed=is_closed,
        back=(assessment_url(found), found.title),
    )


def listed(held: Sequence[Session], framework: Framework) -> list[Listed]:
    """Sessions as the list shows them."""
    names = {item.key: item.short_title for item in framework.items}
    found = []
    for each in held:
        rows = list(each.agenda.all())
        state, kind = session_state(each.phase_now, each.starts_at, each.came)  # type: ignore[attr-defined]
        challenges = tuple(names[row.item] for row in rows if row.item in names and not row.skipped)
        found.append(Listed(each, challenges, sum(row.skipped for row in rows), state, kind))
    return found


def next_steps(assessment: Assessment, here: Workshop | None, held: Sequence[Session]) -> list[Task]:
    """What to do next, in the order in which it makes sense; the pages of the next session are named."""
    of = [assessment.partnership_id, assessment.pk]

    def task(name: str, text: str, status: str, hint: str = "", *rest: object, kind: str = "") -> Task:
        return {
            "text": text, "href": reverse(name, args=[*of, *rest]), "status": status, "hint": hint, "kind": kind
        }  # fmt: skip

    hint = _("Who is there for somebody who is upset, a quiet space, breaks, payment.")
    looked_after = _("How people are looked after")
    if here is None:
        return [task("arrange-workshop", looked_after, _("Begin here"), hint, kind="blue")]
    tasks = [task("arrange-workshop", looked_after, _("Done"), hint, kind="green")]
    count = ngettext("%(n)d session", "%(n)d sessions", len(held)) % {"n": len(held)}
    status, kind = (count, "") if held else (_("Next"), "blue")
    tasks.append(task("plan-session", _("Plan a session"), status, _("A day, a place, two facilitators."), kind=kind))
    hint = _("Links and personal codes. An open room needs none.")
    tasks.append(task("invitations", _("Invite people"), _("Any time"), hint))
    coming = next((each for each in held if each.phase_now != Step.Phase.ENDED), None)  # type: ignore[attr-defined]
    if coming is not None:
        names = {"n": coming.number}
        tasks += [
            task("rehearse", _("Rehearse session %(n)d") % names, _("Before the day"),
                 _("Ten minutes, with made-up answers. Nothing is kept."), coming.pk, 0),
            task("facilitator-pack", _("Print what to say in session %(n)d") % names, _("The day before"),
                 _("Times, words for each part, and what to bring."), coming.pk),
            task("console", _("Open the room of session %(n)d") % names, _("On the day"), "", coming.pk),
        ]  # fmt: skip
    return tasks


@page(Can.RUN_ASSESSMENT)
def arrange_workshop(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """How people are looked after at every session."""
    found = the_assessment(request, assessment_id)
    here = workshop_of(found)
    back = reverse("workshop", args=[request.partnership.pk, found.pk])
    form = fresh_form(ArrangeForm, request, initial=arranged(here))
    if form.is_valid():
        with refusals_on(form):
            actions.arrange(assessment=found, by=request.actor, **form.answers())
            if here is None:
                messages.success(request, _("Saved. Now plan the first session."))
            else:
                messages.success(request, _("Saved. It stands on every page and in every pack from now on."))
            return redirect(back)
        if met_conflict(form):
            here = workshop_of(found)
            form.show_newest(mark_of_care(here))
    return show(
        request,
        "workshops/arrange.jinja",
        saved_now=form.saved(here) if met_conflict(form) else [],
        status=status_of(form),
        form=form,
        assessment=found,
        back=(back, _("Workshop")),
    )
