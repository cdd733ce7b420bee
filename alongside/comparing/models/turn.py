"""Whether teams may be compared by one edition of a survey: who turned it on or off, why, and who agreed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from alongside.people.access import ROLE_NAMES
from alongside.people.models import Partnership


class Turn(models.Model):
    """Comparing by one edition of a survey was turned on, or off; the newest of an edition counts.

    On is a proposal until somebody of the other role confirms it; off holds at once. `reason` is needed to turn it on
    with questions that were not shown to measure what they claim, and stands on every page of a comparison.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="comparing_turns")
    survey = models.CharField(max_length=60)
    survey_version = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField()
    on = models.BooleanField()
    reason = models.TextField(blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "survey", "survey_version", "sequence"], name="one_turn_per_sequence"
            )
        ]

    def __str__(self) -> str:
        return f"turn {self.sequence} of {self.survey}"


class TurnConfirmation(models.Model):
    """The other side agrees that comparing is turned on. The name is kept as it was that day."""

    turn = models.OneToOneField(Turn, on_delete=models.CASCADE, related_name="confirmation", primary_key=True)
    role = models.CharField(max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"confirmation of {self.turn_id}"
