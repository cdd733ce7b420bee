"""Which rows of a table are kept, as conditions on the table. `now` is the moment of the export."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from alongside.assessments.models import AssessmentState, Reveal

# What the log says of these tells of one person. Their writers and takers-part are known to nobody else.
PRIVATE_TARGETS = ("participant", "attendance", "rating", "chooser", "choice", "statement", "priorityanswer")


def closed(now: datetime) -> Q:
    """Of an assessment whose record is closed."""
    states = AssessmentState.objects.filter(assessment_id=OuterRef("assessment_id"), state=AssessmentState.State.CLOSED)
    return Q(Exists(states))


def shown(now: datetime) -> Q:
    """Belongs to a round of answers that was opened to everybody."""
    rounds = Reveal.objects.filter(
        assessment_id=OuterRef("assessment_id"), item=OuterRef("item"), round=OuterRef("round")
    )
    return Q(Exists(rounds))


def not_held(now: datetime) -> Q:
    """Evidence that never waited, or was opened with the answers it waited for."""
    return Q(held_for="") | Q(release__isnull=False)


def over(now: datetime) -> Q:
    """An invitation, a way in or a link that no longer opens anything."""
    return Q(end__isnull=False) | Q(expires_at__lte=now)


def taken_back(now: datetime) -> Q:
    """What was shared for a time and no longer is."""
    return Q(ended_at__isnull=False)


def read_first(now: datetime) -> Q:
    """People's words to a team that a reader has gone through; what was written went with that."""
    return Q(reading__isnull=False)


def of_nobody_private(now: datetime) -> Q:
    """A line of the log that tells nothing about a single person who takes part."""
    return ~Q(actor_kind="participant") & ~Q(target_type__in=PRIVATE_TARGETS)
