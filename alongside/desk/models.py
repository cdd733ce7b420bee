"""Shares, their copies, and who reads the desk of an organisation."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.people.models import Organisation, Partnership


class DeskReader(models.Model):
    """Somebody who may open the desk of a commissioning organisation. Deleted when that ends: the log has both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="desk_readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desks")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="reader_once_per_desk")]

    def __str__(self) -> str:
        return f"reader {self.pk}"


class DeskShare(models.Model):
    """A partnership shares with a commissioning organisation until it takes that back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="desk_shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="desk_shares")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], condition=Q(ended_at=None), name="one_open_share_per_desk"
            )
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"


class DeskCopy(models.Model):
    """What was released on a day, as `rules.to_json` wrote it. The newest is read; all go when the share ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    share = models.ForeignKey(DeskShare, on_delete=models.CASCADE, related_name="copies")
    sequence = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "sequence"], name="one_copy_per_sequence")]

    def __str__(self) -> str:
        return f"copy {self.sequence} of {self.share}"
