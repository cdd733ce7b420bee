"""Evidence cards and their release."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.catalogue.framework import Edition
from alongside.people.models import Partnership


class Card(models.Model):
    """One thing that tells something about an item of one edition, and what it does not tell.

    `held_for` names what it waits for (an assessment, item and round, as text); while it is not released,
    nobody but the person who wrote it sees it. An empty `held_for` means it never waited.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("A document")
        READING = "reading", _("A figure")
        OBSERVATION = "observation", _("Something seen")
        STORY = "story", _("Somebody's account")
        SILENCE = "silence", _("A document that says nothing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="cards")
    framework = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=160)
    shows = models.TextField()
    does_not_show = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    dated = models.CharField(max_length=60, blank=True)
    held_for = models.CharField(max_length=160, blank=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "framework", "item"])]

    def __str__(self) -> str:
        return self.title

    @property
    def edition(self) -> Edition:
        """The edition whose item the card was written about."""
        return Edition(key=self.framework, version=self.framework_version)


class Release(models.Model):
    """A held card was opened together with the answers it belongs to."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="release", primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"release of {self.card}"
