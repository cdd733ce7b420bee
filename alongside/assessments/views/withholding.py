"""Withhold a shared reason that names somebody or is abuse."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.actions import withholding as actions
from alongside.assessments.forms.deciding import WithholdForm
from alongside.assessments.models import SharedReason
from alongside.assessments.queries.reveals import shown_reason
from alongside.assessments.views.finding import challenge_url, deciding_role, edition_of, the_assessment, the_item
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import refusal_page, status_of
from alongside.ui.show import show


@page(Can.DECIDE)
def withhold_reason(request: MemberRequest, assessment_id: UUID, reason_id: UUID) -> HttpResponseBase:
    """Read the reason once more; then agree that it goes, or let it stand. It goes once both halves agree."""
    found = the_assessment(request, assessment_id)
    try:
        reason = shown_reason(found, reason_id)
    except SharedReason.DoesNotExist:
        raise Http404 from None
    role = deciding_role(request)
    back = challenge_url(found, reason.item)
    wished = {each.role: each for each in reason.withholdings.all()}
    standing = request.method == "POST" and request.POST.get("then") == "stand"
    form = WithholdForm(
        request.POST if request.method == "POST" and not standing else None,
        initial={"cause": next((each.cause for each in wished.values()), None)},
    )
    if standing or form.is_valid():
        try:
            if standing:
                actions.let_stand(reason=reason, by=request.actor)
                said = _("The reason stays as it is.")
            elif actions.withhold(reason=reason, role=role, cause=form.cleaned_data["cause"], by=request.actor):
                said = _(
                    "Withheld by both of you. Its words are deleted, and everybody sees that a reason was withheld."
                )
            else:
                said = _(
                    "You agree. The reason goes once the other lead agrees too; until then everybody still sees it."
                )
        except Refused as problem:
            return refusal_page(request, problem, (back, _("Back to the challenge")))
        messages.success(request, said)
        return redirect(back)
    return show(
        request,
        "assessments/withhold.jinja",
        status=status_of(form),
        assessment=found,
        item=the_item(edition_of(found), reason.item),
        reason=reason,
        agreed=set(wished),
        causes=[each.get_cause_display() for each in wished.values()],
        role=role,
        form=form,
    )
