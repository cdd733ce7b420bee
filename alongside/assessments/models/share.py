"""The record as a page for chosen people, until somebody takes it back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from alongside.assessments.models.assessment import Assessment


class RecordShare(models.Model):
    """A link to the record for somebody named in `for_whom`. Its secret is derived and stored nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="shares")
    for_whom = models.CharField(max_length=160)
    with_reasons = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"record shared with {self.for_whom}"


class RecordShareOpening(models.Model):
    """A link was opened: which and when, and nothing about who or from where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    share = models.ForeignKey(RecordShare, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.share}, opened"


class RecordShareEnd(models.Model):
    """A share was taken back."""

    share = models.OneToOneField(RecordShare, on_delete=models.CASCADE, related_name="end", primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"end of {self.share}"
