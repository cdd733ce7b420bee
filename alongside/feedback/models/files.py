"""Files of answers, or of counts, that were taken in, so that taking one in twice changes nothing."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Partnership


class TakenIn(models.Model):
    """That a file was taken in, known by the SHA-256 of its bytes. The file itself is kept nowhere.

    `accepted` and `rejected` count its lines. No hour, as no answer has one: only the day.
    """

    class What(models.TextChoices):
        ANSWERS = "answers", _("Answers, one on each line")
        COUNTS = "counts", _("Counts of answers")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="feedback_files")
    survey = models.CharField(max_length=60)
    survey_version = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    what = models.CharField(max_length=12, choices=What.choices)
    name = models.CharField(max_length=200)
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "survey", "survey_version", "sha256"], name="one_taking_in_per_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} taken in for {self.survey}"
