"""Members choose for themselves, or type in what somebody wrote on paper."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.models import Participant
from alongside.assessments.views.finding import edition_of
from alongside.people.access import Can, MemberRequest, page
from alongside.plans.actions import choosing as actions
from alongside.plans.forms.choosing import MemberChoosingForm, PaperChoosingForm, chosen_before
from alongside.plans.queries.agreed import agreed
from alongside.plans.queries.prioritising import chooser_of, newer_record
from alongside.plans.views.asking import the_priorities
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.TAKE_PART)
def choose_priorities(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """A member who did not take part in the assessment chooses here; who took part has a page of their own."""
    found, prioritising = the_priorities(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    if prioritising is None or (request.method == "GET" and hasattr(prioritising, "opened")):
        return redirect(back)
    framework, groups = edition_of(found), list(found.groups.all())
    mine = chooser_of(prioritising, user=request.user)
    whose = actions.Whose(user_id=request.user.pk)
    own = next((str(group.pk) for group in groups if group.key == request.membership.group), None)
    initial = {**chosen_before(mine), "once": True} if mine else {"group": own}
    form = fresh_form(MemberChoosingForm, request, framework=framework, groups=groups, initial=initial)
    if request.POST.get("then") == "take-back":
        with refusals_on(form):
            actions.take_back_choices(prioritising=prioritising, whose=whose, by=request.actor)
            messages.success(request, _("Your choice is taken back. Nobody is told."))
            return redirect(back)
    elif form.is_valid():
        with refusals_on(form):
            actions.choose(
                prioritising=prioritising, whose=whose, mode=Participant.Mode.OWN, by=request.actor, **form.answers()
            )
            messages.success(request, _("Your choice is kept. You can change it until the choices are opened."))
            return redirect(back)
    return show(
        request,
        "plans/choose.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        newer=newer_record(found),
        framework=framework,
        agreed=agreed(found, framework),
        mine=mine,
    )


@page(Can.RUN_ASSESSMENT)
def enter_choices(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Type in one sheet; once stored it cannot be opened again from here."""
    found, prioritising = the_priorities(request, assessment_id)
    back = reverse("priorities", args=[request.partnership.pk, found.pk])
    if prioritising is None or (request.method == "GET" and hasattr(prioritising, "opened")):
        return redirect(back)
    framework = edition_of(found)
    form = fresh_form(
        PaperChoosingForm, request, framework=framework, groups=found.groups.all(), initial={"key": uuid4()}
    )
    if form.is_valid():
        with refusals_on(form):
            actions.choose(
                prioritising=prioritising,
                whose=actions.Whose(sheet=form.cleaned_data["key"]),
                mode=Participant.Mode.PAPER,
                by=request.actor,
                **form.answers(),
            )
            messages.success(request, _("The sheet is stored. It cannot be opened again. Treat the paper as agreed."))
            return redirect("enter-choices", request.partnership.pk, found.pk)
    return show(
        request,
        "plans/enter_choices.jinja",
        status=status_of(form),
        form=form,
        assessment=found,
        newer=newer_record(found),
        framework=framework,
        agreed=agreed(found, framework),
    )
