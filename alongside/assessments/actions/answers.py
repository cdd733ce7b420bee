"""Answers to questions: one function decides and writes, whether one arrives or many at the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn_while_open
from alongside.assessments.models import Assessment, Participant, Rating, SharedReason
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.rules.answering import Outcome, outcome
from alongside.assessments.rules.answers import answers
from alongside.catalogue.framework import Framework
from alongside.ui.refusals import Refused

Key = tuple[UUID, str, int]


@dataclass(frozen=True)
class Sent:
    """One answer as it arrived; `round` and `revision` are those that its writer saw."""

    participant: Participant
    item: str
    answer: str
    reason: str
    round: int
    revision: int

    @property
    def key(self) -> Key:
        """The one place that an answer has."""
        return (self.participant.pk, self.item, self.round)


@dataclass(frozen=True)
class Kept:
    """One answer as it is saved now, and whether its reason stands shared."""

    rating: Rating
    shared: bool


@dataclass
class _Ledger:
    """What is saved, and what is still to be written, while several answers are gone through in their order."""

    assessment: Assessment
    saved: dict[Key, Rating]
    shared: set[Key]
    with_share: set[Key]
    to_write: dict[Key, Rating] = field(default_factory=dict)
    first: set[UUID] = field(default_factory=set)
    to_unshare: list[Rating] = field(default_factory=list)


def rate_together(*, assessment: Assessment, sent: Sequence[Sent]) -> list[Kept | Refused]:
    """Save answers to one assessment in the order in which they came; for each what is saved, or why it is not.

    Part of actions that hold a transaction: nothing is saved before that is committed. It asks the database the same
    number of questions for one answer as for a hundred. Raises Refused where the assessment takes no answers.
    """
    locked = my_turn_while_open(assessment)
    framework = framework_of(locked)
    rounds = open_rounds(locked, sorted({each.item for each in sent}))
    ledger = _opened(locked, [each for each in sent if each.round <= rounds[each.item]])
    results: list[Key | Refused] = []
    for each in sent:
        try:
            _enter(ledger, each, framework, rounds[each.item])
            results.append(each.key)
        except Refused as problem:
            results.append(problem)
    _write(ledger)
    return [each if isinstance(each, Refused) else Kept(ledger.saved[each], each in ledger.shared) for each in results]


def _opened(assessment: Assessment, sent: Sequence[Sent]) -> _Ledger:
    """What is saved already; of a round that has not begun there is nothing to read."""
    people, items = {each.participant.pk for each in sent}, {each.item for each in sent}
    found = Rating.objects.select_related("shared_reason").filter(participant__in=people, item__in=items)
    saved, shared, with_share = {}, set(), set()
    for rating in found.filter(round__in={each.round for each in sent}):
        key = (rating.participant_id, rating.item, rating.round)
        saved[key] = rating
        if hasattr(rating, "shared_reason"):
            with_share.add(key)
            shared.update([key] if rating.shared_reason.text else [])
        # Whoever asks the answer later asks the table.
        rating._state.fields_cache.pop("shared_reason", None)
    return _Ledger(assessment, saved, shared, with_share)


def _enter(ledger: _Ledger, sent: Sent, framework: Framework, open_round: int) -> None:
    """Put one answer into the ledger. Raises Refused."""
    if sent.answer not in answers(framework) or sent.item not in {each.key for each in framework.items}:
        raise Refused(_("This answer does not belong to this question. Open the question again."))
    rating, key = ledger.saved.get(sent.key), sent.key
    what = outcome(
        rating,
        answer=sent.answer,
        reason=sent.reason,
        round=sent.round,
        revision=sent.revision,
        open_round=open_round,
    )
    if what == Outcome.SAME:
        return
    if rating is None:
        rating = Rating(assessment=ledger.assessment, participant=sent.participant, item=sent.item, round=sent.round)
        ledger.first.add(sent.participant.pk)
    else:
        rating.revision += 1
        if rating.reason != sent.reason and key in ledger.with_share:
            ledger.to_unshare.append(rating)
            ledger.with_share.discard(key)
            ledger.shared.discard(key)
    rating.answer, rating.reason = sent.answer, sent.reason
    ledger.saved[key] = ledger.to_write[key] = rating


def _write(ledger: _Ledger) -> None:
    if ledger.to_unshare:
        SharedReason.objects.filter(rating__in=ledger.to_unshare).delete()
    if ledger.first:
        # Asked of the table: somebody may have left, from another page, since this one was read.
        Participant.objects.filter(pk__in=ledger.first, answered_at=None).update(answered_at=timezone.now())
    if ledger.to_write:
        Rating.objects.bulk_create(
            ledger.to_write.values(),
            update_conflicts=True,
            unique_fields=["participant", "item", "round"],
            update_fields=["answer", "reason", "revision", "saved_at"],
        )
