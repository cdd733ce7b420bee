"""Give somebody outside a link to the record, see who has one, take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.actions.sharing import take_back
from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import the_assessment
from alongside.people.access import Can, MemberRequest, page
from alongside.reports import actions
from alongside.reports.forms import ShareForm
from alongside.reports.queries import links
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.SHARE_RECORD)
def record_sharing(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Every link there is, and a form for another."""
    found = the_assessment(request, assessment_id)
    form = fresh_form(ShareForm, request, initial={"days": 30})
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            share = actions.share(
                assessment=found,
                for_whom=given["for_whom"],
                days=given["days"],
                with_reasons=given["with_reasons"] == "yes",
                by=request.actor,
            )
            messages.success(request, _("The link for “%(name)s” is ready. Copy it below.") % {"name": share.for_whom})
            return redirect("record-sharing", request.partnership.pk, found.pk)
    with timezone.override(request.partnership.time_zone):
        return show(
            request,
            "reports/sharing.jinja",
            status=status_of(form),
            assessment=found,
            form=form,
            links=links(found),
            closed=current_state(found) == AssessmentState.State.CLOSED,
        )


@page(Can.SHARE_RECORD)
@require_POST
def take_back_share(request: MemberRequest, assessment_id: UUID, share_id: UUID) -> HttpResponseBase:
    """Close a link for good."""
    found = the_assessment(request, assessment_id)
    share = get_object_or_404(found.shares, pk=share_id)
    take_back(share=share, by=request.actor)
    messages.success(request, _("Taken back. The link for “%(name)s” opens nothing now.") % {"name": share.for_whom})
    return redirect("record-sharing", request.partnership.pk, found.pk)
