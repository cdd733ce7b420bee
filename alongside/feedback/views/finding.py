"""What the pages of team feedback have in common: reach a team, an asking or a release; name its months."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.feedback.models import Asking, Release, Reply
from alongside.feedback.queries.askings import asking_in
from alongside.feedback.queries.releases import release_in, reply_in
from alongside.feedback.queries.surveys import survey_of
from alongside.people.access import MemberRequest
from alongside.people.models import Partnership, Team


def the_asking(request: MemberRequest, asking_id: UUID) -> Asking:
    """An asking of this partnership, or nothing."""
    found = asking_in(request.partnership, asking_id)
    if found is None:
        raise Http404
    # It is the partnership that was already read: no second query for it.
    found.partnership = request.partnership
    return found


def the_team(request: MemberRequest, team_id: UUID) -> Team:
    """A team of this partnership, or nothing."""
    found: Team = get_object_or_404(request.partnership.teams, pk=team_id)
    return found


def the_release(request: MemberRequest, release_id: UUID) -> Release:
    """A release of this partnership, or nothing."""
    found = release_in(request.partnership, release_id)
    if found is None:
        raise Http404
    return found


def the_reply(request: MemberRequest, reply_id: UUID) -> Reply:
    """A reply of this partnership, or nothing."""
    found = reply_in(request.partnership, reply_id)
    if found is None:
        raise Http404
    return found


def installed(thing: Asking | Release) -> Survey | None:
    """The edition that was asked, or nothing where it is no longer installed."""
    try:
        return survey_of(thing)
    except LookupError:
        return None


class Dated(Protocol):
    """Something made of answers that were counted between two months."""

    @property
    def first_month(self) -> date:
        """The first day of the first of them."""

    @property
    def last_month(self) -> date:
        """The first day of the last."""


def months_of(made: Dated) -> str:
    """The months in which the answers behind something were counted: "March 2027", or "March 2027 to May 2027"."""
    first, last = (
        _("%(month)s %(year)d") % {"month": MONTHS[day.month], "year": day.year}
        for day in (made.first_month, made.last_month)
    )
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def team_url(partnership: Partnership, team_id: UUID) -> str:
    """The staff's page of a team."""
    return reverse("feedback-team", args=[partnership.pk, team_id])
