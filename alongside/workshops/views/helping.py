"""In the room, for one person: somebody without a phone comes in, and a reason that must not stand is withheld."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.assessments.doors import remember
from alongside.assessments.forms.deciding import WithholdForm
from alongside.assessments.models import SharedReason
from alongside.assessments.queries.reveals import shown_reason
from alongside.assessments.views.entering import joining_context
from alongside.assessments.views.finding import edition_of, the_item
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Conflict, Refused
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show
from alongside.workshops.actions import entering, withholding
from alongside.workshops.forms.room import BringInForm, FreeForm
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.inside import places_taken
from alongside.workshops.queries.looked_after import looked_after
from alongside.workshops.queries.sessions import newest_step
from alongside.workshops.views.console import console_url
from alongside.workshops.views.finding import the_session


@page(Can.RUN_ASSESSMENT)
def bring_in(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Sit with somebody who has no phone: this device becomes theirs until it is handed over again."""
    found, here = the_session(request, assessment_id, session_id)
    if request.method != "POST" and newest_step(here).phase == Step.Phase.ENDED:
        # Said before they read and fill in a page together that nobody can be brought in with.
        return nobody_any_more(request, here)
    form = fresh_form(BringInForm, request, groups=found.groups.all(), fixed=None, initial={"mode": "helper"})
    if form.is_valid():
        with refusals_on(form):
            # A second press of the same button gives the same place; see `entering.come_in_again`.
            joined = entering.join_and_come_in(
                session=here,
                group=form.chosen_group(),
                mode=form.cleaned_data["mode"],
                may_show_alone=form.may_show_alone(),
                by=request.actor,
                key=form.own_key(),
            )
            return remember(redirect("phone", found.pk, here.pk), joined)
        if met_conflict(form):
            problem = Conflict(_("Somebody was brought in with this page already. For another person, begin again."))
            return refusal_page(request, problem, (request.path, _("Begin again")))
    return show(
        request,
        "workshops/bring_in.jinja",
        status=status_of(form),
        session=here,
        back=(console_url(here), _("The room")),
        **joining_context(found, form),
    )


@page(Can.RUN_ASSESSMENT)
def free_place(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Take back a place at which nobody sits any more: of a lost phone, or of somebody who came in twice."""
    found, here = the_session(request, assessment_id, session_id)
    places = places_taken(here)
    form = fresh_form(FreeForm, request, places=places)
    if form.is_valid():
        with refusals_on(form):
            entering.free_place(session=here, place=UUID(form.cleaned_data["place"]), by=request.actor)
            messages.success(request, _("The place is free. Somebody else can come in."))
            return redirect("free-place", request.partnership.pk, found.pk, here.pk)
    return show(
        request,
        "workshops/free_place.jinja",
        status=status_of(form),
        form=form,
        places=places,
        counted=here.present,
        back=(console_url(here), _("The room")),
    )


def nobody_any_more(request: MemberRequest, here: Session) -> HttpResponse:
    """The session has ended: what a facilitator can still do for somebody who could not come."""
    where = reverse("session", args=[here.workshop.assessment.partnership_id, here.workshop.assessment_id, here.pk])
    return show(
        request,
        "ui/message.jinja",
        title=_("This session has ended"),
        sentence=_("Nobody can be brought in any more. Somebody who could not come can still answer in another way."),
        action=(where, _("See how those who could not come can answer")),
    )


def in_danger_box(session: Session) -> Markup:
    """What to do in this room where words say that somebody is in danger: never to take them away for that."""
    context = {"care": looked_after(session.workshop)}
    return Markup(render_to_string("workshops/_danger.jinja", context, using="jinja2"))  # noqa: S704 - our own template


@page(Can.RUN_ASSESSMENT)
def withhold_in_room(
    request: MemberRequest, assessment_id: UUID, session_id: UUID, reason_id: UUID
) -> HttpResponseBase:
    """Agree as one of the two facilitators that a shared reason goes, or let it stand. It goes once both agree."""
    found, here = the_session(request, assessment_id, session_id)
    try:
        reason = shown_reason(found, reason_id)
    except SharedReason.DoesNotExist:
        raise Http404 from None
    try:
        half = withholding.half_of(here, request.actor)
    except Refused as problem:
        raise PermissionDenied(str(problem)) from None
    back = (console_url(here), _("The room"))
    wished = {each.role: each for each in reason.withholdings.all()}
    standing = request.method == "POST" and request.POST.get("then") == "stand"
    cause = next((each.cause for each in wished.values()), None)
    sent = request.POST if request.method == "POST" and not standing else None
    form = WithholdForm(sent, initial={"cause": cause})
    if standing or form.is_valid():
        try:
            if standing:
                withholding.let_stand_in_room(session=here, reason=reason, by=request.actor)
                said = _("The reason stays as it is.")
            elif withholding.withhold_in_room(
                session=here, reason=reason, cause=form.cleaned_data["cause"], by=request.actor
            ):
                said = _("Withheld by both of you. Its writer is told, and everybody sees that one was withheld.")
            else:
                said = _("You agree. It goes once the other facilitator agrees too; until then everybody sees it.")
        except Refused as problem:
            return refusal_page(request, problem, back)
        messages.success(request, said)
        return redirect(back[0])
    return show(
        request,
        "assessments/withhold.jinja",
        status=status_of(form),
        assessment=found,
        item=the_item(edition_of(found), reason.item),
        reason=reason,
        agreed=set(wished),
        causes=[each.get_cause_display() for each in wished.values()],
        role=half,
        form=form,
        back=back,
        instead=in_danger_box(here),
    )
