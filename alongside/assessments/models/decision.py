"""What was agreed, or not agreed, for an item: proposed by one of lead and co-lead, confirmed by the other."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from alongside.assessments.models.assessment import Assessment


class Decision(models.Model):
    """A proposed outcome with its reason and its dissent. It is recorded once lead and co-lead have confirmed it.

    `outcome` is a stage's key or one of `rules.answers.OUTCOMES`. A later sequence replaces an earlier one only when
    it is itself confirmed by both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="decisions")
    item = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField()
    outcome = models.CharField(max_length=60)
    reason = models.TextField()
    dissent = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item", "sequence"], name="one_decision_per_sequence")
        ]

    def __str__(self) -> str:
        return f"decision on {self.item}"


class Confirmation(models.Model):
    """The lead, or the lived-experience co-lead, stands by a decision. The name is kept as it was that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="confirmations")
    role = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    name = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "role"], name="one_confirmation_per_role")]

    def __str__(self) -> str:
        return f"{self.role} confirms {self.decision}"


class ParkedQuestion(models.Model):
    """A question the room could not answer that day; an empty item means the whole assessment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="parked_questions")
    item = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"parked question {self.pk}"
