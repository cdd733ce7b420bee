"""Put all challenges in order, stand by an order, answer one, and write down what people said."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.views.finding import deciding_role, edition_of
from alongside.people.access import Can, MemberRequest, page
from alongside.plans.actions import ordering as actions
from alongside.plans.forms.ordering import AnswerForm, OrderForm, ToldForm, order_before, rearranged
from alongside.plans.models import Prioritising, PriorityOrder
from alongside.plans.queries.prioritising import Orders, newer_record
from alongside.plans.rules.voices import SPEAKS
from alongside.plans.views.asking import shown, the_priorities
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.DECIDE)
def order_priorities(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Put forward an order; it is final once the other of lead and co-lead confirms it."""
    found, prioritising = the_priorities(request, assessment_id)
    framework = edition_of(found)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    if prioritising is None or not hasattr(prioritising, "opened"):
        return redirect(back)
    context = shown(found, framework, prioritising, decided=False)
    opened, standing = context["opened"], context["orders"]
    initial = {
        **order_before(standing.proposed or standing.final, framework.items),
        "after": standing.newest_sequence,
    }
    firsts = frozenset().union(*(opened.firsts(voice) for voice in SPEAKS))
    if wanted := request.POST.get("move", ""):
        form = OrderForm(framework=framework, firsts=firsts, initial=rearranged(request.POST, framework.items, wanted))
    else:
        form = fresh_form(OrderForm, request, framework=framework, firsts=firsts, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.put_forward(
                prioritising=prioritising,
                placed=form.placed(),
                act_on=form.act_on_how_many(),
                reason=form.cleaned_data["reason"],
                because=form.because(),
                after=form.cleaned_data["after"],
                role=deciding_role(request),
                name=request.user.name,
                by=request.actor,
            )
            messages.success(request, _("Put forward. It is final once the other lead confirms it."))
            return redirect(back)
        if met_conflict(form):
            # What is put forward now is on the page; pressing the button again is then meant for it.
            context = shown(found, framework, prioritising, decided=False)
            sent = request.POST.copy()
            sent["after"] = str(context["orders"].newest_sequence)
            form.data = sent
    newer = newer_record(found)
    return show(request, "plans/order.jinja", status=status_of(form), form=form, newer=newer, **context)


@page(Can.DECIDE)
@require_POST
def confirm_order(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Stand by what the other one put forward."""
    found, prioritising = the_priorities(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    order = the_order(prioritising, request.POST.get("order", ""))
    if order is None:
        return refusal_page(request, no_order(), (back, _("Back")))
    try:
        final = actions.confirm(order=order, role=deciding_role(request), name=request.user.name, by=request.actor)
    except Refused as problem:
        return refusal_page(request, problem, (back, _("Back")))
    if final:
        said = _("The order is final. A plan has begun for each challenge that you act on.")
    else:
        said = _("You stand by it. It waits for the other lead.")
    messages.success(request, said)
    return redirect(back)


@page(Can.DECIDE)
@require_POST
def order_told(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The co-lead writes down what people said when they were told in person."""
    found, prioritising = the_priorities(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    order = the_order(prioritising, request.POST.get("order", ""))
    if order is None:
        return refusal_page(request, no_order(), (back, _("Back")))
    form = ToldForm(request.POST, voices=SPEAKS)
    if form.is_valid():
        with refusals_on(form):
            actions.write_down_told(
                order=order,
                voice=form.cleaned_data["voice"],
                text=form.cleaned_data["text"],
                role=deciding_role(request),
                by=request.actor,
            )
            messages.success(request, _("Written down. It stands beside the order for good."))
            return redirect(back)
    return show(request, "plans/order_told.jinja", status=status_of(form), form=form, assessment=found)


@page(Can.TAKE_PART)
@require_POST
def answer_order_as_member(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """A member of a voice that is left out says that they have read why."""
    found, prioritising = the_priorities(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    order = the_order(prioritising, request.POST.get("order", ""))
    if order is None:
        return refusal_page(request, no_order(), (back, _("Back")))
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.answer(
                order=order,
                participant=None,
                member=request.membership,
                text=form.cleaned_data["text"],
                by=request.actor,
            )
            messages.success(request, _("Thank you. What you said stands beside the order."))
            return redirect(back)
    return show(
        request, "plans/answer_order.jinja", status=status_of(form), form=form, back=(back, _("What to act on first"))
    )


def the_order(prioritising: Prioritising | None, key: str) -> PriorityOrder | None:
    """The order that a page was about, if it is one of this assessment."""
    if prioritising is None:
        return None
    try:
        found = prioritising.orders.filter(pk=UUID(key)).first()
    except ValueError:
        return None
    if found is not None:
        # What was read already is not read again.
        found.prioritising = prioritising
    return found


def no_order() -> Refused:
    """What a press of a button is told that names no order of this assessment."""
    return Refused(_("There is no such order here. Read the page again."))


def told_form(found: Orders) -> ToldForm | None:
    """Where the co-lead writes down what people said, while an order that leaves somebody out waits."""
    if found.proposed is None or not found.proposed.voices:
        return None
    voices = found.proposed.voices
    only = {"voice": voices[0]} if len(voices) == 1 else {}
    return ToldForm(voices=voices, initial={"order": found.proposed.order.pk, **only})
