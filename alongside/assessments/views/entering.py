"""Members come in themselves, help somebody else, or type in a sheet of paper."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.actions import participation, rating
from alongside.assessments.doors import remember
from alongside.assessments.forms.taking_part import HelpForm, JoinForm, PaperForm
from alongside.assessments.models import Assessment, ExpectedGroup, Participant
from alongside.assessments.news import tell
from alongside.assessments.queries.groups import progress
from alongside.assessments.queries.participants import by_account
from alongside.assessments.queries.record import provider_name
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.views.closed import until_closed
from alongside.assessments.views.finding import edition_of, the_assessment
from alongside.audit.actor import Actor
from alongside.catalogue.framework import Framework
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Conflict
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show


@page(Can.TAKE_PART)
@until_closed
def take_part(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Join with one's account; coming back later needs no code."""
    found = the_assessment(request, assessment_id)
    if by_account(found.pk, request.user.pk):
        return redirect("my-part", found.pk)
    groups = list(found.groups.all())
    own = next((str(group.pk) for group in groups if group.key == request.membership.group), None)
    form = fresh_form(JoinForm, request, groups=groups, fixed=None, initial={"group": own})
    if form.is_valid():
        with refusals_on(form):
            joined = participation.join(
                assessment=found,
                group=form.chosen_group(),
                mode=Participant.Mode.OWN,
                may_show_alone=form.may_show_alone(),
                user_id=request.user.pk,
            )
            return remember(redirect("my-part", found.pk), joined)
    return show(request, "assessments/join.jinja", status=status_of(form), **joining_context(found, form))


@page(Can.RUN_ASSESSMENT)
@until_closed
def enter_for_somebody(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Sit with somebody: this device becomes theirs until it is handed over again."""
    found = the_assessment(request, assessment_id)
    form = fresh_form(HelpForm, request, groups=found.groups.all(), fixed=None, initial={"mode": "helper"})
    if form.is_valid():
        with refusals_on(form):
            joined = participation.join_with_help(
                assessment=found,
                group=form.chosen_group(),
                mode=form.cleaned_data["mode"],
                may_show_alone=form.may_show_alone(),
                key=form.cleaned_data["key"],
                by=request.actor,
            )
            return remember(redirect("my-part", found.pk), joined)
        if met_conflict(form):
            problem = Conflict(" ".join(map(str, form.non_field_errors())))
            return refusal_page(request, problem, (request.path, _("Begin again")))
    return show(request, "assessments/enter.jinja", status=status_of(form), **joining_context(found, form))


@page(Can.RUN_ASSESSMENT)
@until_closed
def enter_paper(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """Type in one sheet; once saved it cannot be opened again from here."""
    found = the_assessment(request, assessment_id)
    framework = edition_of(found)
    groups = found.groups.all()
    form = fresh_form(PaperForm, request, groups=groups, fixed=None, framework=framework, initial={"key": uuid4()})
    if form.is_valid():
        with refusals_on(form):
            count = type_in(found, form, framework, request.actor)
            messages.success(
                request,
                _("The sheet is stored: %(count)d answers. It cannot be opened again. Treat the paper as agreed.")
                % {"count": count},
            )
            return redirect("enter-paper", request.partnership.pk, found.pk)
    return show(
        request, "assessments/paper.jinja", status=status_of(form), framework=framework, **joining_context(found, form)
    )


@transaction.atomic
def type_in(assessment: Assessment, form: PaperForm, framework: Framework, by: Actor) -> int:
    """Store a whole sheet or nothing of it."""
    joined = participation.join(
        assessment=assessment,
        group=form.chosen_group(),
        mode=Participant.Mode.PAPER,
        may_show_alone=form.may_show_alone(),
        by=by,
        sheet=form.cleaned_data["key"],
    )
    rounds = open_rounds(assessment, [item.key for item in framework.items])
    answers = form.answers()
    for item, answer, reason, shared in answers:
        saved = rating.rate(
            participant=joined.participant,
            item=item,
            answer=answer,
            reason=reason,
            round=rounds[item],
            revision=0,
            by=by,
        )
        if shared and reason:
            rating.share_reason(rating=saved, by=by)
    participation.finish(participant=joined.participant, by=by)
    tell(assessment.pk, "moved")
    return len(answers)


def joining_context(assessment: Assessment, form: JoinForm) -> dict[str, object]:
    """What somebody needs to know before they join, in all three ways."""
    return {
        "assessment": assessment,
        "form": form,
        "provider": provider_name(assessment),
        "sizes": sizes(assessment),
    }


def sizes(assessment: Assessment) -> list[tuple[ExpectedGroup, int]]:
    """How many people of each group have joined so far, so that everybody knows how large theirs is."""
    return [(each.group, each.joined) for each in progress(assessment) if each.group]
