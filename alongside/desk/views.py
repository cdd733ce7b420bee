"""Share with a commissioner's desk, read one's desk, and say who reads it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.desk import actions, queries
from alongside.desk.doors import DeskRequest, portfolio_page
from alongside.desk.drawing import drawn
from alongside.desk.forms import ReaderForm
from alongside.desk.making import addressed
from alongside.people.access import Can, MemberRequest, PersonRequest, page, site_page
from alongside.people.models import Organisation
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show

# ── Inside a partnership: what it shares, and with whom ─────────────────────────────────────────


@page(Can.SHARE_RECORD)
@require_safe
def desk_sharing(request: MemberRequest) -> HttpResponseBase:
    """Every commissioner of this partnership, what lies on its desk, and exactly what a new copy would say."""
    return show(request, "desk/sharing.jinja", desks=queries.sharing(request.partnership))


@page(Can.SHARE_RECORD)
@require_safe
def desk_preview(request: MemberRequest, organisation_id: UUID) -> HttpResponseBase:
    """What a commissioner would read if a copy were released now."""
    organisation = _commissioner(request, organisation_id)
    copy = addressed(queries.copy_now(request.partnership), organisation)
    return show(request, "desk/preview.jinja", organisation=organisation, drawn=drawn(copy, at_desk=False))


@page(Can.SHARE_RECORD)
@require_POST
def share_with_desk(request: MemberRequest, organisation_id: UUID) -> HttpResponseBase:
    """Share, or release a new copy of what is shared already."""
    organisation = _commissioner(request, organisation_id)
    opened = queries.open_share(request.partnership, organisation)
    try:
        if opened:
            actions.release(share=opened, by=request.actor)
        else:
            actions.share(partnership=request.partnership, organisation=organisation, by=request.actor)
    except Refused as problem:
        return refusal_page(request, problem, (_address(request), _("Back")))
    messages.success(request, _("%(name)s can read this from now on.") % {"name": organisation.name})
    return redirect("desk-sharing", request.partnership.pk)


@page(Can.SHARE_RECORD)
@require_POST
def take_back_from_desk(request: MemberRequest, organisation_id: UUID) -> HttpResponseBase:
    """End what is shared with one commissioner."""
    organisation = _commissioner(request, organisation_id)
    opened = queries.open_share(request.partnership, organisation)
    if opened:
        actions.take_back(share=opened, by=request.actor)
    messages.success(request, _("Taken back. %(name)s has no copy here now.") % {"name": organisation.name})
    return redirect("desk-sharing", request.partnership.pk)


def _commissioner(request: MemberRequest, organisation_id: UUID) -> Organisation:
    found = queries.commissioner(request.partnership, organisation_id)
    if found is None:
        raise Http404
    return found


def _address(request: MemberRequest) -> str:
    return reverse("desk-sharing", args=[request.partnership.pk])


# ── At the desk ─────────────────────────────────────────────────────────────────────────────────


@portfolio_page
@require_safe
def desk(request: DeskRequest) -> HttpResponseBase:
    """The providers that share with this organisation, by name: reviews due, and what they ask of us."""
    lies = queries.on_desk(request.organisation)
    today = timezone.localdate()
    return show(request, "desk/desk.jinja", organisation=request.organisation, lies=lies, today=today)


@portfolio_page
@require_safe
def desk_copy(request: DeskRequest, share_id: UUID) -> HttpResponseBase:
    """What one provider shares."""
    found = queries.one_on_desk(request.organisation, share_id)
    if found is None:
        raise Http404
    return show(
        request,
        "desk/copy.jinja",
        organisation=request.organisation,
        lying=found,
        copy=found.copy,
        drawn=drawn(found.copy, at_desk=True),
    )


# ── For site administrators ─────────────────────────────────────────────────────────────────────


@site_page
def desk_readers(request: PersonRequest, organisation_id: UUID) -> HttpResponseBase:
    """Who reads the desk of an organisation."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    form = fresh_form(ReaderForm, request)
    if form.is_valid():
        with refusals_on(form):
            reader = actions.name_reader(organisation=organisation, by=request.actor, **form.cleaned_data)
            messages.success(request, _("%(name)s can open this desk now.") % {"name": reader.user.name})
            return redirect("desk-readers", organisation.pk)
    readers = queries.readers(organisation)
    return show(
        request,
        "desk/readers.jinja",
        status=status_of(form),
        organisation=organisation,
        form=form,
        readers=readers,
    )


@site_page
@require_POST
def end_desk_reader(request: PersonRequest, organisation_id: UUID, reader_id: UUID) -> HttpResponseBase:
    """Somebody no longer reads a desk."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    reader = get_object_or_404(organisation.desk_readers, pk=reader_id)
    actions.end_reading(reader=reader, by=request.actor)
    messages.success(request, _("They cannot open this desk any more."))
    return redirect("desk-readers", organisation.pk)
