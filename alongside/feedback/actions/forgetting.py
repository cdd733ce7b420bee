"""Delete what stayed sealed: answers that never came together in eights, three months after their asking ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.feedback.actions.turns import my_turn
from alongside.feedback.queries.askings import sealed_for_too_long
from alongside.people.models import Partnership

# As people are told on the first page, and as docs/assurance/retention-schedule.csv says.
KEPT_SEALED = timedelta(days=90)


def forget_sealed(*, by: Actor) -> None:
    """Delete the answers that are still sealed so long after the end of their asking.

    By then two weeks of paper are over, and what could be opened with those of other teams has been. The log says for
    the partnership that it was done, and neither how many there were nor of which team: that would be a number below
    eight.
    """
    long_ago = timezone.now() - KEPT_SEALED
    waiting = sealed_for_too_long(long_ago).order_by().values_list("asking__partnership", flat=True)
    for partnership in Partnership.objects.filter(pk__in=waiting.distinct()):
        _forget(partnership, long_ago, by)


@transaction.atomic
def _forget(partnership: Partnership, long_ago: datetime, by: Actor) -> None:
    # One turn after the other, so that an opening that has begun is finished first.
    for team_id in sorted(set(sealed_for_too_long(long_ago, partnership).values_list("asking__team", flat=True))):
        my_turn(team_id)
    gone, _each = sealed_for_too_long(long_ago, partnership).delete()
    if gone:
        record("deleted what stayed sealed", partnership, by=by, partnership_id=partnership.pk)
