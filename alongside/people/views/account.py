"""My account: name, password, second factor, my partnerships."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people import queries
from alongside.people.access import (
    ROLE_MEANS,
    ROLE_NAMES,
    PersonRequest,
    Role,
    after_second_factor,
    has_second_factor,
    person_page,
)
from alongside.people.actions import accounts, memberships
from alongside.people.forms.organisations import NameForm
from alongside.people.groups import group_name
from alongside.people.models import Membership
from alongside.people.views.found import form_page, or_404, sent
from alongside.people.wording import KEPT
from alongside.ui.show import show


@person_page
def account(request: PersonRequest) -> HttpResponse:
    """Everything about one's own account, each with the way to change it."""
    places = [_place(membership) for membership in queries.memberships_of(request.user)]
    return show(request, "people/account.jinja", places=places, has_second_factor=has_second_factor(request))


@person_page
def change_name(request: PersonRequest) -> HttpResponse:
    """Change the name that others see."""
    form = NameForm(sent(request), initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        accounts.rename(user=request.user, name=form.cleaned_data["name"], by=request.actor)
        messages.success(request, _("Your name is changed."))
        return redirect("account")
    return form_page(request, "people/account_name.jinja", form)


@person_page
@require_POST
def end_sessions(request: PersonRequest) -> HttpResponse:
    """Sign out on every other device."""
    accounts.end_other_sessions(user=request.user, by=request.actor)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out on all your other devices."))
    return redirect("account")


@person_page
def second_factor_needed(request: PersonRequest) -> HttpResponse:
    """Why a role opens only with a second factor, and the two ways to have one."""
    if has_second_factor(request):
        return after_second_factor(request)
    return show(request, "people/second_factor_needed.jinja")


@person_page
def leave(request: PersonRequest, partnership_id: UUID) -> HttpResponse:
    """Give up one's own place in a partnership."""
    membership = or_404(queries.memberships_of(request.user).filter(partnership_id=partnership_id).first())
    if request.method == "POST":
        try:
            memberships.remove_member(membership=membership, by=request.actor)
        except memberships.MustStay as stay:
            messages.warning(request, KEPT[stay.why])
            return redirect("account")
        left = _("You have left %(partnership)s.") % {"partnership": membership.partnership.name}
        messages.success(request, left)
        return redirect("account")
    why = queries.kept(membership, by_themselves=True)
    return show(request, "people/leave.jinja", membership=membership, kept=KEPT[why] if why else "")


def _place(membership: Membership) -> dict[str, object]:
    role = Role(membership.role)
    return {
        "partnership": membership.partnership,
        "role": ROLE_NAMES[role],
        "means": ROLE_MEANS[role],
        "group": group_name(membership.group),
        "organisation": membership.organisation,
    }
