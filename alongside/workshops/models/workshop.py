"""All meetings about one assessment, and how people are looked after there."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.assessments.models import Assessment


class Workshop(models.Model):
    """How people are looked after at every meeting about one assessment; what is said here stands in the pack.

    `support_person` is who is there for anybody whom the talk upsets, `support_where` how to find them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="workshop")
    support_person = models.CharField(max_length=120)
    support_where = models.TextField(blank=True)
    quiet_space = models.TextField(blank=True)
    breaks = models.TextField(blank=True)
    payment = models.TextField(blank=True)
    afterwards = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"workshop on {self.assessment}"
