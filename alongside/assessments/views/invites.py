"""Hand out ways in: links, codes, e-mails, and the printed pack."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.actions import invites as actions
from alongside.assessments.forms.setting_up import InviteForm
from alongside.assessments.models import Assessment, AssessmentState, Invite
from alongside.assessments.queries.invites import PURPOSE, ways_in
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.closed import until_closed
from alongside.assessments.views.finding import the_assessment
from alongside.people.access import Can, MemberRequest, page
from alongside.people.actions.mail import post
from alongside.people.tokens import link_secret
from alongside.people.wording import stays_here
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.RUN_ASSESSMENT)
@until_closed
def invitations(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The ways in that exist, and one more."""
    found = the_assessment(request, assessment_id)
    form = fresh_form(InviteForm, request, groups=found.groups.all(), initial={"kind": "open"})
    if form.is_valid():
        with refusals_on(form):
            made = make(request, found, form)
            if made.email:
                said = _("We are sending the invitation to %(address)s.") % {"address": made.email}
                messages.success(request, f"{said} {stays_here()}".strip())
            else:
                messages.success(request, _("The link and the code are ready. Hand over one of them."))
            return redirect("invitations", request.partnership.pk, found.pk)
    ways = ways_in(found)
    return show(
        request,
        "assessments/invitations.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        open_ways=[way for way in ways if way.open],
        closed_ways=[way for way in ways if not way.open],
        address=lambda way: request.build_absolute_uri(reverse("join-by-link", args=[way.invite.pk, way.secret])),
        short_address=request.build_absolute_uri(reverse("join")),
        is_open=current_state(found) == AssessmentState.State.OPEN,
    )


@transaction.atomic
def make(request: MemberRequest, assessment: Assessment, form: InviteForm) -> Invite:
    """Make the way in and, if it goes by e-mail, the mail with it."""
    kind = form.cleaned_data["kind"]
    email = form.cleaned_data["email"] if kind == "email" else ""
    made = actions.invite(
        assessment=assessment, group=form.chosen_group(), personal=kind != "open", email=email, by=request.actor
    )
    if email:
        # Mail never trusts the address that a request came by.
        link = settings.PUBLIC_ADDRESS + reverse("join-by-link", args=[made.pk, link_secret(PURPOSE, made.pk)])
        body = _(
            "You are invited to take part in “%(title)s” of %(partnership)s.\n\n"
            "It asks how far a mental health service has come, and what you have seen. It takes minutes, not hours, "
            "and you can stop at any time. You do not need an account.\n\n%(link)s\n\n"
            "The link is for you alone and works once. If you would rather not take part, do nothing.\n"
        )
        words = {"title": assessment.title, "partnership": assessment.partnership.name, "link": link}
        post(to=email, subject=_("An invitation: %(title)s") % words, body=body % words, by=request.actor)
    return made


@page(Can.RUN_ASSESSMENT)
@require_POST
def withdraw_invite(request: MemberRequest, assessment_id: UUID, invite_id: UUID) -> HttpResponseBase:
    """Close one way in."""
    found = the_assessment(request, assessment_id)
    invite = get_object_or_404(found.invites, pk=invite_id)
    actions.withdraw(invite=invite, by=request.actor)
    messages.success(request, _("That link and its code are closed. Whoever already joined stays."))
    return redirect("invitations", request.partnership.pk, found.pk)
