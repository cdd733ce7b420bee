"""Come in: type a code, or open a link. No account is needed, and an address alone never counts against anybody."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions import participation
from alongside.assessments.doors import remember, whose
from alongside.assessments.forms.taking_part import CodeForm, JoinForm
from alongside.assessments.models import Invite, Participant
from alongside.assessments.queries.invites import by_code, by_link, is_open
from alongside.assessments.queries.participants import by_return_code
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.entering import joining_context
from alongside.audit.actor import Actor
from alongside.people import visitor
from alongside.people.access import public
from alongside.people.tokens import link_secret, looks_like_code
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@public
def join(request: HttpRequest) -> HttpResponseBase:
    """One box for every code: to join with, or to come back with."""
    form = fresh_form(CodeForm, request)
    if form.is_valid():
        answer = open_with(request, form.cleaned_data["code"], form)
        if answer is not None:
            return answer
    response = show(request, "assessments/code.jinja", status=status_of(form), form=form)
    return visitor.remember(request, response)


# Where a code may lead.
Led = Callable[[HttpRequest, str], HttpResponseBase | None]


def open_with(request: HttpRequest, code: str, form: CodeForm, lead: Led | None = None) -> HttpResponseBase | None:
    """Follow a code where it leads (`lead` says where); None, with a sentence on the form, when it leads nowhere."""
    if not visitor.has_mark(request):
        sentence = _("Your browser did not keep our cookie. Allow cookies for this website and try again.")
        form.add_error(None, sentence)
        return None
    if not visitor.may_try(request, code):
        return slow_down(request)
    answer = (lead or leads_to)(request, code) if looks_like_code(code) else None
    if answer is not None:
        return answer
    visitor.note_wrong(request, code)
    form.add_error(
        "code",
        _(
            "This code does not work. It may have been used already, or have run out. If you have taken part before, "
            "type your return code. Otherwise check it, or ask for a new one."
        ),
    )
    return None


def leads_to(request: HttpRequest, code: str) -> HttpResponseBase | None:
    """To the page of an invitation, or back to one's own answers; None where a code stands for neither."""
    invite = by_code(code)
    if invite is not None and is_open(invite):
        if invite.for_room:
            return to_the_room(request)
        return redirect("join-by-link", invite.pk, link_secret("assessment", invite.pk))
    participant = by_return_code(code)
    if participant is None:
        return None
    return welcome_back(request, participant, reverse("my-part", args=[participant.assessment_id]))


def welcome_back(request: HttpRequest, participant: Participant, to: str) -> HttpResponse:
    """Give this device back what was answered on another one."""
    joined = participation.come_back(participant=participant, by=Actor.participant(participant.pk))
    messages.success(
        request,
        _(
            "Welcome back. The device you used before no longer opens your answers. To go back to it, type your "
            "return code there."
        ),
    )
    return remember(redirect(to), joined)


def to_the_room(request: HttpRequest) -> HttpResponse:
    """A way in that is for a room lets nobody take part from elsewhere: the count of those in it would mean nothing."""
    messages.info(request, _("This code is for a room: type it here."))
    return redirect("room")


def slow_down(request: HttpRequest) -> HttpResponse:
    """Too many codes at once: wait, or use the link."""
    return show(
        request,
        "ui/message.jinja",
        status=429,
        title=_("Please wait a little"),
        sentence=_(
            "Too many codes have been tried here. Wait a quarter of an hour, or use the link or the square picture "
            "code from your invitation, which always work."
        ),
        action=(reverse("join"), _("Back")),
    )


@public
def join_by_link(request: HttpRequest, invite_id: UUID, secret: str) -> HttpResponseBase:
    """What this is, who reads what, and then: join, or not."""
    invite = by_link(invite_id, secret)
    if invite is None:
        return no_such_way(request)
    assessment = invite.assessment
    if whose(request, assessment.pk) is not None:
        return redirect("my-part", assessment.pk)
    if not is_open(invite):
        return no_such_way(request)
    if invite.for_room:
        return to_the_room(request)
    with timezone.override(assessment.partnership.time_zone):
        return joining(request, invite)


def joining(request: HttpRequest, invite: Invite) -> HttpResponseBase:
    """The form of an open way in."""
    assessment = invite.assessment
    groups = list(assessment.groups.all())
    initial = {"group": str(invite.group.pk)} if invite.group else {}
    form = fresh_form(JoinForm, request, groups=groups, fixed=invite.group, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            joined = participation.join(
                assessment=assessment,
                group=form.chosen_group(),
                mode=Participant.Mode.OWN,
                may_show_alone=form.may_show_alone(),
                invite=invite,
            )
            return remember(redirect("my-part", assessment.pk), joined)
    context = joining_context(assessment, form)
    return show(
        request, "assessments/welcome.jinja", status=status_of(form), state=current_state(assessment), **context
    )


def no_such_way(request: HttpRequest) -> HttpResponse:
    """The same calm page for a wrong, a used, a withdrawn and an expired link."""
    return show(
        request,
        "ui/message.jinja",
        status=404,
        title=_("This invitation cannot be used"),
        sentence=_(
            "It may have been used, withdrawn, or have run out. Nothing you wrote is lost. If you have taken part "
            "before, type your return code; otherwise ask the person who invited you for a new one."
        ),
        action=(reverse("join"), _("Type a code")),
    )
