"""Teams beside each other, frozen, and which releases a comparison was made of."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from alongside.feedback.models import Release
from alongside.people.models import Partnership


class Comparison(models.Model):
    """Teams compared by one edition of a survey. `result` holds all that its pages show: see `rules.frozen.Result`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="comparisons")
    survey = models.CharField(max_length=60)
    survey_version = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    first_month = models.DateField()
    last_month = models.DateField()
    result = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "survey", "survey_version", "number"], name="one_comparison_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"comparison {self.number} by {self.survey}"


class Compared(models.Model):
    """That a release is part of a comparison: of one only, so that no two comparisons hold the same people."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="compared", primary_key=True)
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="compared")

    def __str__(self) -> str:
        return f"{self.release_id} in {self.comparison_id}"
