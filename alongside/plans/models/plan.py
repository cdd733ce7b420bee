"""A plan as it is being written: Template B for one challenge. Nothing here is signed; see `version`."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Organisation, Partnership, PartnershipOrganisation
from alongside.plans.models.priorities import PriorityOrder

Side = PartnershipOrganisation.Side


class Plan(models.Model):
    """The plan for one challenge that was put first. The current standard is carried over from the record.

    `stage` is the agreed outcome's key; `stage_name` and `described` are words that stay even if the edition goes.
    `signed_by_sides` is false for a self-assessment, which nobody signs. `revision` counts changes of the draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="plans")
    order = models.ForeignKey(PriorityOrder, on_delete=models.CASCADE, related_name="plans")
    item = models.CharField(max_length=60)
    stage = models.CharField(max_length=60)
    stage_name = models.CharField(max_length=120)
    described = models.TextField(blank=True)
    evidence_sources = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    signed_by_sides = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "item"], name="one_plan_per_priority")]
        indexes = [models.Index(fields=["partnership", "created_at"])]

    def __str__(self) -> str:
        return f"plan for {self.item}"


class PlanEnd(models.Model):
    """The plan came to its end: at a review, because another took its place, or as a draft that nobody wanted."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="end", primary_key=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"end of {self.plan}"


class Goal(models.Model):
    """One of at most three local goals, in answer to five plain questions (specific ... time-based)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    measure = models.TextField()
    baseline = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=200)
    agreed = models.TextField(blank=True)
    realistic = models.TextField(blank=True)
    by_when = models.DateField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"goal {self.position}"


class Action(models.Model):
    """Something that an organisation will do for a goal before the next review. `person` may see it as theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due = models.DateField()
    resources = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"action {self.position}"


class Signatory(models.Model):
    """Somebody who is to sign for a side: their post, and by what authority."""

    SIDES = [(Side.PROVIDER.value, _("Provider")), (Side.COMMISSIONER.value, _("Commissioner"))]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="signatories")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=SIDES)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.CharField(max_length=160)
    authority = models.CharField(max_length=300)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="one_signature_per_person_and_plan")]

    def __str__(self) -> str:
        return f"signatory {self.pk}"
