"""The pages of somebody who was invited: type a code, read the offer, take it up."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.people import queries, tokens, visitor
from alongside.people.access import (
    ROLE_MEANS,
    ROLE_NAMES,
    SECOND_FACTOR,
    PersonRequest,
    Role,
    has_second_factor,
    public,
)
from alongside.people.actions import invitations
from alongside.people.forms.places import GroupForm, JoinForm, TypedCodeForm
from alongside.people.models import Invitation, User
from alongside.people.views.found import form_page, sent
from alongside.ui.show import show


@public
def type_code(request: HttpRequest) -> HttpResponse:
    """Type the code of an invitation."""
    form = TypedCodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if not visitor.has_mark(request):
            form.add_error(
                None, _("Your browser did not keep our cookie. Allow cookies for this website and try again.")
            )
        elif not visitor.may_try(request, code):
            form.add_error(None, _("There were too many tries. Wait a quarter of an hour, or use the link instead."))
        elif found := queries.invitation_by_code(code):
            secret = tokens.link_secret(queries.INVITATION, found.pk)
            return redirect("accept-invitation", found.pk, secret)
        else:
            visitor.note_wrong(request, code)
            form.add_error(
                "code", _("This code opens nothing. Check it, or ask the person who gave it to you for a new one.")
            )
    return visitor.remember(request, form_page(request, "people/type_code.jinja", form))


@public
def accept(request: HttpRequest, id: UUID, secret: str) -> HttpResponseBase:
    """Read the offer that a link opens, and take it up.

    A link that opens nothing any more looks the same whatever the reason: never existed, wrong, run out, used,
    withdrawn.
    """
    invitation = queries.invitation_by_link(id, secret)
    if invitation is None:
        mine = queries.taken_up_by(id, secret, request.user) if request.user.is_authenticated else None
        return redirect("partnership", mine.pk) if mine else _over(request)
    if not request.user.is_authenticated:
        return _join(request, invitation)
    return _accept(request, invitation, request.user)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    """Somebody who is not signed in: make an account, or sign in first."""
    form = JoinForm(sent(request), fixed_email=invitation.email)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            user = invitations.join(
                invitation=invitation,
                email=wanted.get("email", ""),
                name=wanted["name"],
                password=wanted["password"],
                group=wanted["group"],
            )
        except invitations.InvitationOver:
            return _over(request)
        except IntegrityError:
            form.add_error(None, _("We could not make an account with this address. If you have one, sign in instead."))
        else:
            return _sign_in(request, user, invitation)
    return _page(request, "people/join.jinja", form, invitation)


def _accept(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """Somebody who is signed in: name a group, or rather none, and join."""
    form = GroupForm(sent(request))
    why_not = ""
    if request.method == "POST" and form.is_valid():
        try:
            group = form.cleaned_data["group"]
            invitations.accept(invitation=invitation, user=user, group=group, by=Actor.user(user.pk))
        except invitations.InvitationOver:
            return _over(request)
        except (invitations.NotForYou, invitations.AlreadyMember) as problem:
            why_not = type(problem).__name__
        else:
            _welcome(request, invitation)
            return redirect(_next_page(request, invitation))
    why_not = why_not or queries.why_not(invitation, user)
    return _page(request, "people/accept.jinja", form, invitation, why_not=why_not)


def _page(
    request: HttpRequest, template: str, form: JoinForm | GroupForm, invitation: Invitation, **more: object
) -> HttpResponse:
    role = Role(invitation.role)
    offer = {"invitation": invitation, "role": ROLE_NAMES[role], "means": ROLE_MEANS[role]}
    return form_page(request, template, form, **offer, needs_second_factor=role in SECOND_FACTOR, **more)


def _over(request: HttpRequest) -> HttpResponse:
    return show(request, "people/invitation_over.jinja", status=404)


def _sign_in(request: HttpRequest, user: User, invitation: Invitation) -> HttpResponseBase:
    """Sign in a person who has just chosen their password, so that nothing asks for it again at once."""
    record_authentication(request, user, method="password", email=user.email)
    _welcome(request, invitation)
    target = "second-factor-needed" if invitation.role in SECOND_FACTOR else "home"
    response: HttpResponseBase = perform_login(request, user, redirect_url=reverse(target))
    return response


def _next_page(request: HttpRequest, invitation: Invitation) -> str:
    person: PersonRequest = request  # type: ignore[assignment]
    needed = invitation.role in SECOND_FACTOR and not has_second_factor(person)
    return reverse("second-factor-needed" if needed else "home")


def _welcome(request: HttpRequest, invitation: Invitation) -> None:
    joined = _("You have joined %(partnership)s.") % {"partnership": invitation.partnership.name}
    messages.success(request, joined)
