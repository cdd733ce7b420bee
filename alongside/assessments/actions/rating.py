"""Answer a question alone, put a card beside the answer, and share a reason by choice."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.answers import Sent, rate_together
from alongside.assessments.actions.turns import my_turn_while_open
from alongside.assessments.models import Assessment, Participant, ParticipantCard, Rating, SharedReason
from alongside.assessments.queries.rounds import held_for, open_round
from alongside.audit.actor import Actor
from alongside.evidence import actions as evidence
from alongside.evidence.models import Card
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def rate(
    *, participant: Participant, item: str, answer: str, reason: str, round: int, revision: int, by: Actor
) -> Rating:
    """Save one answer. `round` and `revision` are those the person saw; a retry of the same form counts once.

    Raises Conflict when the round was revealed meanwhile, or a newer answer was saved from another page.
    """
    one = Sent(participant, item, answer, reason, round, revision)
    [kept] = rate_together(assessment=participant.assessment, sent=[one])
    if isinstance(kept, Refused):
        raise kept
    return kept.rating


@transaction.atomic
def share_reason(*, rating: Rating, by: Actor) -> SharedReason:
    """Share the reason that its writer saw as it will look. Shown with the answers, never before.

    Raises Conflict when it was changed or taken back since `rating` was read.
    """
    my_turn_while_open(rating.assessment)
    if not rating.reason:
        raise Refused(_("There is no reason to share yet. Write one first."))
    if not Rating.objects.filter(pk=rating.pk, reason=rating.reason).exists():
        raise Conflict(_("This reason was changed on another page. Look at it once more, then choose."))
    if SharedReason.objects.filter(rating=rating, text="").exists():
        raise Refused(
            _("This reason was withheld by two people together. You can write it in other words when you answer again.")
        )
    shared, _made = SharedReason.objects.update_or_create(
        rating=rating,
        defaults={
            "assessment": rating.assessment,
            "group": rating.participant.group,
            "item": rating.item,
            "round": rating.round,
            "text": rating.reason,
        },
    )
    return shared


@transaction.atomic
def keep_reason(*, rating: Rating, by: Actor) -> None:
    """Take a shared reason back to oneself; that one was withheld stays visible."""
    my_turn_while_open(rating.assessment)
    SharedReason.objects.filter(rating=rating).exclude(text="").delete()


@transaction.atomic
def add_card(
    *,
    participant: Participant,
    item: str,
    kind: str,
    title: str,
    shows: str,
    does_not_show: str,
    source: str,
    dated: str,
    by: Actor,
) -> Card:
    """Put an evidence card beside one's own answer; it opens, without a name, when the answers are revealed."""
    assessment: Assessment = my_turn_while_open(participant.assessment)
    round = open_round(assessment, item)
    card = evidence.add_card(
        partnership=assessment.partnership,
        framework=assessment.framework,
        framework_version=assessment.framework_version,
        item=item,
        kind=kind,
        title=title,
        shows=shows,
        does_not_show=does_not_show,
        source=source,
        dated=dated,
        held_for=held_for(assessment, item, round),
        by=by,
    )
    ParticipantCard.objects.create(participant=participant, card=card, item=item, round=round)
    return card


@transaction.atomic
def remove_card(*, held: ParticipantCard, by: Actor) -> None:
    """Take back a card that was not revealed yet."""
    assessment = my_turn_while_open(held.participant.assessment)
    if open_round(assessment, held.item) != held.round:
        raise Refused(_("This card has been shown with the answers and can no longer be taken back."))
    evidence.remove_held(card=held.card, by=by)
