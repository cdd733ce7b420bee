"""Make and close ways into an assessment."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from alongside.assessments.actions.turns import my_turn, my_turn_until_closed
from alongside.assessments.models import Assessment, ExpectedGroup, Invite, InviteEnd
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.tokens import code_hash, typed_code

PURPOSE = "assessment"
LASTS = timedelta(days=60)


@transaction.atomic
def invite(
    *,
    assessment: Assessment,
    group: ExpectedGroup | None,
    personal: bool,
    by: Actor,
    email: str = "",
    for_room: bool = False,
    counted_from: datetime | None = None,
) -> Invite:
    """Make a way in: for everybody who gets the link or code, for one person, or only for those in a room.

    It lasts sixty days from now, or from the day of the meeting (`counted_from`).
    """
    my_turn_until_closed(assessment)
    id = uuid4()
    made = Invite.objects.create(
        id=id,
        assessment=assessment,
        group=group,
        personal=personal,
        for_room=for_room,
        email=email,
        code_hash=code_hash(PURPOSE, typed_code(PURPOSE, id)),
        expires_at=(counted_from or timezone.now()) + LASTS,
        by_id=by.id,
    )
    record("invited", made, by=by, partnership_id=assessment.partnership_id)
    return made


@transaction.atomic
def withdraw(*, invite: Invite, by: Actor) -> None:
    """Close a way in; who already came stays. Closing it twice changes nothing."""
    my_turn(invite.assessment)
    if InviteEnd.objects.get_or_create(invite=invite, defaults={"used": False})[1]:
        record("withdrew", invite, by=by, partnership_id=invite.assessment.partnership_id)
