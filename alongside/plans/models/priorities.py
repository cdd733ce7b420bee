"""What people would act on first: each person's own choice, what was opened of it, and the order that was decided."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from alongside.assessments.models import Assessment, ExpectedGroup, Participant


class Prioritising(models.Model):
    """The second part of an assessment whose record is closed: people choose, talk and put the challenges in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="prioritising")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"priorities after {self.assessment}"


class Chooser(models.Model):
    """Somebody who chooses. The row and its choices are deleted when choices are opened: what was opened stays.

    No group means they would rather not name it. `may_show_alone` is their private choice whether their group may be
    shown separately while it is small; `shares_reasons` whether their reasons may be read by everybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prioritising = models.ForeignKey(Prioritising, on_delete=models.CASCADE, related_name="choosers")
    group = models.ForeignKey(ExpectedGroup, on_delete=models.CASCADE, null=True, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    mode = models.CharField(max_length=8, choices=Participant.Mode.choices)
    may_show_alone = models.BooleanField(default=False)
    shares_reasons = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prioritising", "participant"], name="one_chooser_per_participant"),
            models.UniqueConstraint(fields=["prioritising", "user"], name="one_chooser_per_account"),
        ]

    def __str__(self) -> str:
        return f"chooser {self.pk}"


class Choice(models.Model):
    """One challenge somebody would act on, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chooser = models.ForeignKey(Chooser, on_delete=models.CASCADE, related_name="choices")
    item = models.CharField(max_length=60)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chooser", "item"], name="item_once_per_chooser")]

    def __str__(self) -> str:
        return f"choice of {self.item}"


class ChoicesOpened(models.Model):
    """Choices were opened, once and for ever. `cells` holds only what the small-group rule released.

    See `rules.choices.OpenedChoices`: people and choices per group, never added up over everybody.
    """

    prioritising = models.OneToOneField(Prioritising, on_delete=models.CASCADE, related_name="opened", primary_key=True)
    cells = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"choices opened in {self.prioritising}"


class SharedWhy(models.Model):
    """Why somebody chose a challenge, which they let everybody read. `group_name` only where the group may be named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prioritising = models.ForeignKey(Prioritising, on_delete=models.CASCADE, related_name="reasons")
    item = models.CharField(max_length=60)
    group_name = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"reason for {self.item}"


class PriorityOrder(models.Model):
    """All challenges from first to last, and those to act on; it counts once lead and co-lead have confirmed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prioritising = models.ForeignKey(Prioritising, on_delete=models.CASCADE, related_name="orders")
    sequence = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prioritising", "sequence"], name="one_order_per_sequence")]

    def __str__(self) -> str:
        return f"order {self.sequence} in {self.prioritising}"


class PriorityLine(models.Model):
    """One challenge in an order: its place from 1, whether it is acted on, and why not, where that is owed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(PriorityOrder, on_delete=models.CASCADE, related_name="lines")
    item = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField()
    acted_on = models.BooleanField()
    left_out_because = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["order", "item"], name="item_once_per_order"),
            models.UniqueConstraint(fields=["order", "place"], name="place_once_per_order"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.item}"


class PriorityConfirmation(models.Model):
    """The lead, or the lived-experience co-lead, stands by an order. The name is kept as it was that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(PriorityOrder, on_delete=models.CASCADE, related_name="confirmations")
    role = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    name = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "role"], name="one_confirmation_per_role_and_order")]

    def __str__(self) -> str:
        return f"{self.role} confirms {self.order}"


class PriorityAnswer(models.Model):
    """What people whose first choice an order leaves out said when they saw why, before it became final.

    `voice` is theirs; `told` marks an answer that the co-lead wrote down after telling them in person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(PriorityOrder, on_delete=models.CASCADE, related_name="answers")
    voice = models.CharField(max_length=40)
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    told = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"answer to {self.order}"
