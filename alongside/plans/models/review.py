"""The review on the promised date, and the one weekly message."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.plans.models.doing import Progress
from alongside.plans.models.plan import Plan
from alongside.plans.models.unchanging import Unchanging
from alongside.plans.models.version import Version


class Review(Unchanging):
    """A look back at a version in force, with who took part. Recorded once and never changed."""

    class Outcome(models.TextChoices):
        CARRY_ON = "carry-on", _("Carry on with the plan as it is")
        CHANGE = "change", _("Change the plan")
        END = "end", _("End the plan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    held_on = models.DateField()
    learned = models.TextField()
    changes = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    next_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["plan", "sequence"], name="one_review_per_sequence")]

    def __str__(self) -> str:
        return f"review {self.sequence} of {self.plan}"


class ReviewLine(Unchanging):
    """What happened to one goal or action of the version under review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="lines")
    commitment = models.UUIDField()
    progress = models.CharField(max_length=12, choices=Progress.choices)
    happened = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "commitment"], name="commitment_once_per_review")]

    def __str__(self) -> str:
        return f"line of {self.review}"


class ReviewPresence(Unchanging):
    """How many people of a group took part in a review; nought says that nobody came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="presences")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    voice = models.CharField(max_length=40)
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="group_once_per_review")]

    def __str__(self) -> str:
        return f"{self.name}: {self.people}"


class WeeklyMail(models.Model):
    """Somebody's week was looked at, and is not again: either one message was written, or there was nothing to say.

    A week is named by its Monday. Which of the two it was is not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    monday = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "monday"], name="one_weekly_mail_per_week")]

    def __str__(self) -> str:
        return f"weekly message of {self.monday}"


class WeeklyMailOff(models.Model):
    """Somebody switched the weekly message off. Deleted when they switch it on again."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_mail_off", primary_key=True
    )
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"no weekly message for {self.user}"
