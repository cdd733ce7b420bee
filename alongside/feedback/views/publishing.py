"""Publish a team's results, reply to them, and take a reply back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.catalogue import shelf
from alongside.feedback.actions import publishing as actions
from alongside.feedback.forms.giving_back import PUBLISH, ReplyForm, TakeBackForm
from alongside.feedback.kinds import is_public
from alongside.feedback.models import Reply
from alongside.feedback.queries.overview import ready_to_publish
from alongside.feedback.queries.surveys import kind_of
from alongside.feedback.rules.releasing import FEWEST, Result
from alongside.feedback.views.finding import installed, months_of, team_url, the_release, the_reply, the_team
from alongside.feedback.wording import sentences
from alongside.people.access import Can, MemberRequest, may, page
from alongside.people.models import Partnership
from alongside.plans.models import Progress
from alongside.plans.queries.doing import HowItGoes
from alongside.plans.queries.promised import actions_now, promises
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
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
        messages.success(request, _("Published. Tell the people who answered where it is."))
        return redirect(back[0])
    surveys = [shelf.survey(*edition) for edition in ready.values()]
    return show(
        request, "feedback/publish.jinja", team=team, surveys=surveys, fewest=FEWEST, back=back, is_public=is_public
    )


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
    back, public = team_url(request.partnership, release.team_id), is_public(kind_of(release.survey))
    form = fresh_form(ReplyForm, request, promises=promises(request.partnership))
    if form.is_valid() and request.POST.get("do") == PUBLISH:
        given = {name: form.cleaned_data[name] for name in ("kind", "said", "did")}
        # A browser sends other ends of lines than it was given.
        seen = "\n".join(request.POST.get("action_words", "").splitlines())
        with refusals_on(form):
            actions.reply(release=release, action=form.key, action_words=seen, by=request.actor, **given)
            everybody = _("Your reply stands on the team’s public page now.")
            messages.success(request, everybody if public else _("Your reply stands on the team’s page now."))
            return redirect(f"{back}#replies")
    looked = form.is_valid()
    survey = installed(release)
    return show(
        request,
        "feedback/reply.jinja",
        public=public,
        status=status_of(form),
        form=form,
        release=release,
        months=months_of(release),
        sentences=sentences(survey, Result.from_json(release.result)) if survey else [],
        looked=looked,
        stands_still=stands_still(request.partnership, form) if looked else None,
        kind=Reply.Kind(form.cleaned_data["kind"]).label if looked else "",
        back=(back, release.team.name),
    )


def stands_still(partnership: Partnership, form: ReplyForm) -> HowItGoes | None:
    """What the plan says of the chosen action, where the reply says that it moves or is done and the plan does not."""
    if form.key is None or form.cleaned_data["kind"] == Reply.Kind.NOT_DONE:
        return None
    here = actions_now(partnership, {form.key}).get(form.key)
    goes = here.goes if here else None
    return goes if goes and goes.progress in (Progress.STUCK, Progress.STOPPED) else None


@page(Can.CARRY_OUT)
def take_back_reply(request: MemberRequest, reply_id: UUID) -> HttpResponseBase:
    """Take a reply that was wrong off every page; that it stood there, and why it does not now, stays."""
    reply = the_reply(request, reply_id)
    if not may_take_back(request, reply):
        raise PermissionDenied(_("Only the person who wrote this reply, or a lead, can take it back."))
    team = reply.release.team
    back = (team_url(request.partnership, team.pk), team.name)
    form = fresh_form(TakeBackForm, request)
    if form.is_valid():
        try:
            actions.take_back(reply=reply, why=form.cleaned_data["why"], by=request.actor)
        except Refused as problem:
            return refusal_page(request, problem, back)
        messages.success(request, _("The reply is taken back. If there is more to say, reply again."))
        return redirect(f"{back[0]}#replies")
    gone = hasattr(reply, "taken_back")
    return show(
        request, "feedback/take_back.jinja", status=status_of(form), form=form, reply=reply, gone=gone, back=back
    )


def may_take_back(request: MemberRequest, reply: Reply) -> bool:
    """Whoever wrote it, and whoever may publish."""
    return reply.by_id == request.user.pk or may(request.membership.role, Can.PUBLISH_FEEDBACK)
