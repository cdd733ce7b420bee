"""What was opened for everybody: the answers per group as they were released, and the reasons people chose to share."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models.assessment import Assessment, ExpectedGroup
from alongside.assessments.models.participant import Rating


class Reveal(models.Model):
    """One item, one round, opened once and for ever. `cells` holds only what the small-group rule released.

    Pages, documents and comparisons read this snapshot, never the ratings: see `rules.small_groups.Released`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reveals")
    item = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField()
    cells = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item", "round"], name="one_reveal_per_item_and_round")
        ]

    def __str__(self) -> str:
        return f"reveal of {self.item}, round {self.round}"


class SharedReason(models.Model):
    """A reason somebody chose to share after seeing how it would look. Shown from the reveal on, without a name.

    The group is named only where five or more of it answered. The link to the rating goes when the record closes. One
    that was withheld has no text any more, and no group; see `Withholding`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="shared_reasons")
    rating = models.OneToOneField(Rating, on_delete=models.SET_NULL, null=True, related_name="shared_reason")
    group = models.ForeignKey(ExpectedGroup, on_delete=models.SET_NULL, null=True)
    item = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["assessment", "item"])]

    def __str__(self) -> str:
        return f"shared reason {self.pk}"


class Withholding(models.Model):
    """One half, the lead's or the lived-experience co-lead's, agrees that a shared reason must go, and says why.

    `role` is the half; in a room its two facilitators stand for the halves. With both, two people, its words are
    deleted, and pages say that a reason was withheld, when and why.
    """

    class Cause(models.TextChoices):
        NAMES = "names", _("It names somebody, or somebody else can be recognised in it")
        ABUSE = "abuse", _("It is abuse: it insults or threatens somebody")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reason = models.ForeignKey(SharedReason, on_delete=models.CASCADE, related_name="withholdings")
    role = models.CharField(max_length=20)
    cause = models.CharField(max_length=12, choices=Cause.choices, default=Cause.NAMES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "role"], name="one_withholding_per_role")]

    def __str__(self) -> str:
        return f"{self.role} withholds {self.reason}"
