"""Sign, decline, comment, withdraw. What is signed is what the page showed, compared with what is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.people.access import Can, MemberRequest, has_second_factor, page, to_second_factor
from alongside.people.second_proof import about
from alongside.plans.actions import signing as actions
from alongside.plans.forms.signing import ChooseForm, CommentForm, SignForm, WhyForm, shown_in, versions_in
from alongside.plans.models import Signature, Version
from alongside.plans.queries.readiness import rests_on_provider_view
from alongside.plans.queries.replacing import ends_with_each
from alongside.plans.queries.standing import Named, named, versions_for, waiting_for
from alongside.plans.queries.statements import statements_for
from alongside.plans.queries.version_page import version_page
from alongside.plans.queries.versions import PlanView, VersionView, content_of, plan_views
from alongside.plans.views.finding import the_plan, the_version
from alongside.plans.views.versions import back_to
from alongside.ui.refusals import Refused
from alongside.ui.refusing import CONFLICT, fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show

Waits = list[tuple[Named, VersionView]]


@page(Can.SIGN)
def sign_plans(request: MemberRequest) -> HttpResponseBase:
    """Choose among the versions that wait for my signature, then sign those with one fresh second proof."""
    if not has_second_factor(request):
        return to_second_factor(request)
    plans = plan_views(request.partnership, ended=False)
    waiting, blocked = _waiting(request, plans)
    sent: QueryDict = request.POST if request.method == "POST" else request.GET
    keys = versions_in(sent)
    chosen = [each for each in waiting if str(each[1].version.pk) in keys]
    if request.method == "GET" and "chosen" not in sent and not keys and len(waiting) == 1:
        chosen = waiting
    if not chosen:
        return _choose(request, waiting, blocked)
    missed = bool(keys) and len(chosen) != len(keys)
    return _sign(request, chosen, plans, missed=missed, others=len(waiting) - len(chosen))


def _sign(
    request: MemberRequest, chosen: Waits, plans: Sequence[PlanView], *, missed: bool, others: int
) -> HttpResponseBase:
    """Show the chosen versions with the proof that is bound to them, or sign them.

    `plans` are all of the partnership that go on. `missed`: one of those that were sent is gone, so nothing is signed.
    """
    stored = {view.version: view.version.digest for _named, view in chosen}
    sent = request.POST if request.method == "POST" else None
    form = SignForm(sent, request=request, about=about(stored.values()))
    if form.is_valid() and not missed:
        with refusals_on(form):
            seen = {version: shown_in(request.POST, version.pk) for version in stored}
            in_force = actions.sign(
                versions=seen, comment=form.cleaned_data["comment"], proof=form.proof, by=request.actor
            )
            messages.success(request, _said(len(seen), len(in_force)))
            first = chosen[0][1].version
            return redirect(back_to(first)[0]) if len(seen) == 1 else redirect("plans", request.partnership.pk)
    if form.is_bound and missed:
        form.add_error(None, ValidationError(_changed_since(), CONFLICT))
    return show(
        request,
        "plans/sign.jinja",
        status=status_of(form),
        form=form,
        chosen=chosen,
        statements=statements_for([view for _named, view in chosen]),
        others=others,
        ends=ends_with_each([each.plan for each, _view in chosen], plans, timezone.localdate()),
        user_id=request.user.pk,
    )


def _choose(request: MemberRequest, waiting: Waits, blocked: Waits) -> HttpResponseBase:
    """Tick what to sign. Somebody who sent something that is gone reads so, with the comment they had typed."""
    lost = request.method == "POST"
    form = ChooseForm(request.GET if "chosen" in request.GET else None, waiting=_titles(waiting))
    return show(
        request,
        "plans/sign_choose.jinja",
        status=409 if lost else status_of(form) if form.errors else 200,
        form=form,
        waiting=waiting,
        blocked=blocked,
        lost=_changed_since() if lost else "",
        comment=request.POST.get("comment", ""),
    )


def _changed_since() -> str:
    return _(
        "Something happened to a plan you had ticked: it was taken back, or it no longer waits for your signature. "
        "Nothing is signed. Look again at what waits now."
    )


def _titles(waiting: Waits) -> list[tuple[str, str]]:
    """The key of each version, and its challenge."""
    return [
        (
            str(view.version.pk),
            _title(named, view),
        )
        for named, view in waiting
    ]


def _title(named: Named, view: VersionView) -> str:
    given = {"challenge": named.challenge, "n": view.content.number, "title": named.came_from}
    if named.came_from:
        return _("%(challenge)s, version %(n)d (plan from “%(title)s”)") % given
    return _("%(challenge)s, version %(n)d") % given


def _said(signed: int, in_force: int) -> str:
    if signed == 1:
        return _("You have signed it. It is in force now.") if in_force else _("You have signed it.")
    said = ngettext("You have signed %(n)d plan.", "You have signed %(n)d plans.", signed) % {"n": signed}
    if in_force:
        more = ngettext("%(n)d is now in force.", "%(n)d are now in force.", in_force) % {"n": in_force}
        return f"{said} {more}"
    return said


def _waiting(request: MemberRequest, plans: Sequence[PlanView]) -> tuple[Waits, Waits]:
    """What waits for this person, and apart from it what nobody can sign because it rests on a provider's view."""
    mine = [each for each in plans if versions_for(request.user.pk, each)]
    found = waiting_for(request.user.pk, named(request.partnership, mine))
    views: dict[UUID, bool] = {}
    for each, _view in found:
        assessment_id = each.plan.order.prioritising.assessment_id
        if assessment_id not in views:
            views[assessment_id] = rests_on_provider_view(each.plan)
    blocked = [each for each in found if views[each[0].plan.order.prioritising.assessment_id]]
    return [each for each in found if each not in blocked], blocked


