"""Who belongs to a partnership, and in which role."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.people import queries
from alongside.people.access import Can, MemberRequest, Role, may, page
from alongside.people.actions import memberships
from alongside.people.forms.places import NO_GROUP, NO_ORGANISATION, GroupForm, MemberForm
from alongside.people.groups import group_name
from alongside.people.models import Membership
from alongside.people.views.found import form_page, or_404, sent
from alongside.people.wording import KEPT
from alongside.ui.show import show


@page(Can.SEE_PARTNERSHIP)
def people(request: MemberRequest) -> HttpResponse:
    """Everybody here by role, with what each role means."""
    return show(
        request,
        "people/people.jinja",
        roles=queries.members_by_role(request.partnership),
        manages=may(request.membership.role, Can.MANAGE_PEOPLE),
        mine=request.membership,
        my_group=group_name(request.membership.group),
        sides=queries.sides(request.partnership),
        teams=queries.teams(request.partnership),
    )


@page(Can.SEE_PARTNERSHIP)
def my_group(request: MemberRequest) -> HttpResponse:
    """Name another group for oneself, or rather none."""
    form = GroupForm(sent(request), initial={"group": request.membership.group or NO_GROUP})
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        memberships.change_group(membership=request.membership, group=group, by=request.actor)
        messages.success(request, _("Your group is changed."))
        return redirect("people", request.partnership.pk)
    return form_page(request, "people/my_group.jinja", form)


@page(Can.MANAGE_PEOPLE)
def member(request: MemberRequest, id: UUID) -> HttpResponse:
    """One member: change their role and organisation."""
    membership = or_404(queries.member(request.partnership, id))
    organisations = queries.organisations_of(request.partnership)
    initial = {"role": membership.role, "organisation": str(membership.organisation_id or NO_ORGANISATION)}
    form = MemberForm(sent(request), organisations=organisations, initial=initial)
    if request.method == "POST" and form.is_valid() and _changed(request, membership, form):
        messages.success(request, _("The changes for %(name)s are saved.") % {"name": membership.user.name})
        return redirect("people", request.partnership.pk)
    return form_page(request, "people/member.jinja", form, membership=membership, kept=_kept(request, membership))


@page(Can.MANAGE_PEOPLE)
def remove_member(request: MemberRequest, id: UUID) -> HttpResponse:
    """Ask once more, then end somebody's place."""
    membership = or_404(queries.member(request.partnership, id))
    if request.method == "POST":
        try:
            memberships.remove_member(membership=membership, by=request.actor)
        except memberships.MustStay as stay:
            messages.warning(request, KEPT[stay.why])
            return redirect("member", request.partnership.pk, membership.pk)
        messages.success(request, _("%(name)s is no longer a member.") % {"name": membership.user.name})
        if membership.user == request.user:
            return redirect("account")
        return redirect("people", request.partnership.pk)
    return show(request, "people/remove_member.jinja", membership=membership, kept=_kept(request, membership))


def _changed(request: MemberRequest, membership: Membership, form: MemberForm) -> bool:
    """Make the changes; where the role must stay, say so beside the field and change nothing."""
    wanted = form.cleaned_data
    try:
        memberships.change_place(
            membership=membership,
            role=Role(wanted["role"]),
            organisation=wanted["organisation"],
            by=request.actor,
        )
    except memberships.MustStay as stay:
        form.add_error("role", str(KEPT[stay.why]))
        return False
    return True


def _kept(request: MemberRequest, membership: Membership) -> str:
    why = queries.kept(membership, by_themselves=membership.user == request.user)
    return str(KEPT[why]) if why else ""
