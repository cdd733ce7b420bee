"""The evidence pages of a partnership."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from alongside.catalogue.framework import Framework
from alongside.evidence import actions, queries
from alongside.evidence.editions import editions, name_of
from alongside.evidence.forms import CardForm, NewCardForm
from alongside.evidence.models import Card
from alongside.evidence.rules import CardRefused, may_change, may_remove
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.show import show

# The fields of a card's own words, as the form and the actions call them.
WORDS = ("kind", "title", "shows", "does_not_show", "source", "dated")


@page(Can.SEE_RECORD)
def evidence(request: MemberRequest) -> HttpResponse:
    """All evidence by the items of one edition, documents apart from what people have seen and say.

    What stands under none of its items, because it was written for another edition, is listed at the end.
    """
    offered = editions(request.partnership)
    framework = _chosen(request, offered)
    found = queries.by_item(request.partnership, framework, writers=True)
    known = {item.key for item in framework.items}
    others = {item: cards for item, cards in found.items.items() if cards and item not in known}
    return show(
        request,
        "evidence/evidence.jinja",
        framework=framework,
        offered=offered,
        name_of=name_of,
        evidence=found,
        others=others,
        adds=may(request.membership.role, Can.ADD_EVIDENCE),
        may_change=lambda card: may_change(card, user_id=request.user.pk, role=request.membership.role),
        may_remove=lambda card: may_remove(card, user_id=request.user.pk, role=request.membership.role),
    )


@page(Can.ADD_EVIDENCE)
def add_evidence(request: MemberRequest) -> HttpResponse:
    """Add a card about one item."""
    framework = _chosen(request, editions(request.partnership))
    item = request.GET.get("item", "")
    form = NewCardForm(request.POST or None, framework=framework, initial={"item": item})
    if request.method == "POST" and form.is_valid():
        card = actions.add_card(
            partnership=request.partnership,
            framework=framework.key,
            framework_version=framework.version,
            item=form.cleaned_data["item"],
            by=request.actor,
            **_words(form),
        )
        messages.success(request, _("The evidence is added."))
        return redirect(_address(request, framework, card.item))
    return show(
        request,
        "evidence/add.jinja",
        status=422 if form.errors else 200,
        form=form,
        framework=framework,
        edition=name_of(framework),
    )


@page(Can.ADD_EVIDENCE)
def change_evidence(request: MemberRequest, id: UUID) -> HttpResponse:
    """Correct a card of one's own, or as a lead."""
    card = _visible(request, id)
    if not may_change(card, user_id=request.user.pk, role=request.membership.role):
        raise PermissionDenied(_("Only the person who added this, or a lead, can change it."))
    form = CardForm(request.POST or None, initial={name: getattr(card, name) for name in WORDS})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_card(card=card, by=request.actor, **_words(form))
        except CardRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The evidence is changed."))
            return redirect("evidence", request.partnership.pk)
    return show(request, "evidence/change.jinja", status=422 if form.errors else 200, form=form, card=card)


@page(Can.ADD_EVIDENCE)
def remove_evidence(request: MemberRequest, id: UUID) -> HttpResponse:
    """Ask once more, then remove a card of one's own, or as a lead."""
    card = _visible(request, id)
    if not may_remove(card, user_id=request.user.pk, role=request.membership.role):
        raise PermissionDenied(_("Only the person who added this, or a lead, can remove it."))
    if request.method == "POST":
        actions.remove_card(card=card, by=request.actor)
        messages.success(request, _("The evidence is removed."))
        return redirect("evidence", request.partnership.pk)
    return show(request, "evidence/remove.jinja", card=card)


def _chosen(request: MemberRequest, offered: list[Framework]) -> Framework:
    """The edition that the address names ("key/version"), or the one offered first. Raises Http404."""
    wanted = request.GET.get("edition", "")
    if not wanted:
        return offered[0]
    for framework in offered:
        if framework.id == wanted:
            return framework
    raise Http404


def _visible(request: MemberRequest, id: UUID) -> Card:
    try:
        return queries.visible_card(request.partnership, id)
    except Card.DoesNotExist:
        raise Http404 from None


def _words(form: CardForm) -> dict[str, str]:
    return {name: str(form.cleaned_data[name]) for name in WORDS}


def _address(request: MemberRequest, framework: Framework, item: str) -> str:
    query = urlencode({"edition": framework.id})
    return f"{reverse('evidence', args=[request.partnership.pk])}?{query}#{item}"
