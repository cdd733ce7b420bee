"""Take one answer in: spend its ticket and store it sealed, together or not at all."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.feedback.actions.together import Together
from alongside.feedback.box import seal
from alongside.feedback.models import Asking, Card, Sealed, Spent
from alongside.feedback.queries.askings import takes_answers
from alongside.feedback.queries.surveys import survey_of
from alongside.feedback.rules.answers import Answer, checked
from alongside.feedback.tickets import Ticket
from alongside.ui.refusals import Refused

# PostgreSQL does the same by itself, for many writers at once.
_TOGETHER = Together()


def put_in(*, asking: Asking, ticket: Ticket, answer: Answer) -> bool:
    """Store an answer once: True for a new one, False where this ticket brought one in already.

    Nobody is recorded as having done it, and no time: an audit row for each answer would be a list of who came when.
    Raises Refused for an asking that is over, a card that is not known, and an answer that does not fit the survey.
    """
    box = seal(checked(survey_of(asking), answer).to_bytes())
    store = partial(_store, asking, ticket, box)
    try:
        if settings.SQLITE:
            return _TOGETHER.write(store)
        with transaction.atomic():
            return store()
    except IntegrityError:
        return False


def _store(asking: Asking, ticket: Ticket, box: bytes) -> bool:
    """Spend the ticket and keep the answer, inside a transaction."""
    Spent.objects.create(asking=asking, ticket_hash=ticket.hash)
    _take_card(asking, ticket)
    if not takes_answers(asking):
        raise Refused(_("These questions are closed. Thank you for wanting to answer."))
    Sealed.objects.create(asking=asking, box=box)
    return True


def _take_card(asking: Asking, ticket: Ticket) -> None:
    """A card's row goes as it is used; a drawn ticket has none, and is for a team's link only."""
    if ticket.asking_id is not None:
        if not asking.link or ticket.asking_id != asking.pk:
            raise Refused(_("This link is switched off. Use a card from the team."))
        return
    taken, _each = Card.objects.filter(asking=asking, code_hash=ticket.hash).delete()
    if not taken:
        raise Refused(_("This card does not work. Check its letters and numbers, or ask the team for another one."))
