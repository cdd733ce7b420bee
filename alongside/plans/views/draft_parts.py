"""What the small forms of a draft have in common: nothing typed is lost, and nobody overwrites anybody unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.access import MemberRequest
from alongside.plans.forms.drafting import PartForm, SeenForm
from alongside.plans.models import Action, Goal, Plan, Signatory
from alongside.plans.queries.drafts import has_ended
from alongside.ui.refusals import Conflict, Refused
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, refused, status_of
from alongside.ui.show import show

# What is saved now of a part: each answer with its name.
Part = list[tuple[Any, Any]]


def ask(
    request: MemberRequest,
    plan: Plan,
    form_class: Callable[..., PartForm],
    template: str,
    at_first: dict[str, Any],
    save: Callable[[dict[str, Any]], object],
    now: Callable[[], Part],
    **context: Any,
) -> HttpResponseBase:
    """Show the form of one part, or save it and go back to the draft.

    After somebody else's change the page has status 409, keeps what was typed, and shows what is saved `now`; saving
    again is then meant for that. A plan that has ended takes nothing more: then the page only keeps what was typed.
    """
    ended = getattr(plan, "end", None) is not None
    if ended and request.method != "POST":
        return refusal_page(request, it_has_ended(), back_to_draft(request, plan))
    form = form_class(request.POST if request.method == "POST" else None, initial=at_first)
    saved_now: Part = []
    valid = form.is_valid()
    if ended:
        # What else is wrong with it matters no more.
        form.errors.clear()
        sentence = _("This plan has ended, so nothing was saved. What you wrote is below: copy what you want to keep.")
        refused(form, Conflict(sentence))
    elif valid:
        with refusals_on(form):
            save(form.answers())
            messages.success(request, _("Saved."))
            return redirect("plan-draft", request.partnership.pk, plan.pk)
        if met_conflict(form) and not has_ended(plan):
            plan.refresh_from_db(fields=["described", "evidence_sources", "review_on", "signed_by_sides", "revision"])
            form.show_newest(plan.revision)
            saved_now = now()
    return show(request, template, status=status_of(form), form=form, plan=plan, saved_now=saved_now, **context)


def confirm(
    request: MemberRequest,
    plan: Plan,
    row: Goal | Action | Signatory,
    title: str,
    sentence: str,
    remove: Callable[[int], object],
) -> HttpResponseBase:
    """Ask once more, then take a row out of the draft."""
    form = fresh_form(SeenForm, request, initial={"seen": plan.revision})
    back = back_to_draft(request, plan)
    if getattr(plan, "end", None):
        return refusal_page(request, it_has_ended(), back)
    if form.is_valid():
        try:
            remove(form.cleaned_data["seen"])
        except Refused as problem:
            return refusal_page(request, problem, back)
        messages.success(request, _("Taken out."))
        return redirect(back[0])
    what = row.user.name if isinstance(row, Signatory) else row.text
    return show(
        request, "plans/remove.jinja", status=status_of(form), form=form, plan=plan, what=what, title=title,
        sentence=sentence,
    )  # fmt: skip


def it_has_ended() -> Conflict:
    """What the forms of a plan that has ended say."""
    return Conflict(_("This plan has ended. It can be read, and nothing in it changes any more."))


def back_to_draft(request: MemberRequest, plan: Plan) -> tuple[str, str]:
    """The way back to the draft."""
    return reverse("plan-draft", args=[request.partnership.pk, plan.pk]), _("Back to the draft")


def gone(request: MemberRequest, plan: Plan, form: PartForm) -> HttpResponseBase:
    """What somebody was changing is not there any more. Nothing they typed is lost: they can copy it from here."""
    if request.method != "POST":
        raise Http404
    typed = [(bound.label, form.data.get(bound.html_name, "")) for bound in form.visible_fields()]
    return show(
        request, "plans/gone.jinja", status=404, plan=plan, typed=[(label, text) for label, text in typed if text]
    )
