"""Publish a team's results, and reply to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.catalogue import shelf
from alongside.feedback.actions import publishing as actions
from alongside.feedback.forms.giving_back import PUBLISH, ReplyForm
from alongside.feedback.models import Reply
from alongside.feedback.queries.overview import ready_to_publish
from alongside.feedback.rules.releasing import FEWEST, Result
from alongside.feedback.views.finding import installed, months_of, team_url, the_release, the_team
from alongside.feedback.wording import sentences
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, status_of
from alongside.ui.show import show


@page(Can.PUBLISH_FEEDBACK)
def publish_feedback(request: MemberRequest, team_id: UUID) -> HttpResponseBase:
    """Say what publishing means; then freeze what may be read, for everybody."""
    team = the_team(request, team_id)
    back = (team_url(request.partnership, team.pk), _("Back to the team"))
    ready = {f"{key}/{version}": (key, version) for _team, key, version in ready_to_publish(request.partnership, team)}
    if request.method == "POST":
        try:
            actions.publish(team=team, survey=shelf.survey(*_wanted(request, ready)), by=request.actor)
        except Refused as problem:
            return refusal_page(request, problem, back)
        messages.success(request, _("Published. Everybody can read it now. Tell the people who answered where it is."))
        return redirect(back[0])
    surveys = [shelf.survey(*edition) for edition in ready.values()]
    return show(request, "feedback/publish.jinja", team=team, surveys=surveys, fewest=FEWEST, back=back)


def _wanted(request: MemberRequest, ready: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The edition that was named, if it can be published at all."""
    named = ready.get(request.POST.get("survey", ""))
    if named is None:
        sentence = _("Nothing new can be published: fewer than %(fewest)d more people have answered and been counted.")
        raise Refused(sentence % {"fewest": FEWEST})
    return named


@page(Can.CARRY_OUT)
def reply_feedback(request: MemberRequest, release_id: UUID) -> HttpResponseBase:
    """You said, we did: written, looked at as everybody will see it, and then shown to everybody."""
    release = the_release(request, release_id)
    back = team_url(request.partnership, release.team_id)
    form = fresh_form(ReplyForm, request)
    looked = form.is_valid()
    if looked and request.POST.get("do") == PUBLISH:
        given = form.cleaned_data
        actions.reply(release=release, kind=given["kind"], said=given["said"], did=given["did"], by=request.actor)
        messages.success(request, _("Your reply stands on the team’s public page now."))
        return redirect(f"{back}#replies")
    survey = installed(release)
    return show(
        request,
        "feedback/reply.jinja",
        status=status_of(form),
        form=form,
        release=release,
        months=months_of(release),
        sentences=sentences(survey, Result.from_json(release.result)) if survey else [],
        looked=looked,
        kind=Reply.Kind(form.cleaned_data["kind"]).label if looked else "",
        back=(back, release.team.name),
    )
