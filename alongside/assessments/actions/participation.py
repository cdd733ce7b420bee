"""Come in, come back, finish, and leave."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn, my_turn_while_open
from alongside.assessments.models import (
    Assessment,
    AssessmentState,
    ExpectedGroup,
    Invite,
    InviteEnd,
    Participant,
    SharedReason,
)
from alongside.assessments.queries.reveals import revealed_rounds
from alongside.assessments.queries.states import current_state
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.evidence import actions as evidence
from alongside.people.tokens import code_hash, hash_of, typed_code
from alongside.ui.refusals import Conflict, Refused

# Two presses of one button are seconds apart; on a slow line perhaps minutes.
SENT_TWICE_WITHIN = timedelta(minutes=10)

PURPOSE = "participant"


@dataclass(frozen=True)
class Joined:
    """Somebody who came in, and the secret that their device keeps; it is stored nowhere else."""

    participant: Participant
    secret: str


@transaction.atomic
def join(
    *,
    assessment: Assessment,
    group: ExpectedGroup | None,
    mode: str,
    may_show_alone: bool,
    by: Actor | None = None,
    invite: Invite | None = None,
    user_id: UUID | None = None,
    sheet: UUID | None = None,
    in_room: bool = False,
) -> Joined:
    """Take part, from an invitation, as a member, or entered by somebody else (`by`); uses up a personal invitation.

    `sheet` is the key of a paper sheet: sent a second time it raises Conflict, so that nobody counts twice. A way in
    that is for a room is refused unless the caller lets people into that room (`in_room`).
    """
    fresh = my_turn_while_open(assessment)
    if invite is not None:
        _check(invite, in_room)
    if user_id is not None and fresh.participants.filter(user_id=user_id).exists():
        raise Refused(_("You are taking part in this assessment already."))
    if sheet is not None and Participant.objects.filter(pk=sheet).exists():
        raise Conflict(_("This sheet has been stored already. It was not stored a second time."))
    id, secret = sheet or uuid4(), secrets.token_urlsafe(32)
    participant = Participant.objects.create(
        id=id,
        assessment=fresh,
        group=group,
        user_id=user_id,
        invite=invite,
        mode=mode,
        may_show_alone=may_show_alone,
        secret_hash=hash_of(PURPOSE, secret),
        return_code_hash=code_hash(PURPOSE, typed_code(PURPOSE, id)),
    )
    if invite is not None and invite.personal:
        InviteEnd.objects.create(invite=invite, used=True)
    record("joined", participant, by=by or Actor.participant(id), partnership_id=fresh.partnership_id)
    return Joined(participant, secret)


@transaction.atomic
def join_with_help(
    *, assessment: Assessment, group: ExpectedGroup | None, mode: str, may_show_alone: bool, key: UUID, by: Actor
) -> Joined:
    """Let somebody take part who sits beside `by`. `key` is the form's own: sent a second time it gives the same place.

    Two quick taps send one form twice, and nobody counts twice for it. Raises Conflict where it cannot be the same
    press: too long ago, other answers, or something was answered since, which nobody else may open.
    """
    fresh = my_turn_while_open(assessment)
    person = Participant.objects.filter(pk=key, assessment=fresh).first()
    if person is not None:
        sent = (group.pk if group else None, mode, may_show_alone)
        same = (person.group_id, person.mode, person.may_show_alone) == sent
        recent = timezone.now() - person.joined_at <= SENT_TWICE_WITHIN
        if same and recent and person.answered_at is None and person.finished_at is None:
            return come_back(participant=person, by=by)
        raise Conflict(_("Somebody was entered with this page already. For another person, begin again."))
    return join(assessment=fresh, group=group, mode=mode, may_show_alone=may_show_alone, by=by, sheet=key)


def _check(invite: Invite, in_room: bool) -> None:
    if invite.for_room and not in_room:
        raise Refused(_("This way in is for a room. Use it there, or ask for an invitation of your own."))
    if InviteEnd.objects.filter(invite=invite).exists():
        raise Refused(_("This invitation has been used or withdrawn. Ask for a new one."))
    if invite.expires_at < timezone.now():
        raise Refused(_("This invitation has run out. Ask for a new one."))


@transaction.atomic
def choose(*, participant: Participant, may_show_alone: bool, by: Actor) -> None:
    """Change one's mind about one's group being shown while it is small; counts from the next reveal on."""
    my_turn_while_open(participant.assessment)
    participant.may_show_alone = may_show_alone
    participant.save(update_fields=["may_show_alone"])
    record("chose", participant, by=by, partnership_id=participant.assessment.partnership_id, fields=["may_show_alone"])


@transaction.atomic
def come_back(*, participant: Participant, by: Actor) -> Joined:
    """Give this device a new secret; the device used before no longer opens these answers."""
    secret = secrets.token_urlsafe(32)
    participant.secret_hash = hash_of(PURPOSE, secret)
    participant.save(update_fields=["secret_hash"])
    record("came back", participant, by=by, partnership_id=participant.assessment.partnership_id)
    return Joined(participant, secret)


@transaction.atomic
def finish(*, participant: Participant, by: Actor) -> None:
    """Say that one has finished; answers may still be changed until they are revealed."""
    my_turn_while_open(participant.assessment)
    if participant.finished_at is None:
        participant.finished_at = timezone.now()
        participant.save(update_fields=["finished_at"])


@transaction.atomic
def leave(*, participant: Participant, by: Actor) -> None:
    """Take back everything of one's own that was not revealed yet: answers, reasons and cards. Nobody is told.

    What was revealed cannot be taken out again without showing whose it was, so it stays; all reasons go. A closed
    record stands as it is: leaving it only lets the device and the account go.
    """
    assessment = my_turn(participant.assessment)
    if current_state(assessment) != AssessmentState.State.CLOSED:
        _take_back(participant, revealed_rounds(assessment), by)
    participant.secret_hash = hash_of(PURPOSE, secrets.token_urlsafe(32))
    participant.user_id = None
    participant.save(update_fields=["secret_hash", "answered_at", "finished_at", "user"])
    record("left", participant, by=by, partnership_id=assessment.partnership_id)


def _take_back(participant: Participant, revealed: set[tuple[str, int]], by: Actor) -> None:
    for held in participant.cards.select_related("card"):
        if (held.item, held.round) not in revealed:
            evidence.remove_held(card=held.card, by=by)
    shared = SharedReason.objects.filter(rating__participant=participant)
    # That a reason was withheld stays visible to everybody; whose it was is nobody's business any more.
    shared.filter(text="").update(rating=None)
    shared.exclude(text="").delete()
    mine = [rating.pk for rating in participant.ratings.all() if (rating.item, rating.round) not in revealed]
    participant.ratings.filter(pk__in=mine).delete()
    participant.ratings.update(reason="")
    if not participant.ratings.exists():
        participant.answered_at = None
    participant.finished_at = None
