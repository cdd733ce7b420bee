"""One survey asked for one team: begin it, hand it round, see how many answered, and stop it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.feedback import kinds
from alongside.feedback.actions import asking as actions
from alongside.feedback.forms.asking import CARDS, AskForm
from alongside.feedback.models import Asking, AskingEnd
from alongside.feedback.queries.askings import Returns, is_over, returns, takes_answers, takes_paper, teams_of, today_of
from alongside.feedback.queries.surveys import may_be_asked
from alongside.feedback.views.finding import installed, the_asking
from alongside.feedback.views.ways import Way
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.deployer import deployer
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show
from alongside.ui.square_codes import square_code

USUAL = timedelta(days=42)


@page(Can.ASK_FEEDBACK)
def ask_feedback(request: MemberRequest) -> HttpResponseBase:
    """Ask for a team."""
    here, today = request.partnership, today_of(request.partnership)
    teams, surveys = list(teams_of(here)), may_be_asked()
    initial = {
        "team": request.GET.get("team", ""),
        "survey": surveys[0].id if surveys else "",
        "opens_on": today,
        "closes_on": today + USUAL,
        "link": CARDS,
        "crisis": "" if "crisis" in deployer().unset else deployer().crisis,
    }
    form = fresh_form(AskForm, request, teams=teams, surveys=surveys, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            made = actions.ask(partnership=here, by=request.actor, **form.answers())
            messages.success(request, _("Saved. Nobody is told by this: hand out cards or the link yourselves."))
            return redirect("asking", here.pk, made.pk)
    return show(
        request,
        "feedback/ask.jinja",
        status=status_of(form),
        form=form,
        enough=bool(teams and surveys),
        has_teams=bool(teams),
        crisis_set="crisis" not in deployer().unset,
    )


@page(Can.ASK_FEEDBACK)
@require_safe
def asking(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """How people answer, and how many did, in steps of ten."""
    found = the_asking(request, asking_id)
    state, kind = state_of(found)
    answers = returns(found)
    return show(
        request,
        "feedback/asking.jinja",
        asking=found,
        survey=installed(found),
        state=state,
        kind=kind,
        over=is_over(found),
        answers=answers,
        share=share_in_words(answers),
        link=link_of(request, found) if found.link else "",
        takes_paper=takes_paper(found),
        tablet=request.build_absolute_uri(Way.TABLET.start(found)),
        interview=request.build_absolute_uri(Way.INTERVIEW.start(found)),
        front=plain(request, reverse("feedback-card")),
        picture=square_code(link_of(request, found)) if found.link else "",
    )


@page(Can.ASK_FEEDBACK)
@require_safe
def asking_poster(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """The way to the questions in large type: to print, or to show on a wall."""
    found = the_asking(request, asking_id)
    if is_over(found):
        return refusal_page(
            request,
            Refused(_("This asking is over, so a poster would lead nowhere.")),
            (_asking_url(found), _("Back to the asking")),
        )
    survey = installed(found)
    if survey is None:
        raise Http404
    link = link_of(request, found) if found.link else request.build_absolute_uri(reverse("feedback-card"))
    return show(
        request,
        "feedback/poster.jinja",
        asking=found,
        invites=kinds.invites(survey),
        in_short=kinds.in_short(survey),
        picture=square_code(link),
        address=plain(request, reverse("feedback-card")),
    )


@page(Can.ASK_FEEDBACK)
def stop_asking(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """End it before its last day: says first what that does."""
    found = the_asking(request, asking_id)
    back = (_asking_url(found), _("Back to the asking"))
    if request.method == "POST":
        try:
            actions.stop(asking=found, by=request.actor)
        except Refused as problem:
            return refusal_page(request, problem, back)
        messages.success(request, _("Stopped. Take posters down, and collect the cards that are left."))
        return redirect(back[0])
    return show(request, "feedback/stop.jinja", asking=found, over=is_over(found), back=back)


# ── Words about an asking ───────────────────────────────────────────────────────────────────────


def state_of(asking: Asking) -> tuple[str, str]:
    """Where an asking stands, and the colour of its tag."""
    if hasattr(asking, "end") and asking.end.how == AskingEnd.How.STOPPED:
        return _("Stopped"), "grey"
    if is_over(asking):
        return _("Over"), "grey"
    return (_("Asked now"), "green") if takes_answers(asking) else (_("Begins later"), "blue")


def share_in_words(found: Returns) -> str:
    """Which part of the people who were served has been counted at least, as far as steps of ten can tell."""
    if not found.served or not found.opened:
        return ""
    if found.opened > found.served:
        return _("More answers came than people you expected. Some may have answered twice, or you asked more.")
    parts = [
        (3 / 4, _("That is at least three in four of the people you expected to ask.")),
        (1 / 2, _("That is at least half of the people you expected to ask.")),
        (1 / 4, _("That is at least one in four of the people you expected to ask.")),
        (1 / 10, _("That is at least one in ten of the people you expected to ask.")),
    ]
    few = _("That is few of the people you expected to ask, so the answers may not speak for most of them.")
    return next((words for part, words in parts if found.opened >= part * found.served), few)


def link_of(request: MemberRequest, asking: Asking) -> str:
    """The whole address of a team's link."""
    return request.build_absolute_uri(reverse("feedback-link", args=[asking.pk]))


def plain(request: MemberRequest, address: str) -> str:
    """A short address as somebody types it: without what browsers add by themselves."""
    return f"{request.get_host()}{address}".rstrip("/")


def _asking_url(asking: Asking) -> str:
    return reverse("asking", args=[asking.partnership_id, asking.pk])
