"""What several pages here do with what was found and what was not."""

from __future__ import annotations

from django.http import Http404

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