@page(Can.SIGN)
def decline_plan(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """Say that I do not sign this version, and why."""
    sentence = _("Nobody has to sign. Say why, so that the plan can become one that you would sign.")
    done = _("You do not sign this version. Your words stand beside your place.")
    words = (_("I do not sign this version"), sentence, _("Do not sign it"), done)
    return _act(request, plan_id, number, WhyForm, actions.decline, words)


@page(Can.SIGN)
def comment_on_plan(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """Write something beside my place without signing."""
    sentence = _("A comment signs nothing and stops nothing.")
    done = _("Your words are saved beside your place.")
    words = (_("Comment on this version"), sentence, _("Save the comment"), done)
    return _act(request, plan_id, number, CommentForm, actions.comment_on, words)


@page(Can.SIGN)
def withdraw_signature(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """Take my signature back, with the reason."""
    sentence = _(
        "Everybody will see that you withdrew it, and why. A plan that is in force is still carried out, and says that "
        "a signature is missing."
    )
    done = _("Your signature is withdrawn. Your words stand beside your place.")
    words = (_("Withdraw my signature"), sentence, _("Withdraw it"), done)
    return _act(request, plan_id, number, WhyForm, actions.withdraw, words)


def _act(
    request: MemberRequest,
    plan_id: UUID,
    number: int,
    form_class: type[WhyForm],
    act: Callable[..., Signature],
    words: tuple[str, str, str, str],
) -> HttpResponseBase:
    version: Version = the_version(the_plan(request, plan_id), number)
    if content_of(version).signatory_of(request.user.pk) is None:
        return refusal_page(request, Refused(_("You are not one of those who sign this plan.")), back_to(version))
    title, sentence, button, done = words
    form = fresh_form(form_class, request)
    if form.is_valid():
        with refusals_on(form):
            act(version=version, comment=form.cleaned_data["comment"], by=request.actor)
            messages.success(request, done)
            return redirect(back_to(version)[0])
    return show(
        request,
        "plans/act.jinja",
        status=status_of(form),
        form=form,
        here=version_page(version),
        title=title,
        sentence=sentence,
        button_text=button,
    )
