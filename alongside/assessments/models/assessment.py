"""An assessment, its states, whom it expects, and who agreed to close it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Partnership


class Assessment(models.Model):
    """One look at the provider by everybody around it, against one edition of a framework.

    `looks_at` says which team or part of the service is meant, in the partnership's own words; empty where nobody said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="assessments")
    title = models.CharField(max_length=160)
    looks_at = models.CharField(max_length=200, blank=True, default="")
    framework = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="en-GB")
    told = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "created_at"])]

    def __str__(self) -> str:
        return self.title


class AssessmentState(models.Model):
    """A state an assessment came into; the newest is the current one."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed: the record stands")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="states")
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "sequence"], name="one_state_per_sequence")]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.state}"


class ExpectedGroup(models.Model):
    """A stakeholder group that the partnership hopes to hear, and what it offered them.

    `invited` is how many people were asked, where somebody counted. `absence_means` is written when nobody came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="groups")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    voice = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    invited = models.PositiveIntegerField(null=True)
    support = models.TextField(blank=True)
    payment = models.TextField(blank=True)
    absence_means = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="group_once_per_assessment"),
        ]

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """The lead or the co-lead agrees that the record can close as it stands. Both are needed, for the same `digest`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="approvals")
    after_sequence = models.PositiveIntegerField()
    role = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "after_sequence", "role"], name="one_approval_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.role} approves {self.assessment}"
