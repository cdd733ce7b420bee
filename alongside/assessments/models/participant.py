"""Somebody who takes part, and what they answered while alone with a question."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models.assessment import Assessment, ExpectedGroup
from alongside.assessments.models.invite import Invite
from alongside.evidence.models import Card


class Participant(models.Model):
    """A person in one assessment: perhaps a group, perhaps an account, a hashed secret, and how they take part.

    No group means they would rather not name it. `may_show_alone` is their private choice whether their group may be
    shown separately while it is small. `answered_at` is when they first answered anything: it outlives their answers.
    """

    class Mode(models.TextChoices):
        OWN = "own", _("On their own device")
        SHARED = "shared", _("On a shared device")
        HELPER = "helper", _("With somebody's help")
        PAPER = "paper", _("On paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participants")
    group = models.ForeignKey(ExpectedGroup, on_delete=models.PROTECT, null=True, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    invite = models.ForeignKey(Invite, on_delete=models.SET_NULL, null=True)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    may_show_alone = models.BooleanField(default=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    return_code_hash = models.CharField(max_length=64, unique=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "user"], name="one_participant_per_account"),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Rating(models.Model):
    """One person's answer to one item in one round. Deleted when the record closes: what was revealed stays.

    `answer` is a stage's key or one of the answers of `rules.answers`; `revision` counts saves, so that a retry counts
    once and an older page cannot overwrite a newer one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ratings")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ratings")
    item = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "item", "round"], name="one_rating_per_item_and_round")
        ]
        indexes = [models.Index(fields=["assessment", "item", "round"])]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class ParticipantCard(models.Model):
    """An evidence card that somebody put beside their rating; the link goes when the record closes, the card stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="cards")
    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"card of {self.participant}"
