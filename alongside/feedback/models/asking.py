"""A survey that is asked for a team between two days, and the sheets of cards that were printed for it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Partnership, Team


class Asking(models.Model):
    """One edition of a survey, asked for one team from one day until another.

    `served` is how many people the team expects to serve in that time, for the return rate; `readers` says who reads
    what people write, and `crisis` where somebody in distress can turn now. Both stand on the first page.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="askings")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="askings")
    survey = models.CharField(max_length=60)
    survey_version = models.CharField(max_length=60)
    opens_on = models.DateField()
    closes_on = models.DateField()
    served = models.PositiveIntegerField(null=True)
    readers = models.CharField(max_length=200)
    crisis = models.TextField()
    link = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "closes_on"])]

    def __str__(self) -> str:
        return f"{self.survey} for {self.team}"


class AskingEnd(models.Model):
    """An asking that ended: at its last day, or earlier.

    Fewer than eight answers that are still sealed then go to the partnership's counts together with those of other
    teams, under no team, or stay sealed until they are deleted.
    """

    class How(models.TextChoices):
        OVER = "over", _("Its last day has passed")
        STOPPED = "stopped", _("It was stopped early")

    asking = models.OneToOneField(Asking, on_delete=models.CASCADE, related_name="end", primary_key=True)
    how = models.CharField(max_length=12, choices=How.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"end of {self.asking}"


class CardSheet(models.Model):
    """That so many cards were printed. Their codes are on paper only; which of them was used is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="sheets")
    how_many = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    printed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.how_many} cards of {self.asking}"
