"""What the pages of an assessment have in common: reach it and its parts, and mean what a page shows."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment, Rating
from alongside.assessments.queries.editions import framework_of
from alongside.catalogue.framework import Framework, Item
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, MemberRequest
from alongside.ui.forms import Form


def the_assessment(request: MemberRequest, assessment_id: UUID, *beside: str) -> Assessment:
    """An assessment of this partnership, or nothing; in the same query what stands `beside` it in other tables."""
    rows = request.partnership.assessments
    found: Assessment = get_object_or_404(rows.select_related(*beside) if beside else rows, pk=assessment_id)
    # It is the partnership that was already read: no second query for it.
    found.partnership = request.partnership
    return found


def the_item(framework: Framework, key: str) -> Item:
    """An item of the edition in use, or nothing."""
    try:
        return framework.item(key)
    except KeyError:
        raise Http404 from None


def deciding_role(request: MemberRequest) -> str:
    """Which half of a decision this member stands for."""
    role = request.membership.role
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise PermissionDenied(_("Only a lead and a lived-experience co-lead record decisions."))
    return role


def edition_of(assessment: Assessment) -> Framework:
    """The edition in use; an assessment whose edition is gone is not shown."""
    try:
        return framework_of(assessment)
    except LookupError:
        raise Http404 from None


def assessment_url(assessment: Assessment) -> str:
    """The assessment's own page."""
    return reverse("assessment", args=[assessment.partnership_id, assessment.pk])


def room_url(request: HttpRequest, page: str, *of: UUID) -> str:
    """The page of a room that somebody came from: named by `room`, the key of its session, and never by an address.

    Nothing where they came from elsewhere. A key that belongs to no session leads to a page that says so.
    """
    try:
        room = UUID(request.GET.get("room", ""))
    except ValueError:
        return ""
    return reverse(page, args=[*of, room])


def room_mark(request: HttpRequest) -> str:
    """What an address ends with so that the page it leads to knows that somebody came from a room; else nothing."""
    try:
        return f"?room={UUID(request.GET.get('room', ''))}"
    except ValueError:
        return ""


def challenge_url(assessment: Assessment, item: str) -> str:
    """Where an item is talked about."""
    return reverse("challenge", args=[assessment.partnership_id, assessment.pk, item])


def way_back(request: HttpRequest, assessment: Assessment, item: str) -> tuple[str, str]:
    """Back to where an item is talked about: the room that somebody came from, else the challenge's own page."""
    room = room_url(request, "console", assessment.partnership_id, assessment.pk)
    return (room, _("Back to the room")) if room else (challenge_url(assessment, item), _("Back to the challenge"))


def mean_what_is_shown(form: Form, round: int, saved: Rating | None) -> None:
    """After a conflict over an answer, let the next press of the button mean what is on the page now.

    What was typed stays.
    """
    sent = QueryDict(mutable=True)
    sent.update(form.data)
    sent["round"], sent["revision"] = str(round), str(saved.revision if saved else 0)
    form.data = sent
