"""Turn comparing on or off, compare, and publish every team at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.catalogue.survey import Survey
from alongside.comparing.actions.comparing import compare
from alongside.comparing.actions.publishing import publish_everybody
from alongside.comparing.actions.turns import confirm_turn, turn_off, turn_on
from alongside.comparing.forms.deciding import CONFIRM, MONTHS, OFF, CompareForm, TurnForm, months_back
from alongside.comparing.queries.fresh import fresh, ready_by
from alongside.comparing.queries.turns import Standing, needs_a_reason, standing
from alongside.comparing.rules.figures import FEWEST_TEAMS
from alongside.comparing.views.finding import the_edition
from alongside.feedback.queries.askings import today_of
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.COMPARE_TEAMS)
def turn_comparing(request: MemberRequest, survey: str, version: str) -> HttpResponseBase:
    """Put forward that teams are compared, agree to it, or end it."""
    here, edition = request.partnership, the_edition(request, survey, version)
    form = fresh_form(TurnForm, request, reason_needed=needs_a_reason(edition))
    if form.is_valid():
        with refusals_on(form):
            messages.success(request, _decide(request, edition, form))
            return redirect("comparing", here.pk)
    now = standing(here, edition.key, edition.version)
    return show(
        request,
        "comparing/turn.jinja",
        status=status_of(form),
        form=form,
        survey=edition,
        now=now,
        mine=_is_mine(request, now),
        reason_needed=needs_a_reason(edition),
        back=_back(request),
    )


def _decide(request: MemberRequest, survey: Survey, form: TurnForm) -> str:
    """Do what the button says; returns what to tell."""
    who: dict[str, Any] = {"role": request.membership.role, "name": request.user.name, "by": request.actor}
    seen: dict[str, Any] = {"after": form.cleaned_data["after"] or 0, "reason": form.cleaned_data["reason"]}
    here = request.partnership
    if form.do == OFF:
        turn_off(partnership=here, survey=survey, **seen, **who)
        return _("Comparing is off. Comparisons that were made are hidden, not deleted.")
    if form.do != CONFIRM:
        turn_on(partnership=here, survey=survey, **seen, **who)
        return _("Put forward. Comparing is on as soon as somebody of the other side agrees.")
    now = standing(here, survey.key, survey.version)
    if now.turn is None or now.sequence != seen["after"]:
        raise Refused(_("This was decided, or put forward anew, while you were reading. Look at it again."))
    confirm_turn(turn=now.turn, **who)
    return _("Comparing is on. Now you can compare teams.")


def _is_mine(request: MemberRequest, now: Standing) -> bool:
    """Whether the visitor's side, or the visitor, stands by what waits already."""
    turn = now.turn
    return turn is not None and (turn.role == request.membership.role or turn.by_id == request.user.pk)


@page(Can.COMPARE_TEAMS)
def compare_teams(request: MemberRequest, survey: str, version: str) -> HttpResponseBase:
    """Say what a comparison is, choose how old results may be, and make it."""
    here, edition = request.partnership, the_edition(request, survey, version)
    today = today_of(here)
    waiting = {
        months: fresh(here, edition.key, edition.version, months_back(today, months)).count() for months in MONTHS
    }
    form = fresh_form(CompareForm, request, waiting=waiting, initial={"months": str(MONTHS[0])})
    if form.is_valid():
        with refusals_on(form):
            since = months_back(today, form.since)
            made = compare(partnership=here, survey=edition, since=since, by=request.actor)
            messages.success(request, _("Compared. What you see now is frozen and does not change any more."))
            return redirect("comparison", here.pk, made.pk)
    return show(
        request,
        "comparing/compare.jinja",
        status=status_of(form),
        form=form,
        survey=edition,
        on=standing(here, edition.key, edition.version).on,
        waiting=max(waiting.values()),
        fewest=FEWEST_TEAMS,
        back=_back(request),
    )


@page(Can.PUBLISH_FEEDBACK)
def publish_every_team(request: MemberRequest, survey: str, version: str) -> HttpResponseBase:
    """Publish every team that has enough people, after saying how many and what that means."""
    here, edition = request.partnership, the_edition(request, survey, version)
    if request.method == "POST":
        done = publish_everybody(partnership=here, survey=edition, by=request.actor)
        told = ngettext("Published for %(teams)d team.", "Published for %(teams)d teams.", done) % {"teams": done}
        messages.success(request, told if done else _("There was nothing new to publish."))
        return redirect("comparing", here.pk)
    ready = len(ready_by(here, edition))
    return show(request, "comparing/publish.jinja", survey=edition, ready=ready, back=_back(request))


def _back(request: MemberRequest) -> tuple[str, str]:
    return reverse("comparing", args=[request.partnership.pk]), _("Compare teams")
