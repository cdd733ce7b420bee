"""What several pages here do with what was found and what was not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.catalogue.document import ContentError
from alongside.catalogue.framework import Framework, Item
from alongside.library import queries
from alongside.library.models import Draft
from alongside.people.access import MemberRequest


def edition_or_404(request: MemberRequest, key: str, version: str) -> Framework:
    """An edition that can be used. Raises Http404."""
    try:
        return queries.edition(request.partnership, key, version)
    except LookupError:
        raise Http404 from None


def item_or_404(framework: Framework, key: str) -> Item:
    """An item of a framework. Raises Http404."""
    try:
        return framework.item(key)
    except KeyError:
        raise Http404 from None


def draft_or_404(request: MemberRequest, key: str) -> Draft:
    """The draft of a framework. Raises Http404."""
    try:
        return queries.draft(request.partnership, key)
    except Draft.DoesNotExist:
        raise Http404 from None


P = ParamSpec("P")


def or_its_edition(view: Callable[Concatenate[MemberRequest, str, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a draft; once it is published, as after the Back button, it leads to the edition that came of it."""

    @wraps(view)
    def guarded(request: MemberRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, key, *args, **kwargs)
        except Http404:
            edition = queries.newest_local(request.partnership, key)
            if edition is None or queries.has_draft(request.partnership, key):
                raise
        messages.info(request, _("That draft is published. This is the edition that came of it."))
        return redirect("edition", request.partnership.pk, edition.key, edition.version)

    return guarded


def opened_or_404(request: MemberRequest, key: str) -> tuple[Draft, Framework]:
    """The draft of a framework and what it says. Raises Http404, also for one that can no longer be read."""
    found = draft_or_404(request, key)
    try:
        return found, queries.draft_framework(found)
    except ContentError:
        raise Http404 from None


def revision_of(request: MemberRequest) -> int:
    """The revision of the draft that somebody saw when they began to write; 0, which never was, if none."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
