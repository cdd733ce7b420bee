"""What site administrators see: organisations, partnerships and their first leads. No partnership's content."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people import queries
from alongside.people.access import PersonRequest, Role, site_page
from alongside.people.actions import invitations, organisations
from alongside.people.forms.organisations import OrganisationForm, PartnershipForm
from alongside.people.forms.places import FirstLeadForm
from alongside.people.views.found import form_page, or_404, sent
from alongside.ui.show import show


@site_page
def site(request: PersonRequest) -> HttpResponse:
    """All partnerships, and the way to add one."""
    return show(request, "people/site.jinja", partnerships=queries.partnerships())


@site_page
def all_organisations(request: PersonRequest) -> HttpResponse:
    """All organisations of the site."""
    return show(request, "people/organisations.jinja", organisations=queries.organisations())


@site_page
def add_organisation(request: PersonRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            organisations.add_organisation(**form.cleaned_data, by=request.actor)
        except IntegrityError:
            form.add_error(None, _("There is an organisation with that name or that ODS code already"))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
            return redirect("organisations")
    return form_page(request, "people/add_organisation.jinja", form)


@site_page
def add_partnership(request: PersonRequest) -> HttpResponse:
    """Begin a partnership, then go on to invite its first lead."""
    offered = queries.organisations()
    form = PartnershipForm(sent(request), organisations=offered)
    if request.method == "POST" and form.is_valid():
        made = organisations.create_partnership(**form.cleaned_data, by=request.actor)
        messages.success(request, _("The partnership is made. Invite its first lead next."))
        return redirect("site-partnership", made.pk)
    return form_page(request, "people/add_partnership.jinja", form, offered=offered)


@site_page
def partnership(request: PersonRequest, id: UUID) -> HttpResponse:
    """One partnership's organisations and, while it has no lead, the invitation of its first."""
    found = or_404(queries.partnership(id))
    led = queries.has_lead(found)
    form = FirstLeadForm(sent(request))
    if request.method == "POST" and not led and form.is_valid():
        wanted = form.cleaned_data
        made = invitations.invite(
            partnership=found, role=Role.LEAD, email=wanted["email"], name=wanted["name"], by=request.actor
        )
        if made.email:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": made.email})
        return redirect("site-partnership", found.pk)
    return form_page(
        request,
        "people/site_partnership.jinja",
        form,
        partnership=found,
        led=led,
        sides=queries.sides(found),
        offers=() if led else queries.open_offers(found),
    )


@site_page
@require_POST
def withdraw_first_lead(request: PersonRequest, id: UUID, invitation_id: UUID) -> HttpResponse:
    """Take back the invitation of a first lead, for example one sent to a wrong address."""
    found = or_404(queries.partnership(id))
    invitation = or_404(None if queries.has_lead(found) else queries.invitation(found, invitation_id))
    try:
        invitations.withdraw(invitation=invitation, by=request.actor)
        messages.success(request, _("The invitation is withdrawn. Its link and code no longer work."))
    except invitations.InvitationOver:
        messages.warning(request, _("This invitation was used or had ended already."))
    return redirect("site-partnership", found.pk)
