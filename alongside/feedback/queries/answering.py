"""What the public pages read: whether a ticket was used, the asking behind a link, a team that was ever asked about."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from alongside.feedback.models import Asking, Spent
from alongside.feedback.queries.surveys import public_surveys
from alongside.feedback.tickets import Ticket
from alongside.people.models import Team


def is_used(ticket: Ticket) -> bool:
    """Whether an answer came in with this ticket already."""
    return Spent.objects.filter(ticket_hash=ticket.hash).exists()


def asking_of_link(id: UUID) -> Asking | None:
    """The asking that a team's link or a tablet's address names, also one that is over."""
    return Asking.objects.select_related("partnership", "team", "end").filter(pk=id).first()


def asked_team(id: UUID) -> Team | None:
    """A team that people were or will be asked about, so that everybody may read of it; no other has a public page."""
    surveys = public_surveys()
    asked = Q(askings__survey__in=surveys) | Q(feedback_releases__survey__in=surveys)
    return Team.objects.select_related("partnership").filter(asked, pk=id).first()
