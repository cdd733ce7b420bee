"""Invite people, hand over invitations, withdraw them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people import queries
from alongside.people.access import ROLE_MEANS, Can, MemberRequest, Role, page
from alongside.people.actions import invitations
from alongside.people.forms.places import NO_ORGANISATION, InviteForm
from alongside.people.views.found import form_page, or_404, sent
from alongside.people.wording import stays_here
from alongside.ui.show import show


@page(Can.MANAGE_PEOPLE)
def open_invitations(request: MemberRequest) -> HttpResponse:
    """Invitations that nobody has taken up yet."""
    return show(request, "people/invitations.jinja", offers=queries.open_offers(request.partnership))


@page(Can.MANAGE_PEOPLE)
def invite(request: MemberRequest) -> HttpResponse:
    """Offer somebody a place."""
    organisations = queries.organisations_of(request.partnership)
    initial = {"role": Role.CONTRIBUTOR.value, "organisation": NO_ORGANISATION}
    form = InviteForm(sent(request), organisations=organisations, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        made = invitations.invite(
            partnership=request.partnership,
            role=Role(wanted["role"]),
            email=wanted["email"],
            name=wanted["name"],
            organisation=wanted["organisation"],
            days=wanted["days"],
            by=request.actor,
        )
        if made.email:
            said = _("The invitation is on its way to %(email)s.") % {"email": made.email}
            messages.success(request, f"{said} {stays_here()}".strip())
        return redirect("hand-over-invitation", request.partnership.pk, made.pk)
    return form_page(request, "people/invite.jinja", form)


@page(Can.MANAGE_PEOPLE)
def hand_over(request: MemberRequest, id: UUID) -> HttpResponse:
    """The link and the code of one open invitation."""
    offer = or_404(queries.open_offer(request.partnership, id))
    return show(request, "people/hand_over.jinja", offer=offer, means=ROLE_MEANS[offer.role])


@page(Can.MANAGE_PEOPLE)
@require_POST
def withdraw(request: MemberRequest, id: UUID) -> HttpResponse:
    """Take an offer back."""
    invitation = or_404(queries.invitation(request.partnership, id))
    try:
        invitations.withdraw(invitation=invitation, by=request.actor)
        messages.success(request, _("The invitation is withdrawn. Its link and code no longer work."))
    except invitations.InvitationOver:
        messages.warning(request, _("This invitation was used or had ended already."))
    return redirect("open-invitations", request.partnership.pk)
