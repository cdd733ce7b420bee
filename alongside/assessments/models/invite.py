"""Ways into an assessment: a link and a code, open to a group or for one person."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from alongside.assessments.models.assessment import Assessment, ExpectedGroup


class Invite(models.Model):
    """A way in. An open one may be used by many, a personal one by one. Secrets are derived, never stored.

    One that is `for_room` opens a meeting and nothing else: whoever holds it elsewhere is sent there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="invites")
    group = models.ForeignKey(ExpectedGroup, on_delete=models.CASCADE, null=True, related_name="invites")
    personal = models.BooleanField(default=False)
    for_room = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"way into {self.assessment}"


class InviteEnd(models.Model):
    """A way in was closed: withdrawn, or used by the one person it was for."""

    invite = models.OneToOneField(Invite, on_delete=models.CASCADE, related_name="end", primary_key=True)
    used = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"end of {self.invite}"
