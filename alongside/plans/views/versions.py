"""Versions of a plan: put forward, read, opened for signature, taken back, and what people say of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.views.finding import deciding_role
from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.actions import versions as actions
from alongside.plans.forms.drafting import SeenForm
from alongside.plans.forms.signing import MINE, NAMED, OURS, UNNAMED, StateForm, WhyForm
from alongside.plans.models import Statement, Version
from alongside.plans.queries.people import voice_of_member
from alongside.plans.queries.readiness import readiness_of, rests_on_provider_view
from alongside.plans.queries.replacing import ends_with
from alongside.plans.queries.standing import is_past, review_day
from alongside.plans.queries.version_page import State, VersionPage, version_page
from alongside.plans.rules.changes import changes
from alongside.plans.rules.voices import may_state
from alongside.plans.views.draft_parts import back_to_draft, it_has_ended
from alongside.plans.views.finding import the_draft, the_plan, the_plan_view, the_version, version_of
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.DECIDE)
def put_forward(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """Read the draft once more, then freeze it as the next version."""
    found = the_plan_view(request, plan_id)
    plan = found.plan
    if found.end:
        return refusal_page(request, it_has_ended(), back_to_draft(request, plan))
    form = fresh_form(SeenForm, request, initial={"seen": plan.revision})
    if form.is_valid():
        with refusals_on(form):
            made = actions.put_forward(
                plan=plan, seen=form.cleaned_data["seen"], role=deciding_role(request), by=request.actor
            )
            messages.success(
                request,
                _("Put forward. Whoever of lead and co-lead did not put it forward opens it once people have read it."),
            )
            return redirect("plan-version", request.partnership.pk, plan.pk, made.number)
        if met_conflict(form):
            form.show_newest(plan.revision)
    content = the_draft(found)
    last = found.newest or found.in_force
    return show(
        request,
        "plans/put_forward.jinja",
        status=status_of(form),
        form=form,
        found=found,
        plan=plan,
        content=content,
        ready=readiness_of(plan, content),
        last=last,
        changed=changes(last.content, content) if last else [],
        ends=ends_with(plan, timezone.localdate()),
    )


@page(Can.SEE_RECORD)
def plan_version(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """A frozen version: what it says, what people say of it, who signed, and how to check it."""
    found = the_plan_view(request, plan_id)
    version = version_of(found, number)
    here = version_page(version, found)
    role = request.membership.role
    mine = next((each for each in here.shown.places if each.who.user_id == request.user.pk), None)
    signs = mine is not None and may(role, Can.SIGN)
    opens = here.shown.state == State.PUT_FORWARD and not here.plan.end and may(role, Can.DECIDE)
    other = role != version.role and request.user.pk != version.by_id
    return show(
        request,
        "plans/version.jinja",
        here=here,
        plan=here.plan.plan,
        content=here.shown.content,
        mine=mine,
        may_sign=signs and here.takes_signatures and mine is not None and not mine.signed,
        may_comment=signs and here.shown.state != State.TAKEN_BACK and not here.plan.end,
        opens=opens,
        may_open=opens and other,
        may_take_back=may(role, Can.DECIDE) and here.takes_statements,
        may_state=may(role, Can.CARRY_OUT)
        and here.takes_statements
        and may_state(voice_of_member(request.membership)[0]),
        provider_view=bool(here.shown.content.signatories) and rests_on_provider_view(here.plan.plan),
        late=_is_late(here),
        ends=ends_with(here.plan.plan, timezone.localdate()) if here.takes_statements else (),
        can_change=may(role, Can.PLAN),
    )


def _is_late(here: VersionPage) -> bool:
    """Whether the promised day of the review is over, for the version that is carried out."""
    return here.plan.in_force is here.shown and not here.plan.end and is_past(review_day(here.plan))


@page(Can.SEE_RECORD)
def plan_version_text(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """The canonical text, byte for byte what the SHA-256 was worked out from."""
    version = the_version(the_plan(request, plan_id), number)
    return HttpResponse(
        version.content.encode("utf-8"),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="plan-{plan_id}-version-{number}.json"'},
    )


@page(Can.DECIDE)
@require_POST
def open_for_signature(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """The other half agrees that the version goes to those who sign."""
    version = the_version(the_plan(request, plan_id), number)
    try:
        in_force = actions.open_for_signature(version=version, role=deciding_role(request), by=request.actor)
    except Refused as problem:
        return refusal_page(request, problem, back_to(version))
    said = _("It is in force. Nobody has to sign it.") if in_force else _("It is open for signature.")
    messages.success(request, said)
    return redirect(back_to(version)[0])


@page(Can.DECIDE)
def take_back_version(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """Stop a version that is not in force, and say why."""
    version = the_version(the_plan(request, plan_id), number)
    form = fresh_form(WhyForm, request)
    if form.is_valid():
        with refusals_on(form):
            actions.take_back(
                version=version, why=form.cleaned_data["comment"], role=deciding_role(request), by=request.actor
            )
            messages.success(request, _("The version is taken back. The draft is as it was."))
            return redirect(back_to(version)[0])
    return show(
        request, "plans/take_back.jinja", status=status_of(form), form=form, version=version, here=version_page(version)
    )


@page(Can.CARRY_OUT)
def state_on_plan(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """A member who uses services, or is a carer, says what they think of a version."""
    version = the_version(the_plan(request, plan_id), number)
    voice, group = voice_of_member(request.membership)
    if not may_state(voice):
        return show(
            request,
            "ui/message.jinja",
            title=_("Here people who use services and carers say what they think"),
            sentence=_(
                "Your membership names no such group. If you use services, or support somebody who does, you can name "
                "your group on your account’s page."
            ),
            action=back_to(version),
        )
    before = version.statements.filter(by=request.user).first()
    form = fresh_form(StateForm, request, group_name=group, voice=voice, initial=said_before(before))
    if form.is_valid():
        speaks = form.speaks()
        with refusals_on(form):
            actions.state(
                version=version,
                kind=form.cleaned_data["kind"],
                voice=voice,
                group_name=group if speaks.names_group else "",
                people=speaks.people,
                asked=speaks.asked,
                text=form.cleaned_data["text"],
                participant=None,
                by=request.actor,
            )
            messages.success(request, _("Thank you. Your words stand beside the plan."))
            return redirect(back_to(version)[0])
    return show(
        request, "plans/state.jinja", status=status_of(form), form=form, here=version_page(version), said=before
    )


def said_before(statement: Statement | None) -> dict[str, object]:
    """What a form shows of a statement that somebody made earlier."""
    if statement is None:
        return {}
    return {
        "kind": statement.kind,
        "text": statement.text,
        "name_group": NAMED if statement.group_name else UNNAMED,
        "whose": OURS if statement.people > 1 else MINE,
        "asked": statement.asked,
        "people": statement.people if statement.people > 1 else None,
    }


def back_to(version: Version) -> tuple[str, str]:
    """The address of a version's page, and the words for it."""
    plan = version.plan
    return reverse("plan-version", args=[plan.partnership_id, plan.pk, version.number]), _("Back to the plan")
