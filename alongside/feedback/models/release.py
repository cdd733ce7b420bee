"""What is published of a team's feedback, frozen, and what the team did about it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Partnership, Team


class Release(models.Model):
    """One publication for one team and one edition of a survey. `result` holds only what everybody may read.

    Pages, charts and files read this snapshot and never the counts: see `rules.releasing.Result`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="feedback_releases")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="feedback_releases")
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
                fields=["team", "survey", "survey_version", "number"], name="one_release_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"release {self.number} for {self.team}"


class Reply(models.Model):
    """You said, we did: an answer of the team to a release. It hangs on the release, never on a comment.

    `action` is the key of an action of a plan. `action_words` is how that action was agreed when the reply was written:
    the only thing of a plan that everybody may read.
    """

    class Kind(models.TextChoices):
        DONE = "done", _("We did this")
        DOING = "doing", _("We are doing this")
        NOT_DONE = "not-done", _("We have not done this, and why")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    said = models.TextField()
    did = models.TextField()
    action = models.UUIDField(null=True)
    action_words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"reply to {self.release}"


class ReplyTakenBack(models.Model):
    """A reply that was wrong. Its words are deleted: nobody may read them any more. That it stood there, and why it
    does not now, stays for everybody.
    """

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="taken_back", primary_key=True)
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"end of {self.reply}"
