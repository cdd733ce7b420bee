"""Open what is sealed: eight answers or more at once, shuffled, into counts, and nothing of one person is left."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.survey import Survey
from alongside.feedback.actions.adding import add_to_counts
from alongside.feedback.actions.asking import end
from alongside.feedback.actions.turns import my_turn
from alongside.feedback.box import Unreadable, unseal
from alongside.feedback.models import Asking, AskingEnd, Comment, Opening, Sealed, Spent
from alongside.feedback.queries.askings import (
    is_over,
    left_over_everywhere,
    over_but_not_ended,
    today_of,
    waiting_to_be_opened,
)
from alongside.feedback.queries.surveys import survey_of
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import tally
from alongside.feedback.rules.releasing import FEWEST
from alongside.people.models import Partnership

log = logging.getLogger("alongside.feedback")
_chance = secrets.SystemRandom()


def open_all(*, by: Actor) -> int:
    """End what is past its last day and open every inbox that is full enough; returns how many people were counted.

    Where every asking of a survey in a partnership has ended, what they had left is opened together. One inbox that
    fails is logged, tried again at the next round, and keeps no other waiting.
    """
    for asking in over_but_not_ended(timezone.localdate()):
        _end_if_over(asking, by)
    opened = 0
    for asking in waiting_to_be_opened(FEWEST):
        try:
            opened += open_inbox(asking=asking, by=by)
        except Exception:
            log.exception("An inbox could not be opened and will be tried again")
    for one in left_over_everywhere(FEWEST):
        try:
            opened += open_leftovers(partnership=one.partnership, survey=survey_of(one), by=by)
        except Exception:
            log.exception("What teams had left over could not be opened and will be tried again")
    return opened


@transaction.atomic
def open_inbox(*, asking: Asking, by: Actor) -> int:
    """Count what lies in one inbox, if eight or more can be read; returns how many.

    In one transaction the answers are added to the counts, their words are stored in another order, the sealed rows go
    and every spent ticket of the asking is written anew, shuffled, under a new key.
    """
    my_turn(asking.team_id)
    read = _readable(asking.sealed.all())
    if len(read) < FEWEST:
        return 0
    answers = list(read.values())
    _chance.shuffle(answers)
    _count(asking, asking.team_id, survey_of(asking), answers)
    _keep_words(asking, answers)
    Sealed.objects.filter(pk__in=read).delete()
    _write_spent_anew(asking)
    made = Opening.objects.create(
        asking=asking,
        sequence=asking.openings.count() + 1,
        how_many=len(answers),
        opened_on=today_of(asking.partnership),
    )
    record("opened", made, by=by, partnership_id=asking.partnership_id, fields=["how_many"])
    return len(answers)


@transaction.atomic
def open_leftovers(*, partnership: Partnership, survey: Survey, by: Actor) -> int:
    """Count together, under no team, what teams whose asking ended had left; nothing below eight of them all.

    No words: they would go to no team.
    """
    ended = partnership.askings.filter(survey=survey.key, survey_version=survey.version, end__isnull=False)
    for team_id in sorted(set(ended.values_list("team_id", flat=True))):
        my_turn(team_id)
    read = _readable(Sealed.objects.filter(asking__in=ended))
    if len(read) < FEWEST:
        return 0
    first = ended[0]
    answers = list(read.values())
    _count(first, None, survey, answers)
    Sealed.objects.filter(pk__in=read).delete()
    for asking in ended:
        _write_spent_anew(asking)
    record("opened leftovers", partnership, by=by, partnership_id=partnership.pk)
    return len(answers)


def _end_if_over(asking: Asking, by: Actor) -> None:
    with transaction.atomic():
        my_turn(asking.team_id)
        fresh = Asking.objects.select_related("partnership", "end").get(pk=asking.pk)
        if is_over(fresh) and not hasattr(fresh, "end"):
            end(fresh, AskingEnd.How.OVER, by)


def _readable(sealed: Iterable[Sealed]) -> dict[UUID, Answer]:
    """What the key opens, by the key of the row. What it does not open stays where it is, and is logged as a number."""
    read, closed = {}, 0
    for each in sealed:
        try:
            read[each.pk] = Answer.from_bytes(unseal(bytes(each.box)))
        except Unreadable:
            closed += 1
    if closed:
        log.error("%d sealed answers cannot be opened with this installation's feedback key", closed)
    return read


def _count(asking: Asking, team_id: UUID | None, survey: Survey, answers: Sequence[Answer]) -> None:
    """Add answers to the counts of this month that no release holds yet."""
    add_to_counts(
        partnership_id=asking.partnership_id,
        team_id=team_id,
        edition=(asking.survey, asking.survey_version),
        more={today_of(asking.partnership).replace(day=1): tally(survey, answers)},
    )


def _keep_words(asking: Asking, answers: Iterable[Answer]) -> None:
    """Words wait for a reader: in an order of their own, so that two of one person do not lie side by side."""
    words = [(item, text) for answer in answers for item, text in answer.words.items()]
    _chance.shuffle(words)
    Comment.objects.bulk_create(Comment(asking=asking, item=item, text=text) for item, text in words)


def _write_spent_anew(asking: Asking) -> None:
    """New keys and a new order, so that the place of a row says nothing of when its ticket came.

    Only what was read is deleted: tickets go on coming in meanwhile, and one that was lost here could be used again.
    """
    read = dict(asking.spent.values_list("pk", "ticket_hash"))
    hashes = list(read.values())
    _chance.shuffle(hashes)
    Spent.objects.filter(pk__in=read).delete()
    Spent.objects.bulk_create(Spent(id=uuid4(), asking=asking, ticket_hash=each) for each in hashes)
