"""Write the one weekly message, and switch it off or on."""

from __future__ import annotations

import logging
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.actions.mail import write
from alongside.people.models import User
from alongside.people.queries import address
from alongside.plans.models import WeeklyMail, WeeklyMailOff
from alongside.plans.queries.weekly import Week, off_link, to_look_at, wants_mail, week_for
from alongside.plans.wording import sentence

log = logging.getLogger("alongside.mail")
# More than this in one partnership is a page, not a message.
MOST_LINES = 8


def write_weekly(*, by: Actor, most: int = 20) -> int:
    """Look at the week of at most so many people whose turn it is; returns how many weeks were looked at.

    Each is done in a transaction of its own. One that fails is logged and tried again, and keeps nobody else waiting.
    """
    looked = 0
    for user_id, monday in to_look_at(timezone.now(), most):
        try:
            looked += _look_once(user_id, monday, by)
        except Exception:
            log.exception("The weekly message of %s was not written and will be tried again", user_id)
    return looked


@transaction.atomic
def switch_off(*, user: User, by: Actor) -> None:
    """No weekly message from now on."""
    if WeeklyMailOff.objects.get_or_create(user=user)[1]:
        record("switched off", user, by=by, fields=["weekly_mail"])


@transaction.atomic
def switch_on(*, user: User, by: Actor) -> None:
    """A weekly message again, from the next Monday on."""
    if WeeklyMailOff.objects.filter(user=user).delete()[0]:
        record("switched on", user, by=by, fields=["weekly_mail"])


@transaction.atomic
def _look_once(user_id: UUID, monday: date, by: Actor) -> bool:
    """Claim the week, then write. Of two processes at once exactly one gets past the claim: the row is unique."""
    try:
        with transaction.atomic():
            WeeklyMail.objects.create(user_id=user_id, monday=monday)
    except IntegrityError:
        return False
    user = User.objects.get(pk=user_id)
    if wants_mail(user):
        _write(user, week_for(user), by)
    return True


def _write(user: User, week: Week, by: Actor) -> None:
    """Put the message into the outbox; nothing to say means no message."""
    if not week:
        return
    places = [
        {
            "name": section.name,
            "link": address("partnership", section.partnership_id),
            "lines": [sentence(each) for each in section.waiting[:MOST_LINES]],
            "more": max(0, len(section.waiting) - MOST_LINES),
        }
        for section in week.sections
    ]
    off = off_link(user.pk)
    write(
        "plans/mail/weekly.jinja",
        to=user.email,
        by=by,
        unsubscribe=off,
        user=user,
        places=places,
        locked=week.locked,
        home=address("home"),
        off=off,
    )
