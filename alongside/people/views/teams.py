"""The provider's teams, and the organisations of a partnership."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.people import queries
from alongside.people.access import Can, MemberRequest, page
from alongside.people.actions import organisations, teams
from alongside.people.forms.organisations import BringInForm, TeamForm
from alongside.people.views.found import form_page, or_404, sent
from alongside.ui.show import show


@page(Can.MANAGE_PEOPLE)
def add_team(request: MemberRequest) -> HttpResponse:
    """Add a team."""
    form = TeamForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            teams.add_team(partnership=request.partnership, name=form.cleaned_data["name"], by=request.actor)
        except IntegrityError:
            form.add_error("name", _("There is a team of that name already"))
        else:
            messages.success(request, _("The team is added."))
            return redirect("people", request.partnership.pk)
    return form_page(request, "people/add_team.jinja", form)


@page(Can.MANAGE_PEOPLE)
def team(request: MemberRequest, id: UUID) -> HttpResponse:
    """Rename a team."""
    found = or_404(queries.team(request.partnership, id))
    form = TeamForm(sent(request), initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            teams.rename_team(team=found, name=form.cleaned_data["name"], by=request.actor)
        except IntegrityError:
            form.add_error("name", _("There is a team of that name already"))
        else:
            messages.success(request, _("The team has its new name."))
            return redirect("people", request.partnership.pk)
    return form_page(request, "people/team.jinja", form, team=queries.team(request.partnership, id))


@page(Can.MANAGE_PEOPLE)
def remove_team(request: MemberRequest, id: UUID) -> HttpResponse:
    """Ask once more, then remove a team."""
    found = or_404(queries.team(request.partnership, id))
    if request.method == "POST":
        try:
            teams.remove_team(team=found, by=request.actor)
        except teams.TeamInUse:
            messages.warning(request, _("This team stays, because something is kept about it."))
        else:
            messages.success(request, _("The team is removed."))
        return redirect("people", request.partnership.pk)
    return show(request, "people/remove_team.jinja", team=found)


@page(Can.MANAGE_PEOPLE)
def bring_in(request: MemberRequest) -> HttpResponse:
    """Add a commissioner or a partner to the partnership."""
    offered = queries.organisations_to_bring_in(request.partnership)
    form = BringInForm(sent(request), organisations=offered)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            organisations.bring_in(
                partnership=request.partnership,
                organisation=wanted["organisation"],
                side=wanted["side"],
                by=request.actor,
            )
        except IntegrityError:
            form.add_error("organisation", _("This organisation belongs to the partnership already"))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": wanted["organisation"].name})
            return redirect("people", request.partnership.pk)
    return form_page(request, "people/bring_in.jinja", form, offered=offered)
