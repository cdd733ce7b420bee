"""Take many answers in at once: sheets of paper that somebody typed in, or the lines of a file."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.feedback.box import seal
from alongside.feedback.models import Asking, Sealed, Spent, TakenIn
from alongside.feedback.queries.askings import takes_paper, today_of
from alongside.feedback.queries.surveys import survey_of
from alongside.feedback.rules.answers import MOST_SHEETS, Answer, checked
from alongside.feedback.tickets import in_batch, read
from alongside.ui.refusals import Conflict, Refused

_chance = secrets.SystemRandom()


@dataclass(frozen=True)
class File:
    """What is kept of a file that is taken in."""

    sha256: str
    name: str
    rejected: int


def put_in_sheets(*, asking: Asking, batch: str, answers: Sequence[Answer], by: Actor) -> bool:
    """Seal a batch of typed-in sheets: True for a new one, False where this batch came in already.

    `batch` is a ticket that was drawn for the asking; each sheet gets one made of it. The log says who typed in how
    many. Nothing says which sealed answer came from paper, and none of them has a time. Raises Refused for a batch that
    was drawn for another asking, that is empty or too long, and where the asking takes none any more.
    """
    drawn = read(batch)
    if drawn is None or drawn.asking_id != asking.pk:
        raise Refused(_("These sheets belong to no asking of this team. Start again from its page."))
    if not 1 <= len(answers) <= MOST_SHEETS:
        raise Refused(_("Send between 1 and %(most)d sheets at a time.") % {"most": MOST_SHEETS})
    boxes = _sealed(asking, answers)
    tickets = [in_batch(batch, number) for number in range(len(answers))]
    try:
        with transaction.atomic():
            _chance.shuffle(tickets)
            Spent.objects.bulk_create(Spent(asking=asking, ticket_hash=each) for each in tickets)
            _store(asking, boxes)
            record(f"typed in {len(answers)} sheets", asking, by=by, partnership_id=asking.partnership_id)
    except IntegrityError:
        return False
    return True


def take_in(*, asking: Asking, file: File, answers: Sequence[Answer], by: Actor) -> TakenIn:
    """Seal the answers of a file. Raises Conflict where this very file was taken in before, and Refused."""
    boxes = _sealed(asking, answers)
    if not boxes:
        raise Refused(_("There is nothing in this file that can be taken in."))
    try:
        with transaction.atomic():
            made = TakenIn.objects.create(
                partnership_id=asking.partnership_id,
                survey=asking.survey,
                survey_version=asking.survey_version,
                sha256=file.sha256,
                what=TakenIn.What.ANSWERS,
                name=file.name,
                accepted=len(boxes),
                rejected=file.rejected,
                by_id=by.id,
                taken_on=today_of(asking.partnership),
            )
            _store(asking, boxes)
            record(
                "took in", made, by=by, partnership_id=asking.partnership_id, fields=["accepted", "name", "rejected"]
            )
    except IntegrityError:
        raise Conflict(_("This very file was taken in before. Nothing was changed.")) from None
    return made


def _sealed(asking: Asking, answers: Iterable[Answer]) -> list[bytes]:
    """Every answer closed, before a transaction is begun. Raises Refused for one that does not fit the survey."""
    survey = survey_of(asking)
    return [seal(checked(survey, each).to_bytes()) for each in answers]


def _store(asking: Asking, boxes: list[bytes]) -> None:
    """In another order than that of the paper or the file, so that the place of a row says nothing."""
    if not takes_paper(asking):
        raise Refused(_("These questions are closed, so nothing more can be taken in. Nothing was changed."))
    _chance.shuffle(boxes)
    Sealed.objects.bulk_create((Sealed(asking=asking, box=box) for box in boxes), batch_size=200)
