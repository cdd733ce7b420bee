"""Local editions, and the drafts they come from."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from alongside.people.models import Partnership

FRAMEWORK = "framework"


class LocalDocument(models.Model):
    """A published local edition. Its row never changes: answers point at its key and version for ever.

    `sha256` is of the text, so that a page need not read the text to know it; `based_on` is the edition it
    was made from, as "key/version", or empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="local_documents")
    kind = models.CharField(max_length=20, default=FRAMEWORK)
    key = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    based_on = models.CharField(max_length=110, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "key", "version"], name="one_local_document_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}/{self.version}"

    def save(self, **options: Any) -> None:
        """Add the row; a second time is a fault in the program."""
        if not self._state.adding:
            raise TypeError("A published document never changes; publish a new version.")
        super().save(**options)


class Draft(models.Model):
    """The next local edition of a framework. There is one per framework, and its text can always be read.

    `based_on_version` is empty for a framework that was brought along; `revision` counts saves, so that an
    older page cannot overwrite a newer one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20, default=FRAMEWORK)
    key = models.CharField(max_length=64)
    based_on_version = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "kind", "key"], name="one_draft_per_document")]

    def __str__(self) -> str:
        return f"draft of {self.key}"
